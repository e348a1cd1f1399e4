import { createDatabase } from '@chobo/fixtures/postgres/database';
import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { copyTables } from './copyTables.ts';

const TEXTS = 450;

let from: TestDatabase;
let to: TestDatabase;

beforeAll(async () => {
  [from, to] = await Promise.all([createDatabase(), createDatabase()]);
  await from.pool.query(
    `insert into app.texts select 'text-' || n, 'words of ' || n, 'hash', 'user:mori', now()
     from generate_series(1, ${TEXTS}) n`,
  );
});
afterAll(async () => {
  await Promise.all([from.drop(), to.drop()]);
});

const textsThere = async (): Promise<number | undefined> => {
  const { rows } = await to.pool.query<{ count: number }>('select count(*) from app.texts');
  return rows[0]?.count;
};

/** Ends whatever waits for a lock in the other database, as when the copying process is killed there. */
const cutOff = async (): Promise<number | null> => {
  const { rowCount } = await from.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = $1 and wait_event_type = 'Lock'`,
    [new URL(to.url).pathname.slice(1)],
  );
  return rowCount;
};

test('a copy that was cut off leaves nothing, and the next run copies all of it', async () => {
  // Writing the texts waits for this lock, after what was written of other tables.
  const blocker = await to.pool.connect();
  await blocker.query('begin; lock table app.texts in share mode');
  const first = copyTables(from.pool, to.pool, () => undefined);
  const failed = expect(first).rejects.toThrow();
  await vi.waitFor(async () => expect(await cutOff()).toBe(1), { timeout: 30_000 });
  await failed;
  await blocker.query('rollback');
  blocker.release();
  expect(await textsThere()).toBe(0);

  const next = await copyTables(from.pool, to.pool, () => undefined);
  expect(next).toMatchObject({ state: 'copied' });
  expect(await textsThere()).toBe(TEXTS);
  expect(await copyTables(from.pool, to.pool, () => undefined)).toMatchObject({
    state: 'already_there',
    rows: next.state === 'not_empty' ? 0 : next.rows,
  });
});
