import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { cookieFrom, createTestApp, logIn, type TestApp } from '../../app.given.ts';

let test: TestApp;
let admin: string;

beforeAll(async () => {
  test = await createTestApp({ config: { trustProxy: true } });
  // user-1
  admin = await test.cookieOf('admin');
});
afterAll(async () => {
  await test.close();
});

type User = { readonly login: string; readonly revision: number; readonly roles: string[] };
type Invited = { readonly user: User; readonly oneTimePassword: string };

let invited = 0;
const invite = async (login: string, roles: readonly string[] = ['finance_staff']) => {
  invited += 1;
  const response = await test.post('/api/v1/users', admin, { login, name: 'Mori Aoi', roles });
  expect(response.statusCode).toBe(201);
  return response.json<Invited>();
};

const from = () => ({ 'x-forwarded-for': `192.0.2.${invited}` });

/** Logs in with the one-time password and takes another; answers the cookie. */
const settle = async ({ user, oneTimePassword: current }: Invited): Promise<string> => {
  const cookie = cookieFrom(await logIn(test.app, user.login, current, from()));
  const next = 'rice fields in june';
  const response = await test.post('/api/v1/me/password', cookie, { current, next });
  expect(response.statusCode).toBe(200);
  return cookie;
};

const userOf = async (login: string): Promise<User> =>
  (await test.get(`/api/v1/users/${login}`, admin)).json<User>();

describe('an invitation', () => {
  it('makes a user with a password that is told once and changed before anything else', async () => {
    const made = await invite('Mori');
    expect(made).toMatchObject({
      user: {
        login: 'mori',
        name: 'Mori Aoi',
        roles: ['finance_staff'],
        createdBy: 'user:user-1',
        passwordChangeDue: true,
        lastLoginAt: null,
        openSessions: 0,
        revision: 1,
      },
      oneTimePassword: expect.stringMatching(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/),
    });
    const login = await logIn(test.app, 'mori', made.oneTimePassword, from());
    expect(login.json()).toMatchObject({ passwordChangeDue: true });
    const cookie = cookieFrom(login);
    for (const path of ['cards', 'statements', 'me/sessions', 'people']) {
      const refused = await test.get(`/api/v1/${path}`, cookie);
      expect(refused.statusCode, path).toBe(403);
      expect(refused.json(), path).toMatchObject({ code: 'password_change_required' });
    }
    expect((await test.get('/api/v1/me', cookie)).statusCode).toBe(200);
    const current = made.oneTimePassword;
    await test.post('/api/v1/me/password', cookie, { current, next: 'rice fields in june' });
    expect((await test.get('/api/v1/me', cookie)).json()).toMatchObject({
      passwordChangeDue: false,
    });
    expect((await test.get('/api/v1/statements', cookie)).statusCode).not.toBe(403);
    expect(await userOf('mori')).toMatchObject({ passwordChangeDue: false, openSessions: 1 });
  });

  it('somebody with a one-time password may log out instead', async () => {
    const made = await invite('shy');
    const cookie = cookieFrom(await logIn(test.app, 'shy', made.oneTimePassword, from()));
    const request = { method: 'DELETE', url: '/api/v1/sessions/current' } as const;
    expect((await test.app.inject({ ...request, headers: { cookie } })).statusCode).toBe(204);
  });

  it('sent twice makes one user, and the second is told who did it', async () => {
    const body = { login: 'double', name: 'Mori Aoi', roles: ['auditor'] };
    const both = await Promise.all([
      test.post('/api/v1/users', admin, body),
      test.post('/api/v1/users', admin, body),
    ]);
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([201, 409]);
    expect(both.find(({ statusCode }) => statusCode === 409)?.json()).toMatchObject({
      code: 'login_taken',
      facts: { login: 'double', createdBy: 'user:user-1' },
    });
  });

  it.each([
    [{ login: 'a b', name: 'X', roles: ['admin'] }, 'login_invalid'],
    [{ login: 'ok', name: ' ', roles: ['admin'] }, 'invalid_request'],
    [{ login: 'ok', name: 'X', roles: [] }, 'invalid_request'],
    [{ login: 'ok', name: 'X', roles: ['king'] }, 'invalid_request'],
    [{ login: 'ok', name: 'X', roles: ['admin'], password: 'mine' }, 'invalid_request'],
  ])('%j is refused: %s', async (body, code) => {
    expect((await test.post('/api/v1/users', admin, body)).json()).toMatchObject({ code });
  });

  it('leaves its password nowhere', async () => {
    const { oneTimePassword } = await invite('quiet');
    const { rows } = await test.database.pool.query<{ text: string }>(
      'SELECT kept::text AS text FROM app.idempotency_keys AS kept',
    );
    const kept = test.log() + JSON.stringify(rows);
    expect(kept).not.toContain(oneTimePassword);
  });
});

