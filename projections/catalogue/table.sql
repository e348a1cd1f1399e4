-- Every published version of every document; the highest is the current one.
create table views.catalogue_documents (
  kind text collate "C" not null,
  id text collate "C" not null,
  version integer not null,
  document jsonb not null,
  published_by text not null,
  published_at_ms bigint not null,
  primary key (kind, id, version)
);
