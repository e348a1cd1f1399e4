import type { PoolClient } from 'pg';

import { copyLine, copyLines } from '../rows/copy.ts';
import { tableSqlBeside } from '../runner/projection.ts';
import type { Projection } from '../runner/projection.ts';
import {
  entryColumns,
  foldLedger,
  isLedgerEvent,
  ledgerTypes,
  transactionColumns,
} from './foldLedger.ts';
import type { DayBalance, LedgerBefore } from './foldLedger.ts';

const ledgerBefore = async (sql: PoolClient): Promise<LedgerBefore> => {
  const accounts = await sql.query<{ id: number; name: string }>(
    'select ledger_account_id as id, name from views.ledger_accounts',
  );
  const last = await sql.query<{ last: number }>(
    'select coalesce(max(transaction_no), 0) as last from views.ledger_transactions',
  );
  return {
    accounts: new Map(accounts.rows.map(({ id, name }) => [name, id])),
    lastTransactionNo: last.rows[0]?.last ?? 0,
  };
};

const addBalances = async (sql: PoolClient, balances: readonly DayBalance[]): Promise<void> => {
  if (balances.length === 0) return;
  await sql.query(
    `insert into views.ledger_balances as b (ledger_account_id, currency, date, debit, credit)
     select * from unnest($1::integer[], $2::text[], $3::date[], $4::bigint[], $5::bigint[])
     on conflict (ledger_account_id, currency, date) do update
       set debit = b.debit + excluded.debit, credit = b.credit + excluded.credit`,
    [
      balances.map((balance) => balance.ledgerAccountId),
      balances.map((balance) => balance.currency),
      balances.map((balance) => balance.date),
      balances.map((balance) => balance.debit),
      balances.map((balance) => balance.credit),
    ],
  );
};

/** The double-entry ledger: one balanced transaction per event that moves value. */
export const ledger: Projection = {
  name: 'ledger',
  tables: [
    'views.ledger_entries',
    'views.ledger_transactions',
    'views.ledger_balances',
    'views.ledger_accounts',
  ],
  tableSql: tableSqlBeside(import.meta.url),
  types: ledgerTypes,
  project: async (events, sql) => {
    const rows = foldLedger(await ledgerBefore(sql), events.filter(isLedgerEvent));
    const accountLines = rows.newAccounts.map(({ id, name }) => copyLine([id, name]));
    await copyLines(sql, 'views.ledger_accounts', ['ledger_account_id', 'name'], accountLines);
    await copyLines(sql, 'views.ledger_transactions', transactionColumns, rows.transactions);
    await copyLines(sql, 'views.ledger_entries', entryColumns, rows.entries);
    await addBalances(sql, rows.balances);
  },
};
