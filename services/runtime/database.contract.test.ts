import { expect, test } from 'vitest';

import { createDatabase } from '@chobo/fixtures/postgres/database';

import { checkDatabase } from './database.ts';
import { closePool, createPool } from './pool.ts';
import { StartProblem } from './startProblem.ts';

/** What somebody is told who has set this as `DATABASE_URL`. */
const told = async (url: string): Promise<string | undefined> => {
  const pool = createPool(url);
  try {
    await checkDatabase(pool, url);
    return undefined;
  } catch (error) {
    if (error instanceof StartProblem) return error.message;
    throw error;
  } finally {
    await closePool(pool);
  }
};

test('a DATABASE_URL that leads nowhere is told without its password', async () => {
  expect(await told('postgresql://chobo:hunter2@127.0.0.1:1/chobo')).toBe(
    'The database of DATABASE_URL (chobo@127.0.0.1:1/chobo) cannot be used: nothing listens there; start it, or correct host and port.',
  );
});

test('a database that there is not is told, and one that there is may be used', async () => {
  const database = await createDatabase();
  try {
    const other = new URL(database.url);
    other.pathname = '/nowhere';
    const { username, host } = other;
    expect(await told(other.href)).toBe(
      `The database of DATABASE_URL (${username}@${host}/nowhere) cannot be used: there is no such database; create it.`,
    );
    expect(await told(database.url)).toBeUndefined();
  } finally {
    await database.drop();
  }
});
