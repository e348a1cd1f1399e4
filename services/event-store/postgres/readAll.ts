import type { Pool } from 'pg';
import { START } from '../port.ts';
import type { EventBatch, ReadAllOptions } from '../port.ts';
import { failureOf } from './failure.ts';
import { numberOf, positionOf } from './position.ts';
import { DEFAULT_BATCH_SIZE, readHead, readLogBatch, sent } from './readLog.ts';
import type { LogBatch } from './readLog.ts';

const failing = (error: unknown): never => {
  throw failureOf(error, 'reading the log');
};

/**
 * The log in order, to where it ended when the reading began. The next batch is
 * fetched while the reader works on the last one.
 *
 * @throws EventStoreUnavailable while iterating; the signal's reason once it is aborted
 */
export async function* readAll(
  pool: Pool,
  options: ReadAllOptions = {},
): AsyncGenerator<EventBatch, void, undefined> {
  const { filter, signal, batchSize = DEFAULT_BATCH_SIZE } = options;
  signal?.throwIfAborted();
  const after = numberOf(options.after ?? START);
  const head = await readHead(pool).catch(failing);
  const end = options.upTo === undefined ? head : Math.min(head, numberOf(options.upTo));

  const fetchAfter = (place: number): Promise<LogBatch> | undefined => {
    if (place >= end) return undefined;
    const page = readLogBatch(pool, { after: place, upTo: end, filter, batchSize });
    // A reader that leaves early never asks how this one ended.
    page.catch(() => undefined);
    return page;
  };

  let next = fetchAfter(after);
  while (next !== undefined) {
    const { events, upTo } = await next.catch(failing);
    signal?.throwIfAborted();
    next = fetchAfter(upTo);
    await sent();
    yield { events, upTo: positionOf(upTo) };
  }
}
