import { createHash } from 'node:crypto';
import type { Pool } from 'pg';

import { foldLogin } from './users.ts';

/** Attempts on one login name in one window: a guesser gets no further than a person. */
export const ATTEMPTS_PER_LOGIN = 5;

/** Attempts from one address: an office behind one address logs in at nine o'clock. */
export const ATTEMPTS_PER_ADDRESS = 30;

/** Length of a window in ms. */
export const ATTEMPT_WINDOW_MS = 60_000;

export type Attempt =
  | { readonly allowed: true }
  | { readonly allowed: false; /** Until the window is over. */ readonly retryAfterMs: number };

const subjectOf = (kind: 'login' | 'address', value: string): Buffer =>
  createHash('sha256').update(`${kind}:${value}`).digest();

/**
 * Counts an attempt before it is judged, so that attempts sent all at once are
 * counted too; in the database, so that several API processes count together.
 * It is allowed when both the login name and the address have room.
 */
export const countLoginAttempt = async (
  pool: Pool,
  attempt: { readonly login: string; readonly address: string; readonly nowMs: number },
): Promise<Attempt> => {
  const now = new Date(attempt.nowMs);
  const windowStart = new Date(attempt.nowMs - ATTEMPT_WINDOW_MS);
  const subjects = [
    { hash: subjectOf('login', foldLogin(attempt.login)), limit: ATTEMPTS_PER_LOGIN },
    { hash: subjectOf('address', attempt.address), limit: ATTEMPTS_PER_ADDRESS },
  ];
  await pool.query('DELETE FROM app.login_attempts WHERE window_started_at < $1', [
    new Date(attempt.nowMs - 60 * ATTEMPT_WINDOW_MS),
  ]);
  const waits: number[] = [];
  for (const { hash, limit } of subjects) {
    const { rows } = await pool.query<{ readonly attempts: number; readonly started_ms: number }>(
      `INSERT INTO app.login_attempts AS counted (subject, window_started_at, attempts)
       VALUES ($1, $2, 1)
       ON CONFLICT (subject) DO UPDATE SET
         attempts = CASE WHEN counted.window_started_at <= $3 THEN 1 ELSE counted.attempts + 1 END,
         window_started_at =
           CASE WHEN counted.window_started_at <= $3 THEN $2 ELSE counted.window_started_at END
       RETURNING attempts, (extract(epoch FROM window_started_at) * 1000)::float8 AS started_ms`,
      [hash, now, windowStart],
    );
    const [row] = rows;
    if (row !== undefined && row.attempts > limit) {
      waits.push(Math.max(1, row.started_ms + ATTEMPT_WINDOW_MS - attempt.nowMs));
    }
  }
  return waits.length === 0
    ? { allowed: true }
    : { allowed: false, retryAfterMs: Math.max(...waits) };
};

/** Forgets the attempts on a login name once its owner has logged in. */
export const forgetLoginAttempts = async (pool: Pool, login: string): Promise<void> => {
  await pool.query('DELETE FROM app.login_attempts WHERE subject = $1', [
    subjectOf('login', foldLogin(login)),
  ]);
};
