import { createDatabase } from '@chobo/fixtures/postgres/database';
import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { tryToOwn } from './ownership.ts';
import type { Ownership, OwnershipKey, OwnershipTimes } from './ownership.ts';

const KEY: OwnershipKey = [0x63686f62, 1];
const WAIT = { timeout: 10_000, interval: 20 };
let database: TestDatabase;
let owned: Ownership[];

beforeEach(async () => {
  database = await createDatabase();
  owned = [];
});
afterEach(async () => {
  await Promise.all(owned.map((one) => one.release()));
  await database.drop();
});

const tryIt = async (times?: OwnershipTimes, key = KEY): Promise<Ownership | null> => {
  const ownership = await tryToOwn(database.pool, key, times);
  if (ownership !== null) owned.push(ownership);
  return ownership;
};

const own = async (times?: OwnershipTimes): Promise<Ownership> => {
  const ownership = await tryIt(times);
  if (ownership === null) throw new Error('somebody else is the owner');
  return ownership;
};

test('there is one owner of a work, whoever owns another', async () => {
  const first = await own();
  expect(await tryIt()).toBeNull();
  expect(await tryIt({}, [0x63686f62, 2])).not.toBeNull();
  await first.release();
  expect(first.lost.aborted).toBe(true);
  expect(await tryIt()).not.toBeNull();
});

test('an owner whose connection is killed is told, and the next one follows at once', async () => {
  const first = await own();
  await database.pool.query(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = $1
      and database = (select oid from pg_database where datname = current_database())`,
    [KEY[1]],
  );
  await vi.waitFor(() => expect(first.lost.aborted).toBe(true), WAIT);
  await vi.waitFor(async () => expect(await tryIt()).not.toBeNull(), WAIT);
});

test('an owner that gives no sign of life loses it, one that does keeps it', async () => {
  const frozen = await own({ signOfLifeMs: 60_000, silentForMs: 200 });
  await vi.waitFor(async () => {
    const next = await tryToOwn(database.pool, KEY, { signOfLifeMs: 50, silentForMs: 1_000 });
    expect(next).not.toBeNull();
    if (next !== null) owned.push(next);
  }, WAIT);
  await vi.waitFor(() => expect(frozen.lost.aborted).toBe(true), WAIT);
  const [, alive] = owned;
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(alive?.lost.aborted).toBe(false);
  expect(await tryIt()).toBeNull();
});

test('a session that was not to own anything goes back to the pool as it was', async () => {
  await own({ silentForMs: 60_000 });
  expect(await tryIt()).toBeNull();
  const { rows } = await database.pool.query('show idle_session_timeout');
  expect(rows).toEqual([{ idle_session_timeout: '0' }]);
});
