-- One row per file received, with what it came to.
create table views.statements (
  statement_id text collate "C" primary key,
  source text collate "C" not null,
  business_date date not null,
  state text not null check (state in ('received', 'accepted', 'held', 'refused', 'superseded')),
  file_name text not null,
  sha256 text collate "C" not null,
  bytes bigint not null,
  source_version integer not null,
  received_by text not null,
  received_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  -- Data lines, unreadable ones included.
  lines integer,
  unreadable integer,
  control_totals_tie boolean,
  control_checks jsonb not null default '[]',
  problems jsonb not null default '[]',
  problem_count integer not null default 0,
  reasons jsonb not null default '[]',
  -- Why a person accepted or refused a held file: id of the text.
  reason_id text collate "C",
  -- The statement that took this one's place, when, and why: id of the text.
  superseded_by text collate "C",
  superseded_at timestamptz,
  supersede_reason_id text collate "C",
  -- Of the statement's stream, at its last event.
  revision bigint not null
);
create index statements_by_day on views.statements (source, business_date, received_at, statement_id);
create index statements_by_time on views.statements (received_at, statement_id);
create index statements_by_date on views.statements (business_date, statement_id);
create index statements_by_successor on views.statements (superseded_by)
  where superseded_by is not null;
