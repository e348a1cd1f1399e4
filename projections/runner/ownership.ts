import type { Pool, PoolClient } from 'pg';

/** Two 32-bit keys of the advisory lock; any pair that nothing else in the database uses. */
const LOCK = [0x63686f62, 0x76696577] as const;

/** Being the one process that writes the views of a database. */
export type Ownership = {
  /** Aborts when the connection that holds the lock is gone, and ownership with it. */
  readonly lost: AbortSignal;
  /** Gives the lock back and closes its connection. Never rejects. */
  readonly release: () => Promise<void>;
};

/**
 * Tries to become the owner. The lock belongs to a session of its own, so it
 * falls back to PostgreSQL the moment its holder dies, however that happens.
 *
 * @returns null while another process is the owner
 */
export const tryToOwn = async (pool: Pool): Promise<Ownership | null> => {
  const connection = await pool.connect();
  const lost = new AbortController();
  let open = true;
  const discard = (): void => {
    if (!open) return;
    open = false;
    lost.abort();
    // The lock is a session's: a connection that held it must not return to the pool.
    connection.release(true);
  };
  connection.on('error', discard);
  connection.on('end', discard);
  try {
    if (!(await lock(connection))) {
      open = false;
      connection.off('error', discard);
      connection.off('end', discard);
      connection.release();
      return null;
    }
  } catch (error) {
    discard();
    throw error;
  }
  return {
    lost: lost.signal,
    release: async () => {
      if (!open) return;
      await connection.query('select pg_advisory_unlock($1, $2)', [...LOCK]).catch(() => undefined);
      discard();
    },
  };
};

const lock = async (connection: PoolClient): Promise<boolean> => {
  const { rows } = await connection.query<{ owned: boolean }>(
    'select pg_try_advisory_lock($1, $2) as owned',
    [...LOCK],
  );
  return rows[0]?.owned === true;
};
