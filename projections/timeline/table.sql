-- One row per event of an account: what happened, when, by whom and about what.
create table views.timeline (
  account_id text collate "C" not null,
  revision bigint not null,
  at_ms bigint not null,
  type text collate "C" not null,
  actor text not null,
  subject text collate "C",
  amount bigint,
  currency text collate "C"
);

create unique index timeline_by_account on views.timeline (account_id, at_ms, revision);
