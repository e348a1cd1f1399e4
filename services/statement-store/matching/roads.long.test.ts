import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import { afterAll, beforeAll, it } from 'vitest';

import { createTables, expectSameOnBothRoads } from './roads.given.ts';

/** Worlds in one run; a seed that fails is printed with its smallest world. */
const WORLDS = 2_000;

let database: TestDatabase;

beforeAll(async () => {
  database = await createTables();
});

afterAll(() => database.drop());

it('both roads come to the same over many worlds and every order of days', () =>
  expectSameOnBothRoads(database.pool, WORLDS));
