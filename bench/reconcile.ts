import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { largeDay } from '@chobo/fixtures/statements/largeDay';
import type { ReconciliationReport } from '@chobo/statement-store/report';
import type { Pool } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

import type { Benchmark, Figure } from './benchmark.ts';
import { runCommand } from './command.ts';

const SIZES = [100_000, 1_000_000];
const DATE = '2026-11-18';
const LINE_COLUMNS =
  'file_line, at_ms, amount, wholesale, status, currency, reference, carrier_reference, card, attributes';

/**
 * The floor, by hand and without judgement: COPY of the lines as they were
 * staged, one full outer join with the items, and INSERT of every outcome.
 */
const byHand = async (pool: Pool, folder: string): Promise<number> => {
  const client = await pool.connect();
  const file = path.join(folder, 'lines.tsv');
  try {
    const lines = client.query(
      copyTo(`copy (select ${LINE_COLUMNS} from app.statement_lines) to stdout`),
    );
    await pipeline(lines, createWriteStream(file));
    await client.query(`create table plain_lines as select ${LINE_COLUMNS} from app.statement_lines
      with no data`);
    await client.query(
      `create table plain_outcomes (item_no bigint, file_line integer, agrees boolean)`,
    );
    const begun = performance.now();
    await pipeline(
      createReadStream(file),
      client.query(copyFrom(`copy plain_lines (${LINE_COLUMNS}) from stdin`)),
    );
    await client.query(`insert into plain_outcomes
      select i.item_no, l.file_line, coalesce(i.card = l.card and i.amount = l.amount, false)
      from plain_lines l full outer join views.reconciliation_items i on i.item_id = l.reference`);
    return (performance.now() - begun) / 1_000;
  } finally {
    client.release();
  }
};

/**
 * Puts the day's items where the projection of a history would: importing a
 * million rows is measured by itself, and takes longer than all the rest here.
 */
const insertItems = async (pool: Pool, history: string): Promise<void> => {
  const client = await pool.connect();
  try {
    await client.query(`create temporary table sold (top_up_id text, card text, channel text,
      method text, provider text, reference text, amount bigint, currency text, paid_at timestamptz)`);
    const copy = client.query(copyFrom('copy sold from stdin (format csv, header)'));
    await pipeline(createReadStream(history), copy);
    await client.query(
      `insert into views.reconciliation_items (item_no, source, business_date, item_id, kind,
         reference, card, amount, currency, at_ms, payment, account_id, wholesale)
       select row_number() over (order by paid_at, top_up_id), 'harbor', $1, top_up_id, 'top_up',
         top_up_id, card, amount, currency, extract(epoch from paid_at) * 1000,
         provider || ':' || reference, 'acc-' || card, amount * 9 / 10
       from sold`,
      [DATE],
    );
  } finally {
    client.release();
  }
};

/** One day of `count` top-ups: `reconcile` as it is given on the command line. */
const reconcileDay = async (
  url: string,
  pool: Pool,
  folder: string,
  count: number,
): Promise<{ readonly seconds: number; readonly peakMb: number; readonly floor: number }> => {
  const day = largeDay({ date: DATE, count });
  const history = path.join(folder, 'history.csv');
  const statement = path.join(folder, 'statement.csv');
  await pipeline(Readable.from(day.history()), createWriteStream(history));
  await pipeline(Readable.from(day.statement()), createWriteStream(statement));
  const run = (...args: readonly string[]) => runCommand(url, folder, args);
  await run('catalogue', 'publish', 'fixtures/catalogue/harbor-mobile.json');
  await insertItems(pool, history);
  await pool.query('vacuum analyze');
  const cost = await run('reconcile', '--source', 'harbor', '--date', DATE, '--json', statement);
  const report = JSON.parse(cost.output) as ReconciliationReport;
  if (report.lines !== day.expected.lines || report.exact !== day.expected.exact) {
    throw new Error(`${report.exact} of ${report.lines} lines matched, not ${day.expected.exact}`);
  }
  return { ...cost, floor: await byHand(pool, folder) };
};

/** `reconcile` of large days, start and end of the process included, and its memory. */
export const reconcile: Benchmark = {
  name: 'reconcile',
  run: async ({ freshDatabase, progress }) => {
    const figures: Figure[] = [];
    for (const count of SIZES) {
      const folder = await mkdtemp(path.join(tmpdir(), 'chobo-bench-'));
      try {
        const name = `reconcile, ${count.toLocaleString('en-US')} lines`;
        progress(name);
        const { url, pool } = await freshDatabase();
        const { seconds, peakMb, floor } = await reconcileDay(url, pool, folder, count);
        figures.push(
          { name, unit: 's', value: seconds, floor },
          { name: `${name}, memory`, unit: 'MB', value: peakMb, floor: null },
        );
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }
    return figures;
  },
};
