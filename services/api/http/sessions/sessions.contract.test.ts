import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { changeUser } from '@chobo/identity/administration';
import { createUser } from '@chobo/identity/users';

import {
  CHEAP,
  cookieFrom,
  createTestApp,
  logIn,
  NOW_MS,
  PASSWORD,
  type TestApp,
} from '../../app.given.ts';

let test: TestApp;

beforeAll(async () => {
  test = await createTestApp({ config: { trustProxy: true } });
});
afterAll(async () => {
  await test.close();
});

const makeUser = async (login: string): Promise<void> => {
  const user = { login, name: 'B. Suzuki', password: PASSWORD, by: 'cli:test', nowMs: NOW_MS };
  const roles = ['finance_staff'] as const;
  const created = await createUser(test.database.pool, { ...user, roles, cost: CHEAP });
  if (!created.ok) throw new Error(created.fault);
};

const me = (cookie: string) => test.app.inject({ url: '/api/v1/me', headers: { cookie } });

describe('logging in', () => {
  it('answers who it is and sets a cookie that no script and no other site can use', async () => {
    await makeUser('suzuki');
    const response = await logIn(test.app, 'SUZUKI');
    expect(response.statusCode).toBe(201);
    expect(response.json()).toMatchObject({
      user: { login: 'suzuki', name: 'B. Suzuki', roles: ['finance_staff'] },
      permissions: expect.arrayContaining(['ledger:read']),
      expiresAt: '2026-11-18T13:00:00.000Z',
    });
    expect(response.headers['set-cookie']).toMatch(
      /^chobo_session=[\w-]{43}; Path=\/; Expires=Wed, 18 Nov 2026 13:00:00 GMT; HttpOnly; SameSite=Strict$/,
    );
    expect(response.body).not.toContain(cookieFrom(response).split('=')[1]);
    expect((await me(cookieFrom(response))).json()).toEqual(response.json());
  });

  it('over HTTPS the cookie is bound to this host', async () => {
    const secure = await createTestApp({ config: { secureCookies: true } });
    try {
      const user = {
        login: 'mori',
        name: 'C. Mori',
        password: PASSWORD,
        by: 'cli:test',
        nowMs: NOW_MS,
        cost: CHEAP,
      };
      await createUser(secure.database.pool, { ...user, roles: ['auditor'] });
      const response = await logIn(secure.app, 'mori');
      expect(response.headers['set-cookie']).toMatch(
        /^__Host-chobo_session=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/,
      );
      expect(response.headers['strict-transport-security']).toBe('max-age=31536000');
      expect((await secure.get('/api/v1/me', cookieFrom(response))).statusCode).toBe(200);
    } finally {
      await secure.close();
    }
  });

  it('a wrong password, an unknown name and a disabled user get the same answer', async () => {
    await makeUser('gone');
    await changeUser(
      test.database.pool,
      'gone',
      { kind: 'disabling' },
      { by: 'cli:test', nowMs: NOW_MS },
    );
    const answers = await Promise.all([
      logIn(test.app, 'suzuki', 'wrong password'),
      logIn(test.app, 'nobody'),
      logIn(test.app, 'gone'),
    ]);
    for (const answer of answers) {
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['set-cookie']).toBeUndefined();
      const { requestId, ...problem } = answer.json();
      expect(requestId).toBe(answer.headers['x-request-id']);
      expect(problem).toEqual({
        type: 'urn:chobo:problem:login_failed',
        title: 'Login name or password is wrong.',
        status: 401,
        code: 'login_failed',
      });
    }
  });

  it('the sixth attempt in a minute waits, from whatever address, with the right password too', async () => {
    await makeUser('target');
    const from = (index: number) => ({ 'x-forwarded-for': `192.0.2.${index}` });
    for (let index = 0; index < 5; index += 1) {
      expect(
        (await logIn(test.app, 'target', `guess number ${index}`, from(index))).statusCode,
      ).toBe(401);
    }
    const sixth = await logIn(test.app, 'target', PASSWORD, from(6));
    expect(sixth.statusCode).toBe(429);
    expect(sixth.json()).toMatchObject({ code: 'too_many_login_attempts' });
    expect(sixth.headers['retry-after']).toBe('60');
    test.time.nowMs += 60_000;
    expect((await logIn(test.app, 'target', PASSWORD, from(6))).statusCode).toBe(201);
  });

  it('one address may not try name after name', async () => {
    const from = { 'x-forwarded-for': '198.51.100.20' };
    const codes: number[] = [];
    for (let index = 0; index < 31; index += 1) {
      codes.push((await logIn(test.app, `name-${index}`, 'guess', from)).statusCode);
    }
    expect(codes).toEqual([...Array.from({ length: 30 }, () => 401), 429]);
  });

  it('ends the session that the browser had before', async () => {
    await makeUser('twice');
    const first = cookieFrom(await logIn(test.app, 'twice'));
    const second = await logIn(test.app, 'twice', PASSWORD, { cookie: first });
    expect(second.statusCode).toBe(201);
    expect(cookieFrom(second)).not.toBe(first);
    expect((await me(first)).statusCode).toBe(401);
    expect((await me(cookieFrom(second))).statusCode).toBe(200);
  });
});

