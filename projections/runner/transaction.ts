import type { Pool, PoolClient } from 'pg';

const ignored = (): void => undefined;

/**
 * Does work in one transaction: all of it or nothing.
 *
 * @throws what the work throws, after the rollback; the connection's own error
 *   when that broke, whatever the work made of it
 */
export const inTransaction = async (
  pool: Pool,
  work: (sql: PoolClient) => Promise<void>,
): Promise<void> => {
  const connection = await pool.connect();
  // A connection that breaks fails the query at hand. It also raises this event,
  // which would end the process if nobody listened.
  connection.on('error', ignored);
  try {
    await connection.query('begin');
    await work(connection);
    await connection.query('commit');
  } catch (error) {
    try {
      await connection.query('rollback');
    } catch (brokenBy) {
      connection.release(true);
      throw brokenBy;
    }
    connection.off('error', ignored);
    connection.release();
    throw error;
  }
  connection.off('error', ignored);
  connection.release();
};
