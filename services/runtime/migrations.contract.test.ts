import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createDatabase } from '../../fixtures/postgres/database.ts';
import type { TestDatabase } from '../../fixtures/postgres/database.ts';
import { migrate } from './migrations.ts';
import { createPool } from './pool.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

test('a migrated database has nothing left to do', async () => {
  expect(await migrate(database.pool)).toStrictEqual([]);
});

test('processes that migrate an empty database at once do it once', async () => {
  const name = `${new URL(database.url).pathname.slice(1)}_empty`;
  const admin = createPool(inject('postgres').adminUrl, { max: 1 });
  await admin.query(`CREATE DATABASE ${name}`);
  const url = new URL(database.url);
  url.pathname = `/${name}`;
  const pools = [1, 2, 3].map(() => createPool(url.href, { max: 2 }));
  try {
    const done = await Promise.all(pools.map((pool) => migrate(pool)));
    const worked = done.filter((names) => names.length > 0);
    expect(worked).toHaveLength(1);
    const order = worked[0] ?? [];
    expect(order).toStrictEqual([...order].sort());
    expect(order[0]).toBe('1-event-store/0001_events');
  } finally {
    await Promise.all(pools.map((pool) => pool.end()));
    await admin.query(`DROP DATABASE ${name}`);
    await admin.end();
  }
});