describe('a session', () => {
  it('ends after half an hour without a request', async () => {
    const cookie = await test.cookieOf('auditor');
    test.time.nowMs += 30 * 60_000 - 1;
    expect((await me(cookie)).statusCode).toBe(200);
    test.time.nowMs += 30 * 60_000;
    const response = await me(cookie);
    expect(response.statusCode).toBe(401);
    expect(response.json()).toMatchObject({ code: 'not_logged_in' });
  });

  it('ends when its user logs out, and the cookie goes', async () => {
    const cookie = await test.cookieOf('auditor');
    const logOut = () =>
      test.app.inject({ method: 'DELETE', url: '/api/v1/sessions/current', headers: { cookie } });
    const response = await logOut();
    expect(response.statusCode).toBe(204);
    expect(response.body).toBe('');
    expect(response.headers['set-cookie']).toMatch(/^chobo_session=; .*Expires=Thu, 01 Jan 1970/);
    expect((await me(cookie)).statusCode).toBe(401);
    expect((await logOut()).statusCode).toBe(401);
  });

  it('is not found in what anybody else sends', async () => {
    for (const cookie of ['', 'chobo_session=', 'chobo_session=x', `other=${'x'.repeat(43)}`]) {
      expect((await me(cookie)).statusCode).toBe(401);
    }
  });
});

describe('requests of other sites', () => {
  it.each<[number, Record<string, string>]>([
    [201, {}],
    [201, { 'sec-fetch-site': 'same-origin' }],
    [201, { host: 'chobo.example', origin: 'http://chobo.example' }],
    [
      201,
      {
        host: 'x',
        'x-forwarded-host': 'chobo.example',
        'x-forwarded-proto': 'https',
        origin: 'https://chobo.example',
      },
    ],
    [403, { 'sec-fetch-site': 'cross-site' }],
    [403, { 'sec-fetch-site': 'same-site' }],
    [403, { host: 'chobo.example', origin: 'https://evil.example' }],
    [403, { host: 'chobo.example', origin: 'null' }],
  ])('%i for %j', async (status, headers) => {
    const login = `site-${JSON.stringify(headers).replace(/[^a-z]/g, '')}`.slice(0, 60);
    await makeUser(login);
    const response = await logIn(test.app, login, PASSWORD, headers);
    expect(response.statusCode).toBe(status);
    if (status === 403) expect(response.json()).toMatchObject({ code: 'cross_site_request' });
  });

  it('do not end a session either', async () => {
    const cookie = await test.cookieOf('auditor');
    const response = await test.app.inject({
      method: 'DELETE',
      url: '/api/v1/sessions/current',
      headers: { cookie, origin: 'https://evil.example' },
    });
    expect(response.statusCode).toBe(403);
    expect((await me(cookie)).statusCode).toBe(200);
  });

  it('can send no form: only JSON is read', async () => {
    const send = (contentType: string) =>
      test.app.inject({
        method: 'POST',
        url: '/api/v1/sessions',
        headers: { 'content-type': contentType },
        payload: `{"login":"suzuki","password":"${PASSWORD}"}`,
      });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const response = await send(type);
      expect(response.statusCode).toBe(415);
      expect(response.json()).toMatchObject({ code: 'unsupported_media_type' });
    }
  });
});

describe('the log', () => {
  it('holds no password, no token, no name and no address of a client', async () => {
    await makeUser('logged');
    const cookie = cookieFrom(
      await logIn(test.app, 'logged', PASSWORD, { 'x-forwarded-for': '203.0.113.77' }),
    );
    await me(cookie);
    await logIn(test.app, 'logged', 'a very wrong password');
    await test.get('/api/v1/cards/8981100000000000000?after=8981100000000000000', cookie);
    const log = test.log();
    expect(log.includes('"route":"/api/v1/me","status":200')).toBe(true);
    const secrets = [
      PASSWORD,
      'a very wrong password',
      cookie.split('=')[1],
      'logged"',
      '203.0.113.77',
      '89811',
    ];
    expect(secrets.filter((secret) => log.includes(String(secret)))).toEqual([]);
  });
});
