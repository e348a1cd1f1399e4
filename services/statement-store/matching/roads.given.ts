import { readFileSync } from 'node:fs';

import type { Source } from '@chobo/domain/catalogue/documents';
import { createDatabase, type TestDatabase } from '@chobo/fixtures/postgres/database';
import { explain } from '@chobo/reconciliation/matching/explain';
import type { Item } from '@chobo/reconciliation/matching/item';
import { leftoverBreak } from '@chobo/reconciliation/matching/leftoverPass';
import type { DayOutcome } from '@chobo/reconciliation/matching/outcome';
import { reconcileDays } from '@chobo/reconciliation/matching/reconcileDays';
import { harbor, tell, type Told } from '@chobo/reconciliation/matching/scenario.given';
import { world } from '@chobo/reconciliation/matching/world.given';
import type { World } from '@chobo/reconciliation/matching/world.given';
import type { StatementLine } from '@chobo/reconciliation/statementLine';
import fc from 'fast-check';
import type { Pool, PoolClient } from 'pg';
import { expect } from 'vitest';

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

/** A database with the tables that matching reads and writes, and no projections running. */
export const createTables = async (): Promise<TestDatabase> => {
  const database = await createDatabase();
  for (const table of ['reconciliation-items', 'breaks', 'statements', 'reconciliation-days']) {
    const url = new URL(`../../../projections/${table}/table.sql`, import.meta.url);
    await database.pool.query(readFileSync(url, 'utf8'));
  }
  return database;
};

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
    const run = { runNo, source: harborSource, date, statementNo, horizon, handMatches: 0 };
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

/** The outcome of a day in words, with the earlier lines that it undoes and the sentences of its breaks. */
export type ToldWhole = Told & {
  readonly undone: readonly string[];
  readonly details: readonly string[];
};

/** What the tables hold of a day, in the words that the pure outcome is told in. */
export const toldBySql = async (pool: Pool, date: string): Promise<ToldWhole> => {
  const lines = async (letter: string) =>
    (
      await pool.query<{ text: string; line: number }>(
        `select concat(i.item_id, ' #', o.file_line) as text, o.file_line as line
         from views.reconciliation_days d join views.line_outcomes o using (run_no)
         left join views.reconciliation_items i using (item_no)
         where d.business_date = $1 and o.outcome = $2 order by o.file_line`,
        [date, letter],
      )
    ).rows;
  const findings = async (type: string, text: string) =>
    (
      await pool.query<{ text: string }>(
        `select ${text} as text from views.reconciliation_days d join views.findings f using (run_no)
         where d.business_date = $1 and f.type = $2 order by f.finding_no`,
        [date, type],
      )
    ).rows.map((row) => row.text);
  const effects = async (effect: string, text: string) =>
    (
      await pool.query<{ text: string }>(
        `select ${text} as text from views.reconciliation_days d join views.run_effects e using (run_no)
         left join views.reconciliation_items i using (item_no)
         where d.business_date = $1 and e.effect = $2 order by e.effect_no`,
        [date, effect],
      )
    ).rows.map((row) => row.text);
  const parts = `array_to_string(f.item_ids || array(select '#' || n from unnest(f.file_lines) n), ' ')`;
  const difference = `case when f.difference > 0 then '+' else '' end || coalesce(f.difference::text, '?')`;
  const also = `case when f.also_differs = '{}' then '' else ' (also ' || array_to_string(f.also_differs, ', ') || ')' end`;
  return {
    exact: (await lines('e')).map(({ text }) => text),
    carried: (await lines('c')).map(({ text }) => text),
    proposed: await findings('proposal', `f.kind || ': ' || ${parts}`),
    breaks: await findings(
      'break',
      `f.kind || ': ' || ${parts} || ' ' || ${difference} || ${also}`,
    ),
    notExecuted: (await lines('n')).map(({ line }) => line),
    alreadySeen: (await lines('s')).map(({ line }) => line),
    settled: await effects('settled', 'i.item_id'),
    rejudged: await effects('rejudged', `i.item_id || ' ' || e.kind`),
    undone: await effects('undone', `e.business_date || ' #' || e.file_line`),
    details: [...(await findings('break', 'f.detail')), ...(await effects('rejudged', 'e.detail'))],
  };
};

const toldByEngine = (outcome: DayOutcome): ToldWhole => ({
  ...tell(outcome),
  undone: outcome.effects.undone.map(({ date, fileLine }) => `${date} #${fileLine}`),
  details: [...outcome.breaks, ...outcome.effects.rejudged.map(leftoverBreak)].map((found) =>
    explain(found, harbor.zone),
  ),
});

/** Every day of a world as the pure engine alone tells it. */
export const worldByEngine = ({ items, files }: World): Readonly<Record<string, ToldWhole>> =>
  Object.fromEntries(
    reconcileDays(harbor, files, items).map(({ date, outcome }) => [date, toldByEngine(outcome)]),
  );

/** Every day of a world as the tables tell it. */
export const worldBySql = async (
  pool: Pool,
  { files }: World,
): Promise<Readonly<Record<string, ToldWhole>>> => {
  const days: Record<string, ToldWhole> = {};
  for (const date of files.keys()) days[date] = await toldBySql(pool, date);
  return days;
};

/** Runs each day when its turn comes and the later days that have been run once more. */
export const runInOrder = async (
  pool: Pool,
  made: Pick<World, 'items' | 'files'>,
  order: readonly string[],
): Promise<void> => {
  await insertItems(pool, made.items);
  const accepted: string[] = [];
  for (const date of order) {
    await acceptFile(pool, date, made.files.get(date) ?? []);
    accepted.push(date);
    for (const later of accepted.filter((other) => other >= date).sort()) {
      await runDayBySql(pool, later);
    }
  }
};

/** Asserts that both roads come to the same, over some worlds and in whatever order the days are run. */
export const expectSameOnBothRoads = (pool: Pool, worlds: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(
      world,
      fc.shuffledSubarray(['2026-11-18', '2026-11-19', '2026-11-20'], { minLength: 3 }),
      async (made, order) => {
        await runInOrder(pool, made, order);
        expect(await worldBySql(pool, made)).toEqual(worldByEngine(made));
      },
    ),
    { numRuns: worlds, plugins: [fc.afterEach(() => forgetWorld(pool))] },
  );
