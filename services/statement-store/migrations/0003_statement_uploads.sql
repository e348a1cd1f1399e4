-- Files that people hand in with the console, from the first look to what became of them. The work
-- on one goes on whether or not anybody looks, and is taken up again when its process dies.
create table app.statement_uploads (
  upload_id text collate "C" primary key,
  -- The held statement that is to be accepted; null for a file of one's own.
  held_statement_id text collate "C",
  -- The statement under which the file is received, chosen once so that no crash makes two of it.
  statement_id text collate "C",
  state text not null check (
    state in ('previewing', 'previewed', 'receiving', 'done', 'failed', 'discarded')),
  -- Null while nobody has said or recognised it.
  source text collate "C",
  business_date date,
  file_name text not null,
  sha256 text collate "C" not null,
  bytes bigint not null,
  handed_in_by text not null,
  handed_in_at timestamptz not null,
  confirmed_by text,
  -- Text of the reason: for superseding, or for accepting a held file.
  reason_id text collate "C",
  supersedes boolean not null default false,
  -- How often the work at hand was begun; a file that ends its process each time must not do so for ever.
  attempts integer not null default 0,
  progress jsonb,
  preview jsonb,
  result jsonb,
  failure jsonb,
  changed_at timestamptz not null
);
create index statement_uploads_at_work on app.statement_uploads (changed_at)
  where state in ('previewing', 'receiving');
create index statement_uploads_by_time on app.statement_uploads (handed_in_at, upload_id);

-- Bytes of files that are looked at, until they are received (then the statement keeps them) or not.
create table app.statement_upload_chunks (
  upload_id text collate "C" not null references app.statement_uploads on delete cascade,
  chunk_no integer not null,
  content bytea not null,
  primary key (upload_id, chunk_no)
);
alter table app.statement_upload_chunks alter column content set storage external;