describe('what an administrator does', () => {
  it('roles hold from the next request on', async () => {
    const cookie = await settle(await invite('riser'));
    const { revision } = await userOf('riser');
    const response = await test.post(
      '/api/v1/users/riser/roles',
      admin,
      { roles: ['support_agent'] },
      { 'if-match': `"${revision}"` },
    );
    expect(response.json()).toMatchObject({
      user: { roles: ['support_agent'], revision: revision + 1, changedBy: 'user:user-1' },
      sessionsEnded: 0,
    });
    expect((await test.get('/api/v1/statements', cookie)).json()).toMatchObject({
      code: 'forbidden',
    });
  });

  it('two who decide by the same page: the second is told of the first', async () => {
    const { user } = await invite('contested');
    const seen = { 'if-match': `"${user.revision}"` };
    await test.post('/api/v1/users/contested/name', admin, { name: 'Mori Beni' }, seen);
    const late = await test.post('/api/v1/users/contested/disabling', admin, {}, seen);
    expect(late.statusCode).toBe(409);
    expect(late.json()).toMatchObject({
      code: 'changed_meanwhile',
      facts: { changedBy: 'user:user-1', changedAt: '2026-11-18T01:00:00.000Z', revision: '2' },
    });
  });

  it('whoever is disabled is logged out by it and let in no more, until enabled', async () => {
    const cookie = await settle(await invite('leaver'));
    const response = await test.post('/api/v1/users/leaver/disabling', admin);
    expect(response.json()).toMatchObject({
      sessionsEnded: 1,
      user: { disabledAt: expect.any(String), openSessions: 0 },
    });
    expect((await test.get('/api/v1/me', cookie)).statusCode).toBe(401);
    const again = () => logIn(test.app, 'leaver', 'rice fields in june', from());
    expect((await again()).statusCode).toBe(401);
    await test.post('/api/v1/users/leaver/enabling', admin);
    expect((await again()).statusCode).toBe(201);
  });

  it('a reset ends sessions and gives another one-time password', async () => {
    const cookie = await settle(await invite('forgetful'));
    const response = await test.post('/api/v1/users/forgetful/password-reset', admin);
    const { oneTimePassword } = response.json<Invited>();
    expect((await test.get('/api/v1/me', cookie)).statusCode).toBe(401);
    const login = await logIn(test.app, 'forgetful', oneTimePassword, from());
    expect(login.json()).toMatchObject({ passwordChangeDue: true });
  });

  it('a logout ends sessions and nothing else', async () => {
    const cookie = await settle(await invite('away'));
    expect((await test.post('/api/v1/users/away/logout', admin)).json()).toMatchObject({
      sessionsEnded: 1,
      user: { disabledAt: null },
    });
    expect((await test.get('/api/v1/me', cookie)).statusCode).toBe(401);
  });

  it('nobody does it to themselves, and one administrator remains', async () => {
    const own = async (path: string, body: object = {}) =>
      (await test.post(`/api/v1/users/user-1/${path}`, admin, body)).json<{ code: string }>().code;
    expect(await own('disabling')).toBe('last_admin');
    expect(await own('roles', { roles: ['auditor'] })).toBe('last_admin');
    expect(await own('roles', { roles: ['admin', 'finance_manager'] })).toBe('own_account');
    await invite('second', ['admin']);
    expect(await own('disabling')).toBe('own_account');
    expect(await own('password-reset')).toBe('own_account');
  });

  it('is told of a user who is not there', async () => {
    for (const path of ['name', 'disabling', 'logout', 'password-reset']) {
      const body = path === 'name' ? { name: 'X' } : {};
      const response = await test.post(`/api/v1/users/nobody/${path}`, admin, body);
      expect(response.json(), path).toMatchObject({ code: 'user_not_found' });
    }
    expect((await test.get('/api/v1/users/nobody', admin)).statusCode).toBe(404);
  });
});

describe('the list', () => {
  const list = async (filter: object, query = '') =>
    (
      await test.get(
        `/api/v1/users?filter=${encodeURIComponent(JSON.stringify(filter))}${query}`,
        admin,
      )
    ).json<{ data: User[]; pageInfo: { nextCursor: string | null } }>();

  it('finds people by a part of login or name, by role and by state', async () => {
    await invite('hayashi-1', ['auditor']);
    await invite('hayashi-2', ['support_agent', 'auditor']);
    await test.post('/api/v1/users/hayashi-2/disabling', admin);
    const logins = async (filter: object) => (await list(filter)).data.map(({ login }) => login);
    expect(await logins({ text: 'HAYASHI' })).toEqual(['hayashi-1', 'hayashi-2']);
    expect(await logins({ text: 'hayashi', state: 'active' })).toEqual(['hayashi-1']);
    expect(await logins({ text: 'hayashi', role: 'support_agent' })).toEqual(['hayashi-2']);
    expect(await logins({ text: 'mori aoi', state: 'disabled' })).toEqual(['hayashi-2']);
    expect(await logins({ text: '%' })).toEqual([]);
  });

  it.each(['login', '-name', 'createdAt', '-lastLoginAt'])(
    'by %s comes whole, page after page',
    async (sort) => {
      const whole = await list({}, `&sort=${sort}&limit=200`);
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const next: string = cursor === '' ? '' : `&cursor=${cursor}`;
        const page: Awaited<ReturnType<typeof list>> = await list(
          {},
          `&sort=${sort}&limit=3${next}`,
        );
        seen.push(...page.data.map(({ login }) => login));
        cursor = page.pageInfo.nextCursor;
      }
      expect(seen).toEqual(whole.data.map(({ login }) => login));
    },
  );
});
