import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createDatabase, type TestDatabase } from '../../fixtures/postgres/database.ts';
import {
  ATTEMPT_WINDOW_MS,
  ATTEMPTS_PER_ADDRESS,
  ATTEMPTS_PER_LOGIN,
  countLoginAttempt,
  forgetLoginAttempts,
} from './loginAttempts.ts';
import {
  createSession,
  endSessions,
  endSession,
  resolveSession,
  SESSION_IDLE_MS,
  SESSION_LIFETIME_MS,
} from './sessions.ts';
import { createUser } from './users.ts';

const nowMs = Date.UTC(2026, 10, 18, 1, 0, 0);

let database: TestDatabase;
let userId: string;

beforeAll(async () => {
  database = await createDatabase();
  const created = await createUser(database.pool, {
    login: 'sato',
    name: 'A. Sato',
    roles: ['auditor'],
    password: 'correct horse battery',
    by: 'cli:test',
    nowMs,
    cost: { N: 1024, r: 8, p: 1 },
  });
  if (!created.ok) throw new Error(created.fault);
  userId = created.user.id;
});
afterAll(async () => {
  await database.drop();
});

const open = (atMs = nowMs) =>
  createSession(database.pool, {
    userId,
    address: '192.0.2.1',
    agent: 'x'.repeat(500),
    nowMs: atMs,
  });

const isOpen = async (token: string, atMs: number) =>
  (await resolveSession(database.pool, token, atMs)) !== null;

describe('sessions', () => {
  it('the token opens it, and the database does not hold the token', async () => {
    const { token, expiresAtMs } = await open();
    expect(expiresAtMs).toBe(nowMs + SESSION_LIFETIME_MS);
    expect(await resolveSession(database.pool, token, nowMs)).toMatchObject({
      user: { id: userId, login: 'sato', roles: ['auditor'] },
      expiresAtMs,
    });
    const { rows } = await database.pool.query<{ text: string }>(
      'SELECT sessions::text AS text FROM app.sessions AS sessions',
    );
    const hex = Buffer.from(token).toString('hex');
    expect(rows.some(({ text }) => text.includes(token) || text.includes(hex))).toBe(false);
  });

  it('ends when it is idle, and being used keeps it', async () => {
    const { token } = await open();
    expect(await isOpen(token, nowMs + SESSION_IDLE_MS - 1)).toBe(true);
    // Seen a millisecond before the end: the idle time counts anew from there.
    expect(await isOpen(token, nowMs + 2 * SESSION_IDLE_MS - 2)).toBe(true);
    expect(await isOpen(token, nowMs + 3 * SESSION_IDLE_MS)).toBe(false);
  });

  it('ends after its lifetime, however busy it is', async () => {
    const { token, expiresAtMs } = await open();
    for (let atMs = nowMs; atMs < expiresAtMs; atMs += SESSION_IDLE_MS / 2) {
      expect(await isOpen(token, atMs)).toBe(true);
    }
    expect(await isOpen(token, expiresAtMs - 1)).toBe(true);
    expect(await isOpen(token, expiresAtMs)).toBe(false);
  });

  it('ends by itself alone, or with all of its user', async () => {
    const [first, second, third] = [await open(), await open(), await open()];
    await endSession(database.pool, first.token);
    await endSession(database.pool, 'no token');
    expect(await isOpen(first.token, nowMs)).toBe(false);
    expect(await isOpen(second.token, nowMs)).toBe(true);
    expect(await endSessions(database.pool, userId, 'all')).toBeGreaterThanOrEqual(2);
    expect(await isOpen(third.token, nowMs)).toBe(false);
  });

  it('nothing that is not a token opens one', async () => {
    for (const token of ['', 'x', 'x'.repeat(43), 'x'.repeat(100_000), "'; DROP TABLE"]) {
      expect(await isOpen(token, nowMs)).toBe(false);
    }
  });
});

describe('attempts to log in', () => {
  const attempt = (login: string, address: string, atMs = nowMs) =>
    countLoginAttempt(database.pool, { login, address, nowMs: atMs });

  it('a login name has room for five, from wherever they come, until the window is over', async () => {
    const addresses = Array.from(
      { length: ATTEMPTS_PER_LOGIN + 2 },
      (_, index) => `192.0.2.${index}`,
    );
    const outcomes = await Promise.all(addresses.map((address) => attempt('Guessed', address)));
    expect(outcomes.filter(({ allowed }) => allowed)).toHaveLength(ATTEMPTS_PER_LOGIN);
    expect(await attempt('guessed', '192.0.2.99', nowMs + 1_000)).toEqual({
      allowed: false,
      retryAfterMs: ATTEMPT_WINDOW_MS - 1_000,
    });
    expect(await attempt('guessed', '192.0.2.99', nowMs + ATTEMPT_WINDOW_MS)).toEqual({
      allowed: true,
    });
  });

  it('an address has room for an office, whatever names it tries', async () => {
    for (let index = 0; index < ATTEMPTS_PER_ADDRESS; index += 1) {
      expect(await attempt(`name-${index}`, '198.51.100.7')).toEqual({ allowed: true });
    }
    expect(await attempt('one-more', '198.51.100.7')).toMatchObject({ allowed: false });
    expect(await attempt('one-more', '198.51.100.8')).toEqual({ allowed: true });
  });

  it('who has logged in begins anew', async () => {
    for (let index = 0; index < ATTEMPTS_PER_LOGIN; index += 1)
      await attempt('typo', '203.0.113.1');
    await forgetLoginAttempts(database.pool, 'TYPO');
    expect(await attempt('typo', '203.0.113.1')).toEqual({ allowed: true });
  });
});
