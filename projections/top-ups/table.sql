-- One row per top-up, from its request or its payment on; amounts in minor units.
create table views.top_ups (
  top_up_id text collate "C" primary key,
  account_id text collate "C" not null,
  status text collate "C" not null,
  iccid text collate "C",
  brand text collate "C",
  channel text collate "C",
  method text collate "C",
  provider text collate "C",
  reference text collate "C",
  price bigint not null,
  value bigint,
  currency text collate "C" not null,
  requested_at_ms bigint,
  paid_at_ms bigint,
  credited_at_ms bigint,
  ended_at_ms bigint,
  end_reason text collate "C",
  taken_back bigint not null,
  imported boolean not null,
  -- When it was paid, or else asked for: the order of lists.
  at_ms bigint not null
);

create index top_ups_by_time on views.top_ups (at_ms, top_up_id);
create index top_ups_by_account on views.top_ups (account_id, at_ms, top_up_id);
create index top_ups_by_card on views.top_ups (iccid, at_ms, top_up_id);
-- A filter by what few rows have would else walk through all of them in their order.
create index top_ups_by_brand on views.top_ups (brand, at_ms, top_up_id);
create index top_ups_by_channel on views.top_ups (channel, at_ms, top_up_id);
create index top_ups_by_method on views.top_ups (method, at_ms, top_up_id);
create index top_ups_by_provider on views.top_ups (provider, at_ms, top_up_id);
create index top_ups_by_price on views.top_ups (price, at_ms, top_up_id);
create index top_ups_by_payment on views.top_ups (reference, provider);
create index top_ups_unusual on views.top_ups (status, at_ms, top_up_id) where status <> 'credited';
