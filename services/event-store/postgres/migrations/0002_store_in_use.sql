-- Which store the views of this database were made from: this one, or another.
create table events.store_in_use (
  only_row boolean primary key check (only_row),
  store text not null
);
