import type { Pool, PoolClient } from 'pg';

/** What to do with the work of a transaction. */
export type Ending<Result> = { readonly keep: boolean; readonly result: Result };

/** Runs work in one transaction; commits when it says `keep`, rolls back otherwise and on errors. */
export const inTransaction = async <Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Ending<Result>>,
): Promise<Result> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const { keep, result } = await work(client);
    await client.query(keep ? 'commit' : 'rollback');
    return result;
  } catch (error) {
    await client.query('rollback').catch((cause: unknown) => {
      broken = cause instanceof Error ? cause : new Error(String(cause));
    });
    throw error;
  } finally {
    client.release(broken);
  }
};
