import { backOffMs, pause } from '../backOff.ts';
import type { EventStoreLogger } from '../logger.ts';
import { START } from '../port.ts';
import type {
  EventBatch,
  EventFilter,
  Position,
  RecordedEvent,
  SubscriptionOptions,
} from '../port.ts';
import type { Client } from './client.ts';
import { BrokenOff, Silence, failureOf, isRefused } from './failure.ts';
import { openLog } from './logSource.ts';
import type { LogSource } from './logSource.ts';
import { DEFAULT_BATCH_SIZE, readAll } from './readAll.ts';
import type { ReadingParts } from './reading.ts';
import { fits, recordedEvent } from './recorded.ts';
import { within } from './timers.ts';

type Parts = ReadingParts & {
  readonly readHead: () => Promise<Position>;
  readonly logger: EventStoreLogger | undefined;
};

/** What the handler threw, on its way past those who deal with a lost connection. */
class HandlerFailed extends Error {
  constructor(cause: unknown) {
    super('the handler of a subscription failed', { cause });
  }
}

/**
 * Delivers the log, first what there is, then what comes, until the signal
 * aborts. However a connection ends – with an error, an end, a close, or by
 * silence – it goes on, after a pause, behind the last batch that the handler
 * took.
 *
 * @throws what the handler throws, its batch not passed; EventStoreUnavailable
 *   when the server refuses to be read, which waiting does not mend
 */
export const subscribe = async (parts: Parts, options: SubscriptionOptions): Promise<void> => {
  const { connection, logger } = parts;
  const { signal, filter, onBatch, onCaughtUp } = options;
  const batchSize = options.batchSize ?? DEFAULT_BATCH_SIZE;
  const isFitting = fits(filter);
  let position = options.after ?? START;
  let failures = 0;

  const deliver = async (batch: EventBatch): Promise<void> => {
    if (batch.upTo <= position) return;
    await onBatch(batch).catch((error: unknown) => {
      throw new HandlerFailed(error);
    });
    position = batch.upTo;
    failures = 0;
  };

  /** What there is by now; the server leaves out what does not fit. */
  const deliverHistory = async (filter: EventFilter): Promise<void> => {
    const history = readAll(parts, parts.readHead, { after: position, filter, batchSize, signal });
    for await (const batch of history) {
      await deliver(batch);
      if (signal.aborted) return;
    }
  };

  /**
   * What comes. All of it is asked for and what does not fit left out here, so
   * that the checkpoint moves with every event and not with every so many.
   */
  const deliverNews = async (client: Client, source: LogSource): Promise<void> => {
    let caughtUp = false;
    let told: Position | undefined;
    for (;;) {
      await arrivalOrAlarm(parts, source, position, signal);
      const ended = source.ended();
      if (ended !== undefined) {
        throw ended === 'whole' ? new BrokenOff('the server ended the subscription') : ended.error;
      }
      while (source.hasMore()) {
        const taken = source.take(batchSize);
        const events = taken.events
          .map(recordedEvent)
          .filter((event): event is RecordedEvent => event !== undefined && isFitting(event));
        await deliver({ events, upTo: taken.upTo });
        if (signal.aborted || client.lost.aborted) return;
        caughtUp ||= taken.caughtUp;
      }
      if (caughtUp && told !== position) {
        told = position;
        failures = 0;
        onCaughtUp?.();
      }
    }
  };

  const follow = async (): Promise<void> => {
    if (filter !== undefined) await deliverHistory(filter);
    if (signal.aborted) return;
    const client = await connection.client();
    const source = openLog(client, position);
    try {
      await deliverNews(client, source);
    } catch (error) {
      if (!(error instanceof HandlerFailed)) connection.failed(client, error);
      throw error;
    } finally {
      source.cancel();
    }
  };

  const isOver = (): boolean => signal.aborted;
  while (!isOver()) {
    try {
      await follow();
    } catch (error) {
      if (error instanceof HandlerFailed) throw error.cause;
      if (isOver()) return;
      if (isRefused(error) || (error instanceof Error && isRefused(error.cause))) {
        throw failureOf(error, 'reading the log');
      }
      failures += 1;
      logger?.warn({ err: error, failures }, 'a subscription lost the event store and tries again');
      await pause(backOffMs(failures), signal);
    }
  }
};

/**
 * Waits for something to take. When nothing comes for a while the end of the
 * log is looked at: a connection may be dead, or a subscription forgotten by
 * the server, without anybody having said so.
 *
 * @throws BrokenOff, Silence, or how the end of the log could not be read; the
 *   signal's reason once it is aborted
 */
const arrivalOrAlarm = async (
  { timers, readHead }: Parts,
  source: LogSource,
  position: Position,
  signal: AbortSignal,
): Promise<void> => {
  for (;;) {
    try {
      await within(source.arrival(), timers.quietMs, 'a subscription', signal);
      return;
    } catch (error) {
      if (!(error instanceof Silence)) throw error;
    }
    const head = await within(readHead(), timers.answerMs, 'the end of the log', signal);
    if (head <= position || source.hasMore()) continue;
    // What was written a moment ago may still be on its way.
    await within(source.arrival(), timers.answerMs, 'events that the log holds', signal);
    return;
  }
};
