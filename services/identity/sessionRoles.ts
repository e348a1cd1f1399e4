import { createHash } from 'node:crypto';
import type { Pool } from 'pg';

import { isRole, type Role } from './roles.ts';
import { SESSION_IDLE_MS } from './sessions.ts';

/**
 * The roles behind a session, or null once it has ended. Looking is not using:
 * a page that stands open and is only kept up to date falls idle like any other.
 */
export const rolesOfSession = async (
  pool: Pool,
  token: string,
  nowMs: number,
): Promise<readonly Role[] | null> => {
  const { rows } = await pool.query<{ readonly roles: readonly string[] }>(
    `SELECT users.roles
       FROM app.sessions AS sessions JOIN app.users AS users ON users.id = sessions.user_id
      WHERE sessions.token_hash = $1 AND users.disabled_at IS NULL
        AND sessions.expires_at > $2 AND sessions.last_seen_at > $3`,
    [
      createHash('sha256').update(token).digest(),
      new Date(nowMs),
      new Date(nowMs - SESSION_IDLE_MS),
    ],
  );
  return rows[0]?.roles.filter(isRole) ?? null;
};
