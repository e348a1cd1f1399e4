-- Searches that people keep under a name of theirs, each for one list of the console.
create table app.saved_views (
  id uuid primary key,
  user_id uuid not null references app.users (id) on delete cascade,
  list text not null check (length(list) between 1 and 64),
  name text not null check (length(name) between 1 and 60),
  -- The search part of the list's address: filter, order.
  search text not null check (length(search) <= 2000),
  saved_at timestamptz not null,
  unique (user_id, list, name)
);
