import pg from 'pg';
import { connectionConfig } from '../pool.ts';

/** First half of the two-part keys of Chobo's session locks in database `postgres`. */
const NAMESPACE = 0x6368;
const USES = 1;
const SERVES = 2;

/**
 * The promise that a process uses the embedded server: a connection that holds
 * a shared lock. PostgreSQL gives the lock back when the connection ends, so a
 * process killed in any way leaves no lease behind.
 */
export interface Lease {
  /**
   * Claims to be the one server on this data directory.
   * @returns who is it already, or undefined when it is us now
   */
  claimServer: () => Promise<string | undefined>;
  /**
   * Gives the lease back. The last one out is told so and holds, until its
   * connection ends, the lock that keeps newcomers away: it ends the server.
   */
  release: () => Promise<'last' | 'others remain'>;
  /** Closes the connection; after `release`. */
  end: () => Promise<void>;
  /** Settles when the connection breaks before `end`. */
  readonly lost: Promise<void>;
}

/** Codes and texts of a server that is going or gone, or not there yet. */
export function isPassing(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  const passing = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03'];
  return (
    (code !== undefined && passing.includes(code)) ||
    /terminated unexpectedly|timeout expired/.test(message ?? '')
  );
}

/**
 * Takes a lease on the server.
 *
 * @param url of the database `postgres`
 * @returns undefined when the server is going: its last user is ending it
 */
export async function takeLease(url: string, applicationName: string): Promise<Lease | undefined> {
  const client = new pg.Client(connectionConfig(url, applicationName));
  let ended = false;
  const lost = new Promise<void>((resolve) => {
    // Told by the `end` that follows it.
    client.on('error', () => undefined);
    client.on('end', () => {
      if (!ended) resolve();
    });
  });
  const end = async () => {
    ended = true;
    // A connection that is broken already is as ended as it can be.
    await client.end().catch(() => undefined);
  };
  const ask = async (lock: string, key: number): Promise<boolean> => {
    const { rows } = await client.query<{ held: boolean }>(`SELECT ${lock}($1, $2) AS held`, [
      NAMESPACE,
      key,
    ]);
    return rows[0]?.held === true;
  };
  try {
    await client.connect();
    if (!(await ask('pg_try_advisory_lock_shared', USES))) {
      await end();
      return undefined;
    }
  } catch (error) {
    await end();
    if (isPassing(error)) return undefined;
    throw error;
  }
  return {
    claimServer: async () => {
      if (await ask('pg_try_advisory_lock', SERVES)) return undefined;
      const { rows } = await client.query<{ name: string }>(
        `SELECT a.application_name AS name
           FROM pg_locks l JOIN pg_stat_activity a USING (pid)
          WHERE l.locktype = 'advisory' AND l.granted AND l.classid = $1 AND l.objid = $2`,
        [NAMESPACE, SERVES],
      );
      return rows[0]?.name ?? 'another Chobo';
    },
    release: async () => {
      ended = true;
      await ask('pg_advisory_unlock_shared', USES);
      return (await ask('pg_try_advisory_lock', USES)) ? 'last' : 'others remain';
    },
    end,
    lost,
  };
}
