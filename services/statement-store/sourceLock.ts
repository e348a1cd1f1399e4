import type { Pool } from 'pg';

/**
 * Runs work on one source alone: receiving and matching look at the current
 * runs of its days, so two of them at once would look past each other. Waits
 * for whoever is at it; the lock goes with the connection, so a dead process
 * holds nothing.
 */
export const withSourceLock = async <Result>(
  pool: Pool,
  sourceId: string,
  work: () => Promise<Result>,
): Promise<Result> => {
  const client = await pool.connect();
  const key = `reconciliation:${sourceId}`;
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [key]);
    try {
      return await work();
    } finally {
      await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [key]);
    }
  } finally {
    client.release();
  }
};
