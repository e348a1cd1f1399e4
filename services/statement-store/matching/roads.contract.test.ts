import { readFileSync } from 'node:fs';

import { createDatabase, type TestDatabase } from '@chobo/fixtures/postgres/database';
import type { DayOutcome } from '@chobo/reconciliation/matching/outcome';
import { reconcileDays } from '@chobo/reconciliation/matching/reconcileDays';
import { harbor, tell, type Told } from '@chobo/reconciliation/matching/scenario.given';
import { world, type World } from '@chobo/reconciliation/matching/world.given';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { acceptFile, forgetWorld, insertItems, runDayBySql } from './roads.given.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
  for (const table of ['reconciliation-items', 'statements', 'reconciliation-days']) {
    const url = new URL(`../../../projections/${table}/table.sql`, import.meta.url);
    await database.pool.query(readFileSync(url, 'utf8'));
  }
});

afterAll(() => database.drop());

/** What the tables hold of a day, in the words that the pure outcome is told in. */
const told = async (pool: Pool, date: string): Promise<Told & { undone: string[] }> => {
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
  };
};

const expected = (outcome: DayOutcome): Told & { undone: string[] } => ({
  ...tell(outcome),
  undone: outcome.effects.undone.map(({ date, fileLine }) => `${date} #${fileLine}`),
});

/** Runs each day when its turn comes and the later days that have been run once more. */
const runInOrder = async (pool: Pool, made: World, order: readonly string[]): Promise<void> => {
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

describe('the set-based road', () => {
  it('comes to what the pure engine alone comes to, in whatever order the days are run', async () => {
    await fc.assert(
      fc.asyncProperty(
        world,
        fc.shuffledSubarray(['2026-11-18', '2026-11-19', '2026-11-20'], { minLength: 3 }),
        async (made, order) => {
          await runInOrder(database.pool, made, order);
          for (const day of reconcileDays(harbor, made.files, made.items)) {
            expect(await told(database.pool, day.date)).toEqual(expected(day.outcome));
          }
        },
      ),
      { numRuns: 120, plugins: [fc.afterEach(() => forgetWorld(database.pool))] },
    );
  });

  it('gives the same digest in a dry run and for the same day run again', async () => {
    const [made] = fc.sample(world, { numRuns: 1, seed: 7 });
    const order = ['2026-11-18', '2026-11-19', '2026-11-20'];
    await runInOrder(database.pool, made!, order);
    const first = await runDayBySql(database.pool, '2026-11-19');
    expect(await runDayBySql(database.pool, '2026-11-19')).toEqual(first);
    await forgetWorld(database.pool);
  });
});
