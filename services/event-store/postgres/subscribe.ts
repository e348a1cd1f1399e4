import type { Pool } from 'pg';
import { START } from '../port.ts';
import type { SubscriptionOptions } from '../port.ts';
import { backOffMs, pause } from '../backOff.ts';
import { failureOf, isPassing } from './failure.ts';
import type { EventStoreLogger } from '../logger.ts';
import { numberOf, positionOf } from './position.ts';
import { DEFAULT_BATCH_SIZE, readLogBatch, sent } from './readLog.ts';
import type { LogBatch } from './readLog.ts';
import type { WakeUps } from './wakeUps.ts';

type Parts = {
  readonly pool: Pool;
  readonly wakeUps: WakeUps;
  readonly logger: EventStoreLogger | undefined;
};

const ABORTED = Symbol('aborted');

/** What the promise gives, or ABORTED as soon as the signal aborts. */
const unlessAborted = <Value>(
  promise: Promise<Value>,
  signal: AbortSignal,
): Promise<Value | typeof ABORTED> =>
  new Promise((resolve, reject) => {
    const abort = (): void => resolve(ABORTED);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });

/**
 * Delivers the log batch by batch, first what there is, then what comes, until
 * the signal aborts. While the handler works the next batch is fetched. When
 * the connection is lost it tries again, with back-off, from the last batch
 * that the handler took.
 *
 * @throws what the handler throws, its batch not passed; EventStoreUnavailable
 *   when the server refuses to be read, which waiting does not mend
 */
export const subscribe = async (parts: Parts, options: SubscriptionOptions): Promise<void> => {
  const { pool, wakeUps, logger } = parts;
  const { signal, filter, onBatch, onCaughtUp, batchSize = DEFAULT_BATCH_SIZE } = options;
  let after = numberOf(options.after ?? START);
  let caughtUp = false;
  let failures = 0;

  const fetchAfter = (place: number): Promise<LogBatch> => {
    const page = readLogBatch(pool, { after: place, filter, batchSize });
    // It may fail while the handler works; it is asked for its end afterwards.
    page.catch(() => undefined);
    return page;
  };

  const standBack = async (error: unknown): Promise<void> => {
    if (!isPassing(error) || pool.ending) throw failureOf(error, 'reading the log');
    failures += 1;
    logger?.warn({ err: error, failures }, 'a subscription lost the event store and tries again');
    await pause(backOffMs(failures), signal);
  };

  const stopListening = wakeUps.listen();
  try {
    let next: Promise<LogBatch> | undefined;
    while (!signal.aborted) {
      const seen = wakeUps.count();
      let page: LogBatch | typeof ABORTED;
      try {
        page = await unlessAborted(next ?? fetchAfter(after), signal);
        failures = 0;
      } catch (error) {
        next = undefined;
        await standBack(error);
        continue;
      }
      if (page === ABORTED) return;
      const atHead = page.upTo >= page.head;
      next = atHead ? undefined : fetchAfter(page.upTo);
      if (page.upTo > after) {
        await sent();
        await onBatch({ events: page.events, upTo: positionOf(page.upTo) });
        after = page.upTo;
        caughtUp = false;
      }
      if (!atHead) continue;
      if (!caughtUp) onCaughtUp?.();
      caughtUp = true;
      await wakeUps.wait(seen, signal);
    }
  } finally {
    stopListening();
  }
};
