import { EventStoreUnavailable } from '../errors.ts';
import type { EventStoreLogger } from '../logger.ts';
import type { Append, AppendOutcome, EventStore } from '../port.ts';
import { serialise } from '../serialise.ts';
import { createAppending } from './appending.ts';
import { shareConnection } from './connection.ts';
import type { EventStoreDbSettings } from './connectionString.ts';
import { failureOf } from './failure.ts';
import { readAll } from './readAll.ts';
import { createHead, findWritten, positionAt, readStream, readStreams } from './reading.ts';
import { subscribe } from './subscribe.ts';
import { defaultTimers, within } from './timers.ts';
import type { Timers } from './timers.ts';

export type EventStoreDbOptions = {
  readonly settings: EventStoreDbSettings;
  /** PEM of the authority behind the server's certificate, when it is not a public one. */
  readonly rootCertificate?: Buffer;
  readonly logger?: EventStoreLogger;
  readonly timers?: Partial<Timers>;
};

/** Appends of one call turned into text before others have their turn. */
const GIVEN_AT_ONCE = 500;

/**
 * The event store on EventStoreDB or KurrentDB. Its server may have other
 * users: what they write is passed over.
 *
 * All stores of a process share one connection, and so one server.
 */
export const createEventStoreDb = (options: EventStoreDbOptions): EventStore => {
  const { settings, rootCertificate, logger } = options;
  const timers = { ...defaultTimers, ...options.timers };
  const connection = shareConnection(settings, rootCertificate, logger);
  const closing = new AbortController();
  const subscriptions = new Set<Promise<void>>();
  const parts = { connection, timers };
  const readHead = createHead(parts);
  const appending = createAppending({
    ...parts,
    closing: closing.signal,
    findWritten: (append) => findWritten(parts, append),
    positionAt: (stream, revision) => positionAt(parts, stream, revision),
  });
  let closed: Promise<void> | undefined;

  const assertOpen = (): void => {
    if (closing.signal.aborted) throw new EventStoreUnavailable('The event store is closed');
  };

  const give = (append: Append): Promise<AppendOutcome> => {
    try {
      return appending.append(serialise(append));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return Promise.resolve({ ok: false, error });
    }
  };

  const close = async (): Promise<void> => {
    closing.abort();
    await Promise.allSettled(subscriptions);
    await appending.drained();
    await connection.release();
  };

  return {
    append: async (append) => {
      assertOpen();
      const outcome = await give(append);
      if (!outcome.ok) throw outcome.error;
      return outcome.appended;
    },
    appendMany: async (appends) => {
      assertOpen();
      const outcomes: Promise<AppendOutcome>[] = [];
      for (const [index, append] of appends.entries()) {
        outcomes.push(give(append));
        // Lets the first ones leave before the last ones have been turned into text.
        if (index % GIVEN_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      return Promise.all(outcomes);
    },
    readStream: (stream, readOptions) => readStream(parts, stream, readOptions),
    readStreams: (streams) => readStreams(parts, streams),
    readAll: (readOptions) => readAll(parts, readHead, readOptions),
    subscribe: async (subscriptionOptions) => {
      assertOpen();
      const signal = AbortSignal.any([subscriptionOptions.signal, closing.signal]);
      const subscription = subscribe(
        { ...parts, readHead, logger },
        { ...subscriptionOptions, signal },
      );
      subscriptions.add(subscription);
      return subscription.finally(() => subscriptions.delete(subscription));
    },
    head: async () => {
      assertOpen();
      try {
        return await within(readHead(), timers.answerMs, 'reading the end of the log');
      } catch (error) {
        throw failureOf(error, 'reading the end of the log');
      }
    },
    close: () => (closed ??= close()),
  };
};
