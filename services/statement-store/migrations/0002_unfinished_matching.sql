-- From which day on a source's days are being run. A row that outlives its process tells that the
-- later days are still to be run.
create table app.unfinished_matching (
  source text collate "C" primary key,
  from_date date not null
);
