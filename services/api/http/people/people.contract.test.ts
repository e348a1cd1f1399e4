import { afterAll, beforeAll, expect, it } from 'vitest';

import { changeUser } from '@chobo/identity/administration';
import { createUser } from '@chobo/identity/users';

import { CHEAP, createTestApp, NOW_MS, PASSWORD, type TestApp } from '../../app.given.ts';

let test: TestApp;

beforeAll(async () => {
  test = await createTestApp();
});
afterAll(async () => {
  await test.close();
});

it('everybody who is logged in reads names, of those who left too, and nothing else', async () => {
  const { pool } = test.database;
  for (const login of ['mori', 'abe']) {
    const user = { login, name: `Ms ${login}`, password: PASSWORD, by: 'cli:test' };
    await createUser(pool, { ...user, roles: ['auditor'], nowMs: NOW_MS, cost: CHEAP });
  }
  await changeUser(pool, 'mori', { kind: 'disabling' }, { by: 'cli:test', nowMs: NOW_MS });
  const response = await test.get('/api/v1/people', await test.cookieOf('support_agent'));
  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual({
    data: [
      { login: 'abe', name: 'Ms abe' },
      { login: 'mori', name: 'Ms mori' },
      { login: 'user-1', name: 'A. Sato' },
    ],
  });
  expect((await test.app.inject('/api/v1/people')).statusCode).toBe(401);
});
