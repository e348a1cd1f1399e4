import type { SourceLock } from '@chobo/statement-store/sourceLock';
import { SourceBusy, SourceLockLost, withSettlingLock } from '@chobo/statement-store/sourceLock';

import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems.ts';

/**
 * How long somebody who settles waits for another who does, and for the views:
 * together well within the time that an idempotency key is kept for the command.
 */
const OTHERS_PATIENCE_MS = 10_000;
const VIEWS_PATIENCE_MS = 5_000;

/**
 * Settles something of a source with nobody else settling anything of it.
 *
 * @param work begins with the views at the head of the log: what they call free is free
 * @throws Problem `source_busy`, `view_behind`, `conflict`, or what the work throws
 */
export type SettlingAlone = <Result>(
  source: string,
  work: (lock: SourceLock) => Promise<Result>,
) => Promise<Result>;

/**
 * An item or a line is one fact and settles one break, but each break has a stream
 * of its own: two people who write it off here and match it by hand there would
 * both be told that it is free. So they do it one after the other.
 */
export const createSettlingAlone = ({
  pool,
  runner,
}: Pick<ApiDependencies, 'pool' | 'runner'>): SettlingAlone => {
  /** The last in the queue of each source: of this process only one waits with a connection in hand. */
  const queues = new Map<string, Promise<unknown>>();

  const settle = async <Result>(
    source: string,
    work: (lock: SourceLock) => Promise<Result>,
  ): Promise<Result> => {
    try {
      return await withSettlingLock(
        pool,
        source,
        async (lock) => {
          if (!(await runner.waitForHead(VIEWS_PATIENCE_MS))) throw new Problem('view_behind');
          return work(lock);
        },
        OTHERS_PATIENCE_MS,
      );
    } catch (error) {
      if (error instanceof SourceBusy) throw new Problem('source_busy');
      if (error instanceof SourceLockLost) throw new Problem('conflict');
      throw error;
    }
  };

  return (source, work) => {
    const before = queues.get(source) ?? Promise.resolve();
    const mine = before.then(() => settle(source, work));
    const ended = mine
      .catch(() => undefined)
      .then(() => {
        if (queues.get(source) === ended) queues.delete(source);
      });
    queues.set(source, ended);
    return mine;
  };
};
