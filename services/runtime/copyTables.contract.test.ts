import { createDatabase } from '@chobo/fixtures/postgres/database';
import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import { afterAll, beforeAll, expect, test } from 'vitest';

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

/** Ends whatever writes to the other database, as when the copying process is killed. */
const cutOff = (): Promise<unknown> =>
  from.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = $1 and xact_start is not null`,
    [new URL(to.url).pathname.slice(1)],
  );

test('a copy that was cut off leaves nothing, and the next run copies all of it', async () => {
  let cut: Promise<unknown> | undefined;
  const first = copyTables(from.pool, to.pool, (done) => {
    if (done > 0) cut ??= cutOff();
  });
  await expect(first).rejects.toThrow();
  expect(cut).toBeDefined();
  await cut;
  expect(await textsThere()).toBe(0);

  const next = await copyTables(from.pool, to.pool, () => undefined);
  expect(next).toMatchObject({ state: 'copied' });
  expect(await textsThere()).toBe(TEXTS);
  expect(await copyTables(from.pool, to.pool, () => undefined)).toMatchObject({
    state: 'already_there',
    rows: next.state === 'not_empty' ? 0 : next.rows,
  });
});
