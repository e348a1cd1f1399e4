import { afterAll, beforeAll, expect, it } from 'vitest';

import { createDatabase } from '@chobo/fixtures/postgres/database';
import type { TestDatabase } from '@chobo/fixtures/postgres/database';

import type { Chobo } from '../chobo.ts';
import type { Configuration } from '../config.ts';
import { StartProblem } from '../startProblem.ts';
import { demoLogins } from './demo.ts';
import { createDemoUsers } from './users.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

const loginsAt = (host: string, demo: Configuration['demo'] = 'when_unconfigured') =>
  demoLogins({ pool: database.pool, configuration: { host, demo } } as Chobo);

it('a demo is not opened to the network while its users may log in', async () => {
  const refusal = /is not opened to the network \(HOST is 0\.0\.0\.0\)/;
  expect(await loginsAt('0.0.0.0')).toEqual([]);
  await expect(loginsAt('0.0.0.0', 'on')).rejects.toThrow(refusal);

  await createDemoUsers(database.pool, Date.parse('2026-11-27T03:00:00Z'));
  expect(await loginsAt('127.0.0.1')).toContain('demo-finance-manager');
  await expect(loginsAt('0.0.0.0')).rejects.toThrow(StartProblem);
  await expect(loginsAt('0.0.0.0')).rejects.toThrow(refusal);

  await database.pool.query('update app.users set disabled_at = now()');
  expect(await loginsAt('0.0.0.0')).toEqual([]);
});
