-- One row per balance. What it holds stands in its lots: no sum is stored twice.
create table views.accounts (
  account_id text collate "C" primary key,
  brand text collate "C" not null,
  plan text collate "C" not null,
  currency text collate "C" not null,
  opened_at_ms bigint not null,
  activated_at_ms bigint,
  valid_until_ms bigint,
  lapsed_at_ms bigint
);

-- One row per lot, amounts in minor units of the account's currency. Always:
-- initial + adjusted = remaining + used + expired + refunded + clawed_back + reversed,
-- and what is held is part of what remains.
create table views.lots (
  account_id text collate "C" not null,
  lot_id text collate "C" not null,
  bucket text collate "C" not null,
  top_up_id text collate "C",
  credited_at_ms bigint not null,
  expires_at_ms bigint,
  initial bigint not null,
  adjusted bigint not null,
  remaining bigint not null,
  held bigint not null,
  used bigint not null,
  expired bigint not null,
  refunded bigint not null,
  clawed_back bigint not null,
  reversed bigint not null,
  primary key (account_id, lot_id)
);

create index accounts_by_opening on views.accounts (opened_at_ms, account_id);
create index accounts_by_brand on views.accounts (brand, opened_at_ms, account_id);
create index lots_by_expiry on views.lots (expires_at_ms, account_id) where remaining > 0;
