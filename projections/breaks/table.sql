-- The work of people on breaks: one row per break that somebody has touched.
create table views.break_work (
  break_id text collate "C" primary key,
  source text collate "C" not null,
  business_date date not null,
  status text not null check (status in ('open', 'proposed', 'approved', 'resolved')),
  assignee text collate "C",
  comments integer not null,
  last_comment_at_ms bigint,
  -- What is proposed or was carried out; none while the break is open.
  resolution jsonb,
  -- What the resolution posts, minor units.
  amount bigint,
  currency text collate "C",
  proposed_by text,
  proposed_at_ms bigint,
  approved_by text,
  resolved_by text,
  resolved_at_ms bigint,
  updated_at_ms bigint not null,
  -- Of the break's stream.
  revision bigint not null
);

create index break_work_by_assignee on views.break_work (assignee, status);
create index break_work_by_refund on views.break_work ((resolution->>'refundId'))
  where resolution->>'refundId' is not null;
create index break_work_by_day on views.break_work (source, business_date);

-- What people have matched by hand, one row per item and per line. Numbered in the order of the log,
-- so that a matching run can pin which of them it saw.
create table views.hand_matches (
  match_no bigint not null,
  part_no integer not null,
  -- Number of the undoing; none while the match holds.
  until_no bigint,
  break_id text collate "C" not null,
  source text collate "C" not null,
  -- Of the break, in whose day's file its lines are.
  business_date date not null,
  item_id text collate "C",
  file_line integer,
  primary key (match_no, part_no),
  check ((item_id is null) <> (file_line is null))
);

create index hand_matches_by_break on views.hand_matches (break_id) where until_no is null;
create index hand_matches_by_item on views.hand_matches (source, item_id) where item_id is not null;
create index hand_matches_by_line on views.hand_matches (source, business_date, file_line)
  where file_line is not null;

-- Proposed matches that people have rejected, numbered together with what they matched by hand: matching
-- keeps their items and lines apart, wherever one of the lines comes again.
create table views.rejected_matches (
  match_no bigint primary key,
  -- The proposal, as the run that made it named it.
  break_id text collate "C" not null,
  source text collate "C" not null,
  -- Of the proposal, in whose day's file its lines are.
  business_date date not null,
  rule text not null,
  item_ids text[] not null,
  statement_id text collate "C" not null,
  file_lines integer[] not null,
  -- Hashes of what the lines say.
  line_marks text[] not null,
  rejected_by text not null,
  rejected_at_ms bigint not null
);

create index rejected_matches_by_day on views.rejected_matches (source, business_date);
create index rejected_matches_by_break on views.rejected_matches (break_id);
