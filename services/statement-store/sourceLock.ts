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

/** Somebody else was at the source for as long as this could wait; nothing was begun. */
export class SourceBusy extends Error {
  readonly code = 'source_busy';
  constructor(sourceId: string) {
    super(`${sourceId} is being received or matched; nothing was changed. Try again in a moment.`);
    this.name = 'SourceBusy';
  }
}

/** The lock was not free before `lock_timeout` was over. */
const LOCK_NOT_AVAILABLE = '55P03';

const isLockTimeout = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE;

/** What of a source is to be had by one alone: its runs, or what its breaks consist of. */
type Kept = 'reconciliation' | 'settling';

/**
 * Runs work on one source alone: receiving and matching look at the current
 * runs of its days, so two of them at once would look past each other. Waits
 * for whoever is at it; the lock goes with the connection, so a dead process
 * holds nothing, and a living one may lose it: work asks before it records.
 *
 * @param patienceMs how long to wait for it, with a connection in hand; without end unless said
 * @throws SourceBusy when it was not free in that time
 */
export const withSourceLock = <Result>(
  pool: Pool,
  sourceId: string,
  work: (lock: SourceLock) => Promise<Result>,
  patienceMs = 0,
): Promise<Result> => alone(pool, 'reconciliation', sourceId, work, patienceMs);

/**
 * Likewise for whoever settles breaks of a source: what one uses, another does
 * not use at the same moment. Receiving and matching go on meanwhile.
 *
 * @throws SourceBusy when it was not free in that time
 */
export const withSettlingLock = <Result>(
  pool: Pool,
  sourceId: string,
  work: (lock: SourceLock) => Promise<Result>,
  patienceMs: number,
): Promise<Result> => alone(pool, 'settling', sourceId, work, patienceMs);

const alone = async <Result>(
  pool: Pool,
  kept: Kept,
  sourceId: string,
  work: (lock: SourceLock) => Promise<Result>,
  patienceMs: number,
): Promise<Result> => {
  const client = await pool.connect();
  const key = `${kept}:${sourceId}`;
  let broken: Error | undefined;
  const noteBroken = (error: unknown): void => {
    broken ??= error instanceof Error ? error : new Error(String(error));
  };
  client.on('error', noteBroken);
  const stillHeld = async (): Promise<void> => {
    if (broken === undefined) await client.query('select 1').catch(noteBroken);
    if (broken !== undefined) throw new SourceLockLost(sourceId, broken);
  };
  let isHeld = false;
  try {
    await client.query(`select set_config('lock_timeout', $1, false)`, [String(patienceMs)]);
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [key]);
    isHeld = true;
    return await work({ stillHeld });
  } catch (error) {
    if (!isHeld && isLockTimeout(error)) throw new SourceBusy(sourceId);
    throw error;
  } finally {
    // What the work came to counts, whatever becomes of the lock now.
    await client.query('reset lock_timeout').catch(noteBroken);
    if (isHeld) {
      await client
        .query('select pg_advisory_unlock(hashtextextended($1, 0))', [key])
        .catch(noteBroken);
    }
    client.off('error', noteBroken);
    client.release(broken);
  }
};
