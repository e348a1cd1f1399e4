import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import { dayOf } from '@chobo/reconciliation/matching/scenario.given';
import { scenarios } from '@chobo/reconciliation/matching/scenarios.given';
import { world } from '@chobo/reconciliation/matching/world.given';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import {
  createTables,
  expectSameOnBothRoads,
  forgetWorld,
  runDayBySql,
  runInOrder,
  toldBySql,
} from './roads.given.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTables();
});

afterEach(() => forgetWorld(database.pool));

afterAll(() => database.drop());

describe.each(Object.entries(scenarios))('%s, set-based', (_about, cases) => {
  it.each(cases.map((one) => [one.name, one] as const))(
    '%s',
    async (_name, { items, files, expected }) => {
      const days = Object.keys(files).sort();
      const byDate = new Map(days.map((day) => [dayOf(day), files[day] ?? []]));
      for (const order of [days, days.toReversed()]) {
        await runInOrder(database.pool, { items, files: byDate }, order.map(dayOf));
        for (const day of days) {
          const { undone, details, ...told } = await toldBySql(database.pool, dayOf(day));
          expect(told, `day ${day}, run in the order ${order.join(', ')}`).toEqual(expected[day]);
          expect(undone.every((line) => line < dayOf(day))).toBe(true);
          expect(details.length).toBe(told.breaks.length + told.rejudged.length);
        }
        await forgetWorld(database.pool);
      }
    },
  );
});

describe('the set-based road', () => {
  it('comes to what the pure engine alone comes to, in whatever order the days are run', () =>
    expectSameOnBothRoads(database.pool, 20));

  it('gives the same digest in a dry run and for the same day run again', async () => {
    const [made] = fc.sample(world, { numRuns: 1, seed: 7 });
    const order = ['2026-11-18', '2026-11-19', '2026-11-20'];
    await runInOrder(database.pool, made!, order);
    const first = await runDayBySql(database.pool, '2026-11-19');
    expect(await runDayBySql(database.pool, '2026-11-19')).toEqual(first);
  });
});
