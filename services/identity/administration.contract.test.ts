import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createDatabase, type TestDatabase } from '../../fixtures/postgres/database.ts';
import { changeUser, logOutUser, type UserChange } from './administration.ts';
import { authenticate } from './authenticate.ts';
import type { Role } from './roles.ts';
import { createSession, resolveSession } from './sessions.ts';
import { countActiveUsers, createUser } from './users.ts';

const cost = { N: 1024, r: 8, p: 1 };
const nowMs = Date.UTC(2026, 10, 18, 1, 0, 0);
const PASSWORD = 'correct horse battery';

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(async () => {
  await database.drop();
});
beforeEach(async () => {
  await database.pool.query('DELETE FROM app.users');
});

/** Makes a user and a session of theirs; answers its token. */
const make = async (login: string, ...roles: readonly Role[]): Promise<string> => {
  const { pool } = database;
  const user = { login, name: 'A. Sato', roles, password: PASSWORD, by: 'cli:test' };
  const created = await createUser(pool, { ...user, nowMs, cost });
  if (!created.ok) throw new Error(created.fault);
  const session = { userId: created.user.id, address: '', agent: '', nowMs };
  return (await createSession(pool, session)).token;
};

const change = (login: string, wanted: UserChange, by = 'user:root', seenVersion?: number) =>
  changeUser(database.pool, login, wanted, {
    by,
    nowMs: nowMs + 1,
    cost,
    ...(seenVersion !== undefined && { seenVersion }),
  });

const disable = { kind: 'disabling' } as const;
const auditorOnly = { kind: 'roles', roles: ['auditor'] } as const;

const records = async (): Promise<readonly object[]> => {
  const { rows } = await database.pool.query<object>(
    `SELECT kind, actor, subject, facts FROM app.security_records
      WHERE kind <> 'UserInvited' ORDER BY id DESC LIMIT 1`,
  );
  return rows;
};

describe('an administrator', () => {
  it('sets roles, which hold at once and leave who had which before', async () => {
    await make('root', 'admin');
    const token = await make('sato', 'finance_staff');
    const changed = await change('Sato', { kind: 'roles', roles: ['auditor', 'auditor'] });
    expect(changed).toMatchObject({
      ok: true,
      sessionsEnded: 0,
      user: {
        roles: ['auditor'],
        version: 2,
        changedBy: 'user:root',
        changedAtMs: nowMs + 1,
      },
    });
    expect((await resolveSession(database.pool, token, nowMs))?.user.roles).toEqual(['auditor']);
    expect(await records()).toEqual([
      {
        kind: 'UserRolesChanged',
        actor: 'user:root',
        subject: 'sato',
        facts: { before: ['finance_staff'], roles: ['auditor'] },
      },
    ]);
  });

  it('shuts somebody out at once, and lets them in again with the password that they had', async () => {
    await make('root', 'admin');
    const token = await make('leaver', 'auditor');
    const before = await countActiveUsers(database.pool);
    expect(await change('leaver', disable)).toMatchObject({
      ok: true,
      sessionsEnded: 1,
      user: { disabledAtMs: nowMs + 1 },
    });
    expect(await resolveSession(database.pool, token, nowMs)).toBeNull();
    expect(await authenticate(database.pool, 'leaver', PASSWORD, cost)).toBeNull();
    expect(await countActiveUsers(database.pool)).toBe(before - 1);
    await change('leaver', { kind: 'enabling' });
    expect(await authenticate(database.pool, 'leaver', PASSWORD, cost)).not.toBeNull();
  });

  it('changes nothing by what is so already, and leaves no record of it', async () => {
    await make('root', 'admin');
    await make('sato', 'auditor', 'finance_staff');
    const before = await records();
    const same: UserChange[] = [
      { kind: 'roles', roles: ['finance_staff', 'auditor'] },
      { kind: 'name', name: ' A. Sato ' },
      { kind: 'enabling' },
    ];
    for (const wanted of same) {
      expect(await change('sato', wanted)).toMatchObject({ ok: true, user: { version: 1 } });
    }
    expect(await records()).toEqual(before);
  });

  it('gives a one-time password, which ends sessions', async () => {
    await make('root', 'admin');
    const token = await make('forgetful', 'auditor');
    const reset = (password: string) =>
      change('forgetful', { kind: 'password', password, oneTime: true });
    expect(await reset('short')).toMatchObject({ ok: false, fault: 'password_too_short' });
    expect(await reset('another password')).toMatchObject({
      ok: true,
      user: { passwordChangeDue: true },
    });
    expect(await resolveSession(database.pool, token, nowMs)).toBeNull();
    expect(await authenticate(database.pool, 'forgetful', PASSWORD, cost)).toBeNull();
    expect(await authenticate(database.pool, 'forgetful', 'another password', cost)).not.toBeNull();
  });

  it('ends the sessions of somebody who may log in again', async () => {
    await make('root', 'admin');
    const token = await make('away', 'auditor');
    const end = () => logOutUser(database.pool, 'away', { by: 'user:root', nowMs });
    expect(await end()).toMatchObject({ sessionsEnded: 1, user: { version: 1 } });
    expect(await resolveSession(database.pool, token, nowMs)).toBeNull();
    expect(await records()).toMatchObject([{ kind: 'SessionsEnded', facts: { sessionsEnded: 1 } }]);
    expect(await end()).toMatchObject({ sessionsEnded: 0 });
    expect(await logOutUser(database.pool, 'nobody', { by: 'user:root', nowMs })).toBeNull();
  });
});

