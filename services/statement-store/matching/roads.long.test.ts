import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import { world } from '@chobo/reconciliation/matching/world.given';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { createTables, forgetWorld, runInOrder, worldByEngine, worldBySql } from './roads.given.ts';

/** Worlds in one run; a seed that fails is printed with its smallest world. */
const WORLDS = 2_000;

let database: TestDatabase;

beforeAll(async () => {
  database = await createTables();
});

afterAll(() => database.drop());

it('both roads come to the same over many worlds and every order of days', async () => {
  await fc.assert(
    fc.asyncProperty(
      world,
      fc.shuffledSubarray(['2026-11-18', '2026-11-19', '2026-11-20'], { minLength: 3 }),
      async (made, order) => {
        await runInOrder(database.pool, made, order);
        expect(await worldBySql(database.pool, made)).toEqual(worldByEngine(made));
      },
    ),
    { numRuns: WORLDS, plugins: [fc.afterEach(() => forgetWorld(database.pool))] },
  );
});
