-- One row per payment that was claimed, named `<provider>:<reference>`.
create table views.payment_claims (
  payment text collate "C" primary key,
  state text collate "C" not null,
  account_id text collate "C" not null,
  top_up_id text collate "C" not null,
  claimed_at_ms bigint not null,
  settled_at_ms bigint,
  refusal text collate "C"
);

create index payment_claims_pending on views.payment_claims (claimed_at_ms, payment) where state = 'pending';
create index payment_claims_refused on views.payment_claims (settled_at_ms, payment) where state = 'refused';
