-- A text is kept before its command is carried out. When it was last given, and whether an event
-- has been seen to refer to it: what none refers to a day later is forgotten.
alter table app.texts
  add column given_at timestamptz not null default now(),
  add column is_referred boolean not null default false;
update app.texts set given_at = written_at;
create index texts_unsettled on app.texts (given_at) where not is_referred;
