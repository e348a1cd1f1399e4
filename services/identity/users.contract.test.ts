import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createDatabase, type TestDatabase } from '../../fixtures/postgres/database.ts';
import { authenticate } from './authenticate.ts';
import { createUser, findUser, type NewUser } from './users.ts';

const cost = { N: 1024, r: 8, p: 1 };
const nowMs = Date.UTC(2026, 10, 18, 1, 0, 0);

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(async () => {
  await database.drop();
});

const newUser = (login: string, changes: Partial<NewUser> = {}): NewUser => ({
  login,
  name: 'A. Sato',
  roles: ['finance_staff'],
  password: 'correct horse battery',
  by: 'cli:test',
  nowMs,
  cost,
  ...changes,
});

describe('users', () => {
  it('a new user is found by any spelling of the login', async () => {
    const created = await createUser(
      database.pool,
      newUser('A.Sato@Example', { roles: ['admin', 'admin'] }),
    );
    expect(created).toEqual({
      ok: true,
      user: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        login: 'a.sato@example',
        name: 'A. Sato',
        roles: ['admin'],
        createdAtMs: nowMs,
        disabledAtMs: null,
        createdBy: 'cli:test',
        version: 1,
        changedBy: 'cli:test',
        changedAtMs: nowMs,
        passwordChangeDue: false,
        lastLoginAtMs: null,
      },
    });
    expect(await findUser(database.pool, ' ａ.SATO@example ')).toEqual(created.ok && created.user);
    expect(await findUser(database.pool, 'nobody')).toBeNull();
  });

  it('a login is taken once, whatever its case, also by two at once', async () => {
    const outcomes = await Promise.all([
      createUser(database.pool, newUser('twin')),
      createUser(database.pool, newUser('TWIN')),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toEqual({ ok: false, fault: 'login_taken' });
  });

  it.each<[string, NewUser, string]>([
    ['a login with a space', newUser('a sato'), 'login_invalid'],
    ['an empty login', newUser(''), 'login_invalid'],
    ['a login of 65 letters', newUser('x'.repeat(65)), 'login_invalid'],
    ['no name', newUser('faulty', { name: ' ' }), 'name_invalid'],
    ['no role', newUser('faulty', { roles: [] }), 'roles_missing'],
    ['a short password', newUser('faulty', { password: 'short' }), 'password_too_short'],
  ])('%s makes no user', async (_case, user, fault) => {
    expect(await createUser(database.pool, user)).toEqual({ ok: false, fault });
    expect(await findUser(database.pool, user.login)).toBeNull();
  });

  it('only login and password together authenticate', async () => {
    const created = await createUser(database.pool, newUser('hana'));
    const attempt = (login: string, password: string) =>
      authenticate(database.pool, login, password, cost);
    expect(await attempt('HANA', 'correct horse battery')).toEqual(created.ok && created.user);
    expect(await attempt('hana', 'correct horse batterx')).toBeNull();
    expect(await attempt('hanako', 'correct horse battery')).toBeNull();
  });

  it('a hash of an older cost is made anew by a login', async () => {
    await createUser(database.pool, newUser('older'));
    const hash = async () => {
      const { rows } = await database.pool.query<{ password_hash: string }>(
        `SELECT password_hash FROM app.users WHERE login = 'older'`,
      );
      return rows[0]?.password_hash;
    };
    const raised = { N: 2048, r: 8, p: 1 };
    expect(await hash()).toMatch(/^scrypt\$1024\$/);
    await authenticate(database.pool, 'older', 'correct horse battery', raised);
    expect(await hash()).toMatch(/^scrypt\$2048\$/);
    expect(
      await authenticate(database.pool, 'older', 'correct horse battery', raised),
    ).not.toBeNull();
  });
});
