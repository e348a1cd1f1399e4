-- Who may use the console and who is using it now. Schema `app`: never rebuilt
-- from events, always part of a backup.

CREATE TABLE app.users (
  id uuid PRIMARY KEY,
  -- Folded by the application (NFKC, lower case), so that one person has one login.
  login text NOT NULL UNIQUE CHECK (login = lower(login) AND length(login) BETWEEN 1 AND 64),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  roles text[] NOT NULL CHECK (
    cardinality(roles) BETWEEN 1 AND 6
    AND roles <@ ARRAY[
      'support_agent', 'support_supervisor', 'finance_staff', 'finance_manager', 'auditor', 'admin'
    ]
  ),
  -- scrypt$N$r$p$salt$key: the parameters travel with the hash, so they can be raised later.
  password_hash text NOT NULL,
  created_at timestamptz NOT NULL,
  password_set_at timestamptz NOT NULL,
  disabled_at timestamptz
);

CREATE TABLE app.sessions (
  -- SHA-256 of the token: whoever reads this table, or a backup of it, cannot sign in with it.
  token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
  user_id uuid NOT NULL REFERENCES app.users (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  address text NOT NULL CHECK (length(address) <= 45),
  agent text NOT NULL CHECK (length(agent) <= 120)
);

CREATE INDEX sessions_user ON app.sessions (user_id);
CREATE INDEX sessions_expires ON app.sessions (expires_at);

-- Counts attempts to log in, for all API processes together.
CREATE TABLE app.login_attempts (
  -- SHA-256 of what is counted (an address or a login name): neither stands here in the clear.
  subject bytea PRIMARY KEY CHECK (octet_length(subject) = 32),
  window_started_at timestamptz NOT NULL,
  attempts integer NOT NULL
);

CREATE INDEX login_attempts_window ON app.login_attempts (window_started_at);
