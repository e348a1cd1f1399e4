-- Original files, what was read from them, and free text. Never rebuilt, always in a backup.

-- One row per file received, whatever became of it.
create table app.statement_files (
  statement_no integer generated always as identity primary key,
  statement_id text collate "C" not null unique,
  source text collate "C" not null,
  business_date date not null,
  file_name text not null,
  sha256 text collate "C" not null,
  bytes bigint not null,
  stored_at timestamptz not null default now(),
  -- Set once the lines of an accepted file are staged.
  lines_staged boolean not null default false,
  -- Business time of the first and the last readable line, epoch ms.
  first_at_ms bigint,
  last_at_ms bigint
);

create table app.statement_chunks (
  statement_no integer not null references app.statement_files on delete cascade,
  chunk_no integer not null,
  content bytea not null,
  primary key (statement_no, chunk_no)
);
-- Statements compress badly per megabyte and are read whole: keep them out of the way, as they are.
alter table app.statement_chunks alter column content set storage external;

-- Readable lines of accepted files, in our terms. Can be read again from the file at any time.
-- No foreign key: a check per row would cost more than reading the file.
create table app.statement_lines (
  statement_no integer not null,
  file_line integer not null,
  at_ms bigint not null,
  amount bigint not null,
  wholesale bigint,
  -- d done, c cancelled, f failed
  status "char" not null check (status in ('d', 'c', 'f')),
  currency text collate "C" not null,
  reference text collate "C" not null,
  carrier_reference text collate "C" not null,
  card text collate "C" not null,
  attributes text collate "C" not null,
  primary key (statement_no, file_line)
);
-- A later day asks by reference: was it executed before, what does a cancelled line undo.
create index statement_lines_reference on app.statement_lines (reference);

create table app.statement_unreadable_lines (
  statement_no integer not null references app.statement_files on delete cascade,
  file_line integer not null,
  column_name text not null,
  value text not null,
  code text not null,
  reason text not null,
  carrier_reference text collate "C" not null,
  reference text collate "C" not null,
  primary key (statement_no, file_line)
);

-- Numbers of matching runs: taken before the run's event is written, which carries it.
create sequence app.run_numbers;

-- Free text that events refer to by id and hash, so that it can be erased.
create table app.texts (
  text_id text collate "C" primary key,
  body text not null,
  sha256 text collate "C" not null,
  written_by text not null,
  written_at timestamptz not null
);
