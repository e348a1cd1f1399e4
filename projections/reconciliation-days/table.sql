-- The board: one row per source and day that has, or had, an accepted file.
create table views.reconciliation_days (
  source text collate "C" not null,
  business_date date not null,
  state text not null check (state in ('open', 'matched', 'reviewed', 'closed', 'reopened')),
  version integer not null default 1,
  statement_id text collate "C" not null,
  sha256 text collate "C" not null,
  accepted_by text not null,
  accepted_at timestamptz not null,
  -- The current run; none between the acceptance of a file and its first run.
  run_no bigint,
  -- Who signed the current outcome first, and who closed the day; none once it moved on.
  reviewed_by text,
  reviewed_at timestamptz,
  closed_by text,
  closed_at timestamptz,
  -- Of the day's stream.
  revision bigint not null default 0,
  primary key (source, business_date)
);
create index reconciliation_days_by_date on views.reconciliation_days (business_date, source);

-- What each run depended on and came to. A row exists before its event, which then records it.
create table views.reconciliation_runs (
  run_no bigint primary key,
  source text collate "C" not null,
  business_date date not null,
  statement_id text collate "C" not null,
  source_version integer not null,
  horizon bigint not null,
  -- The last match by hand, or undoing of one, that it saw.
  hand_matches bigint not null,
  -- Items up to this number were looked at again since and changed nothing.
  holds_up_to bigint not null,
  -- Likewise of matches by hand and their undoings.
  hands_hold_up_to bigint not null,
  counts jsonb not null,
  -- Of the outcome whose rows are here; the event's own digest beside it once it is recorded.
  digest text collate "C" not null,
  recorded_digest text collate "C",
  matched_by text,
  matched_at timestamptz
);
create index reconciliation_runs_by_day on views.reconciliation_runs (source, business_date);

-- Where each line of the file ended: e exact, c exact with an item of an earlier day, p proposed,
-- b in a break, n not executed, s seen in an earlier file, u unreadable.
create table views.line_outcomes (
  run_no bigint not null,
  item_no bigint,
  file_line integer not null,
  finding_no integer,
  outcome "char" not null check (outcome in ('e', 'c', 'p', 'b', 'n', 's', 'u')),
  primary key (run_no, file_line)
);

-- Proposals and breaks of a run, in the order of the report.
create table views.findings (
  run_no bigint not null,
  finding_no integer not null,
  type text not null check (type in ('proposal', 'break')),
  -- The rule of a proposal, the kind of a break.
  kind text not null,
  -- Hash of source, date and the identity of item or line: the same in the next run.
  finding_id text collate "C" not null,
  item_nos bigint[] not null,
  item_ids text[] not null,
  file_lines integer[] not null,
  main_line integer,
  difference bigint,
  currency text not null,
  also_differs text[] not null,
  detail text not null,
  closes_items boolean not null,
  -- What the detail says, in no language.
  facts jsonb not null,
  -- How the break had been judged again when its day was closed: that stays.
  closed_kind text,
  closed_detail text,
  closed_facts jsonb,
  primary key (run_no, finding_no)
);
create index findings_by_id on views.findings (finding_id);

-- Which items a finding speaks of.
create table views.finding_items (
  item_no bigint not null,
  run_no bigint not null,
  finding_no integer not null,
  closes_items boolean not null,
  primary key (item_no, run_no, finding_no)
);
create index finding_items_by_run on views.finding_items (run_no);

-- What a run changes in the reading of earlier days.
create table views.run_effects (
  run_no bigint not null,
  effect_no integer not null,
  effect text not null check (effect in ('settled', 'rejudged', 'undone')),
  -- The day on which the break stands, or whose file holds the line that was undone.
  business_date date not null,
  item_no bigint,
  kind text,
  -- What a rejudged break says now.
  detail text,
  file_line integer,
  facts jsonb,
  primary key (run_no, effect_no)
);
create index run_effects_by_item on views.run_effects (item_no) where item_no is not null;
create index run_effects_by_day on views.run_effects (business_date, effect);
