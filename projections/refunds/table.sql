-- One row per refund; amounts in minor units. Payback is before the fee. An id is
-- unique within its account only: what decides about it is the account's stream.
create table views.refunds (
  refund_id text collate "C" not null,
  account_id text collate "C" not null,
  top_up_id text collate "C" not null,
  brand text collate "C" not null,
  state text collate "C" not null,
  value bigint not null,
  payback bigint not null,
  fee bigint not null,
  currency text collate "C" not null,
  reason_class text collate "C" not null,
  note_id text collate "C",
  -- [{lot, bucket, amount}]: what it holds, takes or has released again.
  held jsonb not null,
  requested_by text not null,
  requested_at_ms bigint not null,
  decided_by text,
  decided_at_ms bigint,
  decision_reason_id text collate "C",
  payout_provider text collate "C",
  payout_reference text collate "C",
  sent_at_ms bigint,
  paid_from text collate "C",
  paid_amount bigint,
  paid_at_ms bigint,
  failed_at_ms bigint,
  failure_reason text,
  cancelled_by text,
  cancelled_at_ms bigint,
  evidence_statement_id text collate "C",
  evidence_file_line integer,
  evidenced_at_ms bigint,
  -- Of its last event in the stream of the account.
  revision bigint not null,
  primary key (refund_id, account_id)
);

create index refunds_by_time on views.refunds (requested_at_ms, refund_id, account_id);
create index refunds_by_state on views.refunds (state, requested_at_ms, refund_id, account_id);
create index refunds_by_account on views.refunds (account_id, requested_at_ms, refund_id);
create index refunds_by_value on views.refunds (value, requested_at_ms, refund_id, account_id);
create index refunds_by_payout on views.refunds (payout_reference) where payout_reference is not null;
create index refunds_by_top_up on views.refunds (top_up_id, requested_at_ms, refund_id, account_id);
