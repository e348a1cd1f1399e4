-- What administrators do to users, people to their own account, and the record
-- of both: it is only ever added to.

ALTER TABLE app.users
  -- Counts what administrators change: the revision that a change must have seen.
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  ADD COLUMN created_by text NOT NULL DEFAULT 'job:migration',
  ADD COLUMN changed_by text NOT NULL DEFAULT 'job:migration',
  ADD COLUMN changed_at timestamptz,
  -- True while the password is a one-time one that somebody else has seen.
  ADD COLUMN password_change_due boolean NOT NULL DEFAULT false,
  ADD COLUMN last_login_at timestamptz;

UPDATE app.users SET changed_at = created_at;

ALTER TABLE app.users
  ALTER COLUMN created_by DROP DEFAULT,
  ALTER COLUMN changed_by DROP DEFAULT,
  ALTER COLUMN changed_at SET NOT NULL;

-- Names a session to its owner; the token itself is known to the browser alone.
ALTER TABLE app.sessions
  ADD COLUMN id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid();

-- Security acts: who did what to whose access. People by login, roles by name;
-- no address, no device, no name of a person, as nothing here is ever erased.
CREATE TABLE app.security_records (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Epoch ms, as the views have it: the audit trail merges both.
  at_ms bigint NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
  -- `user:<login>`, `cli:<user>`; null where nobody was logged in.
  actor text COLLATE "C",
  -- Login of the user whose access it is about; null where there is no such user.
  subject text COLLATE "C",
  facts jsonb NOT NULL DEFAULT '{}',
  -- Orders it among the acts of the same millisecond, here and in the views.
  act_id text COLLATE "C" NOT NULL GENERATED ALWAYS AS ('access@' || lpad(id::text, 12, '0')) STORED
);

CREATE INDEX security_records_time ON app.security_records (at_ms, act_id);
CREATE INDEX security_records_actor ON app.security_records (actor, at_ms, act_id);
CREATE INDEX security_records_kind ON app.security_records (kind, at_ms, act_id);
CREATE INDEX security_records_subject ON app.security_records (subject, at_ms, act_id);

CREATE FUNCTION app.keep_security_records() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Security records are only ever added to';
END $$;

CREATE TRIGGER keep_security_records BEFORE UPDATE OR DELETE OR TRUNCATE ON app.security_records
  FOR EACH STATEMENT EXECUTE FUNCTION app.keep_security_records();
