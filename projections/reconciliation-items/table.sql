-- What our events say a source should confirm, numbered from 1 in the order of
-- the log: a matching run pins the last number that it saw as its horizon.
create table views.reconciliation_items (
  item_no bigint primary key,
  source text collate "C" not null,
  business_date date not null,
  item_id text collate "C" not null,
  kind text collate "C" not null,
  reference text collate "C" not null,
  card text collate "C" not null,
  amount bigint not null,
  currency text collate "C" not null,
  at_ms bigint not null,
  payment text collate "C" not null,
  account_id text collate "C" not null,
  wholesale bigint not null
);

-- The reference that a source echoes is the item's id, so it needs no index of its own.
create unique index reconciliation_items_by_id on views.reconciliation_items (source, item_id);
create index reconciliation_items_by_day on views.reconciliation_items (source, business_date);
