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
  updated_at_ms bigint not null
);

create index break_work_by_assignee on views.break_work (assignee, status);
create index break_work_by_day on views.break_work (source, business_date);
