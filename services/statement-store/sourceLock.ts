import type { Pool } from 'pg';

/** A source's lock while it is held. */
export type SourceLock = {
  /**
   * Asks the server whether the lock is still ours; to be called right before
   * anything is recorded that needs it.
   *
   * @throws SourceLockLost
   */
  readonly stillHeld: () => Promise<void>;
};

/** The connection that held a source's lock broke: another process may be at the source by now. */
export class SourceLockLost extends Error {
  readonly code = 'source_lock_lost';
  constructor(sourceId: string, cause: unknown) {
    super(
      `The connection to the database that kept ${sourceId} to this process broke. What was recorded until then stays; try again, and the rest is done.`,
      { cause },
    );
    this.name = 'SourceLockLost';
  }
}

/**
 * Runs work on one source alone: receiving and matching look at the current
 * runs of its days, so two of them at once would look past each other. Waits
 * for whoever is at it; the lock goes with the connection, so a dead process
 * holds nothing, and a living one may lose it: work asks before it records.
 */
export const withSourceLock = async <Result>(
  pool: Pool,
  sourceId: string,
  work: (lock: SourceLock) => Promise<Result>,
): Promise<Result> => {
  const client = await pool.connect();
  const key = `reconciliation:${sourceId}`;
  let broken: Error | undefined;
  const noteBroken = (error: unknown): void => {
    broken ??= error instanceof Error ? error : new Error(String(error));
  };
  client.on('error', noteBroken);
  const stillHeld = async (): Promise<void> => {
    if (broken === undefined) await client.query('select 1').catch(noteBroken);
    if (broken !== undefined) throw new SourceLockLost(sourceId, broken);
  };
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [key]);
    return await work({ stillHeld });
  } finally {
    // What the work came to counts, whatever becomes of the lock now.
    await client
      .query('select pg_advisory_unlock(hashtextextended($1, 0))', [key])
      .catch(noteBroken);
    client.off('error', noteBroken);
    client.release(broken);
  }
};
