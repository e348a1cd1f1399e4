-- The chart as it is used, numbered in the order in which accounts appear.
create table views.ledger_accounts (
  ledger_account_id integer primary key,
  name text collate "C" not null unique
);

-- One row per event that moves value, numbered from 1 in the order of the log.
create table views.ledger_transactions (
  transaction_no bigint primary key,
  date date not null,
  at_ms bigint not null,
  type text collate "C" not null,
  currency text collate "C" not null,
  stream text collate "C" not null,
  revision bigint not null,
  account_id text collate "C",
  source text collate "C",
  top_up_id text collate "C",
  refund_id text collate "C"
);

-- Its lines: debit positive, credit negative, minor units. The date is the
-- transaction's; a top-up stands here where lines of one transaction differ in it.
create table views.ledger_entries (
  transaction_no bigint not null,
  entry_no smallint not null,
  ledger_account_id integer not null,
  date date not null,
  amount bigint not null,
  top_up_id text collate "C"
);

-- Sums per day of occurrence in JST, so that any day's trial balance is a short sum.
create table views.ledger_balances (
  ledger_account_id integer not null,
  currency text collate "C" not null,
  date date not null,
  debit bigint not null,
  credit bigint not null,
  primary key (ledger_account_id, currency, date)
);

create index ledger_transactions_by_account on views.ledger_transactions (account_id, transaction_no);
create index ledger_transactions_by_refund on views.ledger_transactions (refund_id) where refund_id is not null;
create index ledger_entries_by_transaction on views.ledger_entries (transaction_no, entry_no);
create index ledger_entries_by_date on views.ledger_entries (date, transaction_no, entry_no);
create index ledger_entries_by_ledger_account on views.ledger_entries (ledger_account_id, date, transaction_no, entry_no);
