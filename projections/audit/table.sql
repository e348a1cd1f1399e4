-- One row per act of a person that the log of events holds. Acts on access are
-- in app.security_records; the audit trail reads both.
create table views.acts (
  -- `<stream>@<revision>`: orders acts of one millisecond, and those of one stream as they came.
  act_id text collate "C" not null,
  at_ms bigint not null,
  kind text collate "C" not null,
  actor text collate "C" not null,
  subject_kind text collate "C" not null,
  subject text collate "C" not null,
  -- Minor units.
  amount bigint,
  currency text collate "C",
  stream text collate "C" not null,
  revision bigint not null
);

create unique index acts_by_time on views.acts (at_ms, act_id);
create index acts_by_actor on views.acts (actor, at_ms, act_id);
create index acts_by_kind on views.acts (kind, at_ms, act_id);
create index acts_by_subject on views.acts (subject, at_ms, act_id);
create index acts_by_subject_kind on views.acts (subject_kind, at_ms, act_id);
