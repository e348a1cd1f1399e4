import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { cookieFrom, createTestApp, logIn, PASSWORD, type TestApp } from '../../app.given.ts';

let test: TestApp;
let cookie: string;
let login: string;
let people = 0;

beforeAll(async () => {
  test = await createTestApp({ config: { trustProxy: true } });
});
afterAll(async () => {
  await test.close();
});
beforeEach(async () => {
  people += 1;
  login = `user-${people}`;
  cookie = await test.cookieOf('auditor');
});

const NEXT = 'rice fields in june';
const change = (current: string, next: string) =>
  test.post('/api/v1/me/password', cookie, { current, next });
const isIn = async (session: string): Promise<boolean> =>
  (await test.get('/api/v1/me', session)).statusCode === 200;

type Open = { readonly id: string; readonly current: boolean };
const sessions = async (): Promise<readonly Open[]> =>
  (await test.get('/api/v1/me/sessions', cookie)).json<{ data: Open[] }>().data;

describe('the own password', () => {
  it('is changed by whoever knows it, and ends the other sessions', async () => {
    const other = cookieFrom(await logIn(test.app, login));
    expect((await change(PASSWORD, NEXT)).json()).toEqual({ sessionsEnded: 1 });
    expect(await isIn(cookie)).toBe(true);
    expect(await isIn(other)).toBe(false);
    expect((await logIn(test.app, login)).statusCode).toBe(401);
    expect((await logIn(test.app, login, NEXT)).statusCode).toBe(201);
  });

  it.each([
    ['short', 'password_too_short', { length: 5, least: 12 }],
    ['x'.repeat(300), 'password_too_long', { length: 300, most: 256 }],
    [PASSWORD, 'password_unchanged', {}],
    ['ababababababab', 'password_guessable', { different: 5 }],
  ])('%s: %s, with the rule', async (next, code, facts) => {
    expect((await change(PASSWORD, next)).json()).toMatchObject({ code, facts });
  });

  it('counts as an attempt to log in', async () => {
    const from = { 'x-forwarded-for': '203.0.113.9' };
    for (let guess = 0; guess < 5; guess += 1) {
      const refused = await change(`guess number ${guess}`, NEXT);
      expect(refused.statusCode).toBe(422);
      expect(refused.json()).toMatchObject({ code: 'current_password_wrong' });
    }
    expect((await change(PASSWORD, NEXT)).json()).toMatchObject({
      code: 'too_many_login_attempts',
    });
    expect((await logIn(test.app, login, PASSWORD, from)).statusCode).toBe(429);
    test.time.nowMs += 60_000;
    expect((await change(PASSWORD, NEXT)).statusCode).toBe(200);
  });

  it('stands in no log', async () => {
    await change('a wrong present one', 'a next one to be hidden');
    await change(PASSWORD, 'a next one to be hidden');
    const log = test.log();
    for (const secret of [PASSWORD, 'a wrong present one', 'a next one to be hidden']) {
      expect(log).not.toContain(secret);
    }
  });
});

describe('the own sessions', () => {
  it('are told with device, address and when, the one that asks marked', async () => {
    const device = { 'user-agent': 'Firefox on a tablet', 'x-forwarded-for': '203.0.113.7' };
    await logIn(test.app, login, PASSWORD, device);
    const found = await sessions();
    expect(found).toHaveLength(2);
    expect(found.filter(({ current }) => current)).toHaveLength(1);
    expect(found.find(({ current }) => !current)).toMatchObject({
      agent: 'Firefox on a tablet',
      address: '203.0.113.7',
    });
  });

  it('end one by one, or all but the one that asks', async () => {
    const [one, two, three] = [
      cookieFrom(await logIn(test.app, login)),
      cookieFrom(await logIn(test.app, login)),
      cookieFrom(await logIn(test.app, login)),
    ];
    const { id } = (await sessions()).find(({ current }) => !current)!;
    const end = (which: string) => test.post(`/api/v1/me/sessions/${which}`, cookie);
    expect((await end(`${id}/ending`)).json()).toEqual({ sessionsEnded: 1 });
    expect((await end(`${id}/ending`)).json()).toMatchObject({ code: 'session_not_found' });
    expect((await end('ending')).json()).toEqual({ sessionsEnded: 2 });
    const left = await Promise.all([cookie, one, two, three].map(isIn));
    expect(left).toEqual([true, false, false, false]);
  });

  it('of somebody else are not found', async () => {
    const { id } = (await sessions())[0]!;
    people += 1;
    const stranger = await test.cookieOf('admin');
    const response = await test.post(`/api/v1/me/sessions/${id}/ending`, stranger);
    expect(response.json()).toMatchObject({ code: 'session_not_found' });
    expect(await isIn(cookie)).toBe(true);
  });
});
