-- One row per SIM that was registered.
create table views.cards (
  iccid text collate "C" primary key,
  account_id text collate "C" not null,
  brand text collate "C" not null,
  plan text collate "C" not null,
  registered_at_ms bigint not null
);

-- Any four digits of a number: each card is found under all of its runs of four. A card number
-- has at most 20 digits, so 17 runs; what a shorter one adds at its end is told apart by the query.
create or replace function views.card_fragments(iccid text) returns integer[]
  language sql immutable strict parallel safe
  return array[
    nullif(substr(iccid, 1, 4), '')::integer, nullif(substr(iccid, 2, 4), '')::integer,
    nullif(substr(iccid, 3, 4), '')::integer, nullif(substr(iccid, 4, 4), '')::integer,
    nullif(substr(iccid, 5, 4), '')::integer, nullif(substr(iccid, 6, 4), '')::integer,
    nullif(substr(iccid, 7, 4), '')::integer, nullif(substr(iccid, 8, 4), '')::integer,
    nullif(substr(iccid, 9, 4), '')::integer, nullif(substr(iccid, 10, 4), '')::integer,
    nullif(substr(iccid, 11, 4), '')::integer, nullif(substr(iccid, 12, 4), '')::integer,
    nullif(substr(iccid, 13, 4), '')::integer, nullif(substr(iccid, 14, 4), '')::integer,
    nullif(substr(iccid, 15, 4), '')::integer, nullif(substr(iccid, 16, 4), '')::integer,
    nullif(substr(iccid, 17, 4), '')::integer
  ];

create index cards_by_fragment on views.cards using gin (views.card_fragments(iccid));
create index cards_by_account on views.cards (account_id, iccid);
create index cards_by_brand on views.cards (brand, iccid);
create index cards_by_time on views.cards (registered_at_ms, iccid);
