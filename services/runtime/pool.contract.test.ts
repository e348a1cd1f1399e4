import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase } from '../../fixtures/postgres/database.ts';
import type { TestDatabase } from '../../fixtures/postgres/database.ts';
import { closePool, createPool } from './pool.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

const read = async (expression: string): Promise<unknown> => {
  const { rows } = await database.pool.query<{ value: unknown }>(`SELECT ${expression} AS value`);
  return rows[0]?.value;
};

test.each([
  ['int8 is a number', '-4611686018427::int8', -4_611_686_018_427],
  ['so is the largest safe one', '9007199254740991::int8', Number.MAX_SAFE_INTEGER],
  ['so are the members of an array', "'{1,NULL,3}'::int8[]", [1, null, 3]],
  ['an empty array is one', "'{}'::int8[]", []],
  ['a date is the text of its day, in no zone', "'2026-11-18'::date", '2026-11-18'],
  ['an array of dates likewise', "'{2026-11-18,2026-11-19}'::date[]", ['2026-11-18', '2026-11-19']],
  ['json is parsed', `'{"a":[1]}'::jsonb`, { a: [1] }],
  ['text is text', "'89'::text", '89'],
])('%s', async (_rule, expression, expected) => {
  expect(await read(expression)).toStrictEqual(expected);
});

test('an int8 that a number cannot hold is an error, not another number', async () => {
  await expect(read('9007199254740992::int8')).rejects.toThrow(RangeError);
  expect(await read('1::int8')).toBe(1);
});

test('an idle connection that breaks is reported and replaced', async () => {
  const warnings: unknown[] = [];
  const pool = createPool(database.url, {
    max: 1,
    logger: { warn: (facts, message) => warnings.push([facts, message]) },
  });
  const removed = new Promise((resolve) => pool.once('remove', resolve));
  const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
  await removed;
  expect((await pool.query('SELECT 1 AS up')).rows).toStrictEqual([{ up: 1 }]);
  const facts = {
    code: '57P01',
    message: 'terminating connection due to administrator command',
  };
  expect(warnings).toStrictEqual([[facts, 'an idle connection to PostgreSQL broke']]);
  await closePool(pool);
});

test('a connection that breaks while it is lent is reported once and ends nothing', async () => {
  const warnings: unknown[] = [];
  const pool = createPool(database.url, {
    max: 1,
    logger: { warn: (facts, message) => warnings.push([facts, message]) },
  });
  const client = await pool.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const ended = new Promise((resolve) => client.once('end', resolve));
  await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
  await ended;
  await expect(client.query('SELECT 1')).rejects.toThrow();
  client.release();
  expect((await pool.query('SELECT 1 AS up')).rows).toStrictEqual([{ up: 1 }]);
  const facts = {
    code: '57P01',
    message: 'terminating connection due to administrator command',
  };
  expect(warnings).toStrictEqual([[facts, 'a connection to PostgreSQL broke while at work']]);
  await closePool(pool);
});

test('a pool that is ending does not report connections that break', async () => {
  const warnings: string[] = [];
  const pool = createPool(database.url, {
    logger: { warn: (_facts, message) => warnings.push(message) },
  });
  const client = await pool.connect();
  const closed = closePool(pool);
  pool.emit('error', new Error('terminating connection due to administrator command'), client);
  client.release();
  await closed;
  expect(warnings).toStrictEqual([]);
});

test('a closed pool has no connection left at the server', async () => {
  const pool = createPool(database.url, { applicationName: 'closing' });
  const clients = await Promise.all([1, 2, 3].map(() => pool.connect()));
  for (const client of clients) client.release();
  await closePool(pool);
  const { rows } = await database.pool.query(
    `SELECT pid FROM pg_stat_activity WHERE application_name = 'closing'`,
  );
  expect(rows).toStrictEqual([]);
});
