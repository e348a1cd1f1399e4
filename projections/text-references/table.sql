-- Every text that an event refers to, by its id. Texts themselves are in app.texts, where they can
-- be erased; what nothing refers to was given with a command that was refused.
create table views.text_references (
  text_id text collate "C" primary key
);
