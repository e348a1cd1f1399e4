import type { Pool } from 'pg';
import { StartProblem } from './startProblem.ts';

/** `server_version_num` of the oldest major version that still has the SQL that is used. */
const OLDEST_VERSION = 150_000;

const remedies: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; start it, or correct host and port',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host name could not be looked up',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'there is no way to that host',
  '28P01': 'user or password is wrong',
  '28000': 'that user may not connect from here',
  '3D000': 'there is no such database; create it',
  '42501': 'that user may not use it',
  '53300': 'it has too many connections already',
};

/** One error of several: what each address of a host name said. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

/**
 * Asks the database that `DATABASE_URL` names whether it can be used.
 *
 * @throws StartProblem in words of the person who set it, without the password
 */
export async function checkDatabase(pool: Pool, databaseUrl: string): Promise<void> {
  const { hostname, port, pathname, username } = new URL(databaseUrl);
  const place = `${username === '' ? '' : `${username}@`}${hostname}${port === '' ? '' : `:${port}`}${pathname}`;
  let version: number;
  try {
    const { rows } = await pool.query<{ version: number }>(
      `SELECT current_setting('server_version_num')::int AS version`,
    );
    version = rows[0]?.version ?? 0;
  } catch (cause) {
    const reason = remedies[codeOf(cause)] ?? (cause instanceof Error ? cause.message : 'unknown');
    throw new StartProblem(`The database of DATABASE_URL (${place}) cannot be used: ${reason}.`, {
      cause,
    });
  }
  if (version < OLDEST_VERSION) {
    throw new StartProblem(
      `The database of DATABASE_URL (${place}) is PostgreSQL ${Math.floor(version / 10_000)}; Chobo needs 15 or later.`,
    );
  }
}
