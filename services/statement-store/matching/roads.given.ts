import type { Source } from '@chobo/domain/catalogue/documents';
import type { Item } from '@chobo/reconciliation/matching/item';
import { harbor } from '@chobo/reconciliation/matching/scenario.given';
import type { StatementLine } from '@chobo/reconciliation/statementLine';
import type { Pool, PoolClient } from 'pg';

import { stageLines } from '../files/stageLines.ts';
import { inTransaction } from '../transaction.ts';
import { computeRun, type ComputedRun } from './computeRun.ts';

/** A source with Harbor's settings; its profile is not looked at by matching. */
export const harborSource = {
  ...harbor,
  kind: 'source',
  id: 'harbor',
  name: { en: 'Harbor Mobile' },
  type: 'carrier',
  carrier: 'harbor',
  currency: 'JPY',
} as unknown as Source;

/** Puts items where the projection would. */
export const insertItems = async (pool: Pool, items: readonly Item[]): Promise<void> => {
  await pool.query(
    `insert into views.reconciliation_items (item_no, source, business_date, item_id, kind, reference,
       card, amount, currency, at_ms, payment, account_id, wholesale)
     select i.no, 'harbor', i.day, i.id, 'top_up', i.reference, i.card, i.amount, i.currency, i.at,
       i.payment, 'acc', 0
     from jsonb_to_recordset($1::jsonb) as i(no bigint, day date, id text, reference text, card text,
       amount bigint, currency text, at bigint, payment text)`,
    [JSON.stringify(items)],
  );
};

/** A file that its day has accepted, with its lines staged. */
export const acceptFile = async (
  pool: Pool,
  date: string,
  lines: readonly StatementLine[],
): Promise<void> => {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ statement_no: number }>(
      `insert into app.statement_files (statement_id, source, business_date, file_name, sha256, bytes)
       values ($1, 'harbor', $2, 'test.csv', 'test', 0) returning statement_no`,
      [`statement ${date}`, date],
    );
    await stageLines(client, rows[0]!.statement_no, oneBatch(lines));
    await client.query(
      `insert into views.reconciliation_days
         (source, business_date, state, statement_id, sha256, accepted_by, accepted_at)
       values ('harbor', $1, 'open', $2, 'test', 'test', now())`,
      [date, `statement ${date}`],
    );
    return { keep: true, result: undefined };
  });
};

async function* oneBatch(lines: readonly StatementLine[]) {
  yield await Promise.resolve({ lines, unreadable: [] });
}

let runNumbers = 0;

/** Runs one day over the tables, as its run and the run's event would. */
export const runDayBySql = async (pool: Pool, date: string): Promise<ComputedRun> =>
  inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ statement_no: number; horizon: number }>(
      `select f.statement_no, (select coalesce(max(item_no), 0) from views.reconciliation_items) as horizon
       from app.statement_files f where f.business_date = $1`,
      [date],
    );
    const { statement_no: statementNo, horizon } = rows[0]!;
    runNumbers += 1;
    const runNo = runNumbers;
    const run = { runNo, source: harborSource, date, statementNo, horizon };
    const computed = await computeRun(client, run);
    await replaceRun(client, date, runNo);
    return { keep: true, result: computed };
  });

const replaceRun = async (client: PoolClient, date: string, runNo: number): Promise<void> => {
  const { rows } = await client.query<{ run_no: number | null }>(
    'select run_no from views.reconciliation_days where business_date = $1',
    [date],
  );
  for (const table of ['line_outcomes', 'findings', 'finding_items', 'run_effects']) {
    await client.query(`delete from views.${table} where run_no = $1`, [rows[0]!.run_no]);
  }
  await client.query('update views.reconciliation_days set run_no = $2 where business_date = $1', [
    date,
    runNo,
  ]);
};

/** Empties what one world put into the tables. */
export const forgetWorld = async (pool: Pool): Promise<void> => {
  await pool.query(`truncate app.statement_files, views.reconciliation_items, views.reconciliation_days,
    views.line_outcomes, views.findings, views.finding_items, views.run_effects cascade`);
};
