import { createHash, randomBytes } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';

import { USER_COLUMNS, userOf, type User, type UserRow } from './users.ts';

const MINUTE_MS = 60_000;

/**
 * A session that is not used for half an hour ends: consoles stand open on
 * shared desks, and money moves with one click (OWASP: 15–30 minutes).
 */
export const SESSION_IDLE_MS = 30 * MINUTE_MS;

/** No session outlives a working day, however busy it is. */
export const SESSION_LIFETIME_MS = 12 * 60 * MINUTE_MS;

/** Being seen is written at most once in this time, so that reading costs no write. */
const SEEN_EVERY_MS = MINUTE_MS;

export type NewSession = {
  /** The secret for the cookie: 256 random bits. Kept nowhere but there. */
  readonly token: string;
  /** Epoch ms; the end however busy the session is. */
  readonly expiresAtMs: number;
};

export type Session = {
  /** Names the session to its owner; no secret. */
  readonly id: string;
  readonly user: User;
  readonly expiresAtMs: number;
};

/** A session as its owner sees it: where they are logged in. Instants are epoch ms. */
export type OpenSession = {
  readonly id: string;
  readonly createdAtMs: number;
  readonly lastSeenAtMs: number;
  readonly expiresAtMs: number;
  readonly address: string;
  /** What the browser calls itself. */
  readonly agent: string;
};

const TOKEN = /^[\w-]{43}$/;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Opens a session. `address` and `agent` are kept, cut short, until it ends. */
export const createSession = async (
  pool: Pool,
  session: {
    readonly userId: string;
    readonly address: string;
    readonly agent: string;
    readonly nowMs: number;
  },
): Promise<NewSession> => {
  const token = randomBytes(32).toString('base64url');
  const expiresAtMs = session.nowMs + SESSION_LIFETIME_MS;
  await pool.query(
    `WITH over AS (DELETE FROM app.sessions WHERE expires_at <= $3 OR last_seen_at <= $7),
          seen AS (UPDATE app.users SET last_login_at = $3 WHERE id = $2)
     INSERT INTO app.sessions
       (token_hash, user_id, created_at, last_seen_at, expires_at, address, agent)
     VALUES ($1, $2, $3, $3, $4, $5, $6)`,
    [
      hashOf(token),
      session.userId,
      new Date(session.nowMs),
      new Date(expiresAtMs),
      session.address.slice(0, 45),
      session.agent.slice(0, 120),
      new Date(session.nowMs - SESSION_IDLE_MS),
    ],
  );
  return { token, expiresAtMs };
};

/** Who a token belongs to now, or null: unknown, ended, idle too long, or its user disabled. */
export const resolveSession = async (
  pool: Pool,
  token: string,
  nowMs: number,
): Promise<Session | null> => {
  if (!TOKEN.test(token)) return null;
  const tokenHash = hashOf(token);
  const { rows } = await pool.query<
    UserRow & {
      readonly session_id: string;
      readonly expires_at_ms: number;
      readonly last_seen_at_ms: number;
    }
  >(
    `SELECT ${USER_COLUMNS}, sessions.id AS session_id,
            (extract(epoch FROM sessions.expires_at) * 1000)::float8 AS expires_at_ms,
            (extract(epoch FROM sessions.last_seen_at) * 1000)::float8 AS last_seen_at_ms
       FROM app.sessions AS sessions JOIN app.users AS users ON users.id = sessions.user_id
      WHERE sessions.token_hash = $1 AND users.disabled_at IS NULL
        AND sessions.expires_at > $2 AND sessions.last_seen_at > $3`,
    [tokenHash, new Date(nowMs), new Date(nowMs - SESSION_IDLE_MS)],
  );
  const [row] = rows;
  if (row === undefined) return null;
  if (nowMs - row.last_seen_at_ms >= SEEN_EVERY_MS) {
    await pool.query(
      'UPDATE app.sessions SET last_seen_at = greatest(last_seen_at, $2) WHERE token_hash = $1',
      [tokenHash, new Date(nowMs)],
    );
  }
  return { id: row.session_id, user: userOf(row), expiresAtMs: row.expires_at_ms };
};

/** Ends one session; nothing happens when it has ended before. */
export const endSession = async (pool: Pool, token: string): Promise<void> => {
  if (!TOKEN.test(token)) return;
  await pool.query('DELETE FROM app.sessions WHERE token_hash = $1', [hashOf(token)]);
};

/** Where a user is logged in, the session used last first. */
export const listOpenSessions = async (
  pool: Pool,
  userId: string,
  nowMs: number,
): Promise<readonly OpenSession[]> => {
  const { rows } = await pool.query<OpenSession>(
    `SELECT id, address, agent,
            (extract(epoch FROM created_at) * 1000)::float8 AS "createdAtMs",
            (extract(epoch FROM last_seen_at) * 1000)::float8 AS "lastSeenAtMs",
            (extract(epoch FROM expires_at) * 1000)::float8 AS "expiresAtMs"
       FROM app.sessions WHERE user_id = $1 AND expires_at > $2 AND last_seen_at > $3
      ORDER BY last_seen_at DESC, id`,
    [userId, new Date(nowMs), new Date(nowMs - SESSION_IDLE_MS)],
  );
  return rows;
};

/** Which sessions of a user end: all of them, one, or all but one (by their ids). */
export type Which =
  'all' | { readonly only: string } | { /** Most often the one at work. */ readonly but: string };

/** Ends sessions of a user. Answers how many there were. */
export const endSessions = async (
  database: Pool | PoolClient,
  userId: string,
  which: Which,
): Promise<number> => {
  const one = which === 'all' ? null : 'only' in which ? which.only : which.but;
  const condition =
    which === 'all' ? '$2::uuid IS NULL' : `(id = $2) = ${'only' in which ? 'true' : 'false'}`;
  const { rowCount } = await database.query(
    `DELETE FROM app.sessions WHERE user_id = $1 AND ${condition}`,
    [userId, one],
  );
  return rowCount ?? 0;
};
