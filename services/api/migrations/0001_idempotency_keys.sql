-- What was asked under an idempotency key and, once it is done, what was answered. Kept for a day.
create table app.idempotency_keys (
  -- SHA-256 of actor and key.
  key_hash bytea primary key check (octet_length(key_hash) = 32),
  -- SHA-256 of method, address and body.
  input_hash bytea not null check (octet_length(input_hash) = 32),
  begun_at timestamptz not null,
  -- None while the work goes on, or after it was refused or cut off.
  status smallint,
  answer text
);
create index idempotency_keys_by_age on app.idempotency_keys (begun_at);
