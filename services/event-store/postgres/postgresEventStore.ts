import type { Pool } from 'pg';
import { EventStoreUnavailable } from '../errors.ts';
import type { EventStore } from '../port.ts';
import { appendMany } from './appendMany.ts';
import { createCoalescer } from './coalesce.ts';
import { failureOf } from './failure.ts';
import type { EventStoreLogger } from '../logger.ts';
import { positionOf } from './position.ts';
import { readAll } from './readAll.ts';
import { readHead } from './readLog.ts';
import { readStream } from './readStream.ts';
import { readStreams } from './readStreams.ts';
import { serialise } from '../serialise.ts';
import { subscribe } from './subscribe.ts';
import { createWakeUps } from './wakeUps.ts';
import { writeAppends } from './writeAppends.ts';

/**
 * The event store on PostgreSQL: the table events.events and the function
 * events.append (migrations/0001_events.sql), which must be there.
 *
 * The pool is the caller's, who ends it after `close`. Appends take one of its
 * connections at a time, `appendMany` and each read one more while they run,
 * and all subscriptions together one for notifications.
 */
export const createPostgresEventStore = ({
  pool,
  logger,
}: {
  readonly pool: Pool;
  readonly logger?: EventStoreLogger;
}): EventStore => {
  const closing = new AbortController();
  const coalescer = createCoalescer((appends) => writeAppends(pool, appends));
  const wakeUps = createWakeUps(pool, logger);
  const subscriptions = new Set<Promise<void>>();

  const assertOpen = (): void => {
    if (closing.signal.aborted) throw new EventStoreUnavailable('The event store is closed');
  };

  return {
    append: async (append) => {
      assertOpen();
      return coalescer.append(serialise(append));
    },
    appendMany: async (appends) => {
      assertOpen();
      return appendMany((chunk) => writeAppends(pool, chunk), appends);
    },
    readStream: (stream, options) => readStream(pool, stream, options),
    readStreams: (streams) => readStreams(pool, streams),
    readAll: (options) => readAll(pool, options),
    subscribe: async (options) => {
      assertOpen();
      const signal = AbortSignal.any([options.signal, closing.signal]);
      const subscription = subscribe({ pool, wakeUps, logger }, { ...options, signal });
      subscriptions.add(subscription);
      return subscription.finally(() => subscriptions.delete(subscription));
    },
    head: async () => {
      try {
        return positionOf(await readHead(pool));
      } catch (error) {
        throw failureOf(error, 'reading the end of the log');
      }
    },
    close: async () => {
      closing.abort();
      await Promise.allSettled(subscriptions);
      await coalescer.drained();
    },
  };
};