describe('is refused', () => {
  it('what somebody else has changed since', async () => {
    await make('root', 'admin');
    await make('sato', 'auditor');
    await change('sato', { kind: 'name', name: 'B. Sato' }, 'user:root', 1);
    expect(await change('sato', disable, 'user:root', 1)).toMatchObject({
      ok: false,
      fault: 'changed_meanwhile',
      user: { version: 2, changedBy: 'user:root' },
    });
  });

  it('what would leave nobody who administers users', async () => {
    await make('root', 'admin');
    await make('former', 'admin');
    await change('former', disable);
    for (const wanted of [disable, auditorOnly]) {
      expect(await change('root', wanted)).toMatchObject({ ok: false, fault: 'last_admin' });
    }
  });

  it('one of two administrators who shut each other out at once', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [one, other] = [`one-${round}`, `other-${round}`];
      await database.pool.query('DELETE FROM app.users');
      await Promise.all([make(one, 'admin'), make(other, 'admin')]);
      const outcomes = await Promise.all([
        change(one, disable, `user:${other}`),
        change(other, auditorOnly, `user:${one}`),
      ]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ fault: 'last_admin' });
    }
  });

  it('what nobody does to themselves; they may call themselves something else', async () => {
    await make('root', 'admin');
    await make('second', 'admin');
    const own: UserChange[] = [
      disable,
      { kind: 'roles', roles: ['admin', 'finance_manager'] },
      { kind: 'password', password: 'another password', oneTime: true },
    ];
    for (const wanted of own) {
      expect(await change('root', wanted)).toMatchObject({ ok: false, fault: 'own_account' });
    }
    expect(await change('root', { kind: 'name', name: 'R. Root' })).toMatchObject({ ok: true });
  });

  it.each<[string, UserChange, string]>([
    ['no name', { kind: 'name', name: ' ' }, 'name_invalid'],
    ['no role', { kind: 'roles', roles: [] }, 'roles_missing'],
  ])('%s', async (_case, wanted, fault) => {
    await make('sato', 'auditor');
    expect(await change('sato', wanted)).toMatchObject({ ok: false, fault });
  });

  it('whoever is not there', async () => {
    expect(await change('nobody', disable)).toEqual({
      ok: false,
      fault: 'user_unknown',
      user: null,
    });
  });
});

it('a terminal may shut out the last administrator: it is where the next one is made', async () => {
  await make('root', 'admin');
  expect(await change('root', disable, 'cli:root')).toMatchObject({ ok: true });
});

it('records of security acts are never changed or taken away', async () => {
  await make('root', 'admin');
  const never = /only ever added to/;
  const { pool } = database;
  await expect(pool.query("UPDATE app.security_records SET actor = 'x'")).rejects.toThrow(never);
  await expect(pool.query('DELETE FROM app.security_records')).rejects.toThrow(never);
  await expect(pool.query('TRUNCATE app.security_records')).rejects.toThrow(never);
});
