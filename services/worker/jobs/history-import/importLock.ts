import type { Pool, PoolClient } from 'pg';

/** "chob" and "impo": two 32-bit keys that nothing else in the database uses. */
const LOCK = [0x63686f62, 0x696d706f] as const;

/**
 * Runs one import at a time on the database: the others wait, and then find
 * what this one brought. The connection is the import's own. It is closed in
 * the end, and with it go the lock and every temporary table.
 *
 * @param onWaiting called when another import is under way
 */
export const withImportLock = async <Result>(
  pool: Pool,
  onWaiting: () => void,
  work: (connection: PoolClient) => Promise<Result>,
): Promise<Result> => {
  const connection = await pool.connect();
  // A connection that breaks fails the query at hand; unheard, the event would end the process.
  connection.on('error', () => undefined);
  try {
    const { rows } = await connection.query<{ locked: boolean }>(
      'select pg_try_advisory_lock($1, $2) as locked',
      [...LOCK],
    );
    if (rows[0]?.locked !== true) {
      onWaiting();
      await connection.query('select pg_advisory_lock($1, $2)', [...LOCK]);
    }
    return await work(connection);
  } finally {
    connection.release(true);
  }
};

/**
 * Whether an import is at work, whose claims are under way however old they
 * are. It takes the lock for one statement only; an import that begins in that
 * moment waits for as long.
 */
export const isImporting = async (pool: Pool): Promise<boolean> => {
  const { rows } = await pool.query<{ free: boolean }>(
    `select case when pg_try_advisory_lock_shared($1, $2)
            then pg_advisory_unlock_shared($1, $2) else false end as free`,
    [...LOCK],
  );
  return rows[0]?.free !== true;
};
