import type { Pool, PoolClient } from 'pg';
import { backOffMs, pause } from '../backOff.ts';
import type { EventStoreLogger } from '../logger.ts';

/**
 * How long a reader sleeps at most. A notification shortens it; one that is
 * lost, or that a proxy between us swallows, costs no more than this.
 */
const POLL_MS = 1_000;
/** The same while there is no connection to be notified on. */
const POLL_UNHEARD_MS = 200;

/** Tells readers at the end of the log that it has grown. */
export type WakeUps = {
  /** Counts up with each wake-up. Ask before reading, wait with it after. */
  readonly count: () => number;
  /** Resolves at a wake-up since `count`, when it is time to look anyway, or at the abort. */
  readonly wait: (count: number, signal: AbortSignal) => Promise<void>;
  /** Listens for as long as anyone does; give the returned function back. */
  readonly listen: () => () => void;
};

/**
 * One LISTEN connection of the pool for all readers of a store, taken while
 * there are readers and taken again, with back-off, when it is lost.
 */
export const createWakeUps = (pool: Pool, logger: EventStoreLogger | undefined): WakeUps => {
  let count = 0;
  let listeners = 0;
  let stop: AbortController | undefined;
  /** Connections on which notifications come: one, or none while it is lost. */
  const heard = new Set<PoolClient>();
  const sleepers = new Set<() => void>();

  const wakeUp = (): void => {
    count += 1;
    for (const wake of sleepers) wake();
  };

  /** Resolves at the abort; rejects with the reason when the connection is of no more use. */
  const listenOn = (client: PoolClient, signal: AbortSignal): Promise<void> => {
    let leave = (): void => undefined;
    return new Promise<void>((resolve, reject) => {
      leave = () => resolve();
      client.on('notification', wakeUp);
      client.on('error', reject);
      client.on('end', () => reject(new Error('the connection ended')));
      if (signal.aborted) resolve();
      signal.addEventListener('abort', leave, { once: true });
      client.query('listen chobo_events').then(() => {
        heard.add(client);
        // Something may have been written before anyone listened.
        wakeUp();
      }, reject);
      // A signal outlives many connections.
    }).finally(() => signal.removeEventListener('abort', leave));
  };

  /** @returns true if it was heard on before it was lost */
  const listenOnce = async (signal: AbortSignal): Promise<boolean> => {
    let client: PoolClient | undefined;
    try {
      client = await pool.connect();
      await listenOn(client, signal);
      return true;
    } catch (error) {
      logger?.warn({ err: error }, 'the event store lost the connection that tells of new events');
      return client !== undefined && heard.has(client);
    } finally {
      if (client !== undefined) heard.delete(client);
      // Never back into the pool: it still listens.
      client?.release(true);
    }
  };

  const keepListening = async (signal: AbortSignal): Promise<void> => {
    let failures = 0;
    while (!signal.aborted) {
      failures = (await listenOnce(signal)) ? 1 : failures + 1;
      wakeUp();
      await pause(backOffMs(failures), signal);
    }
  };

  return {
    count: () => count,
    wait: (seen, signal) => {
      if (seen !== count || signal.aborted) return Promise.resolve();
      const woken = new AbortController();
      const wake = (): void => woken.abort();
      sleepers.add(wake);
      signal.addEventListener('abort', wake, { once: true });
      return pause(heard.size > 0 ? POLL_MS : POLL_UNHEARD_MS, woken.signal).finally(() => {
        sleepers.delete(wake);
        signal.removeEventListener('abort', wake);
      });
    },
    listen: () => {
      listeners += 1;
      if (stop === undefined) {
        stop = new AbortController();
        void keepListening(stop.signal);
      }
      return () => {
        listeners -= 1;
        if (listeners > 0) return;
        stop?.abort();
        stop = undefined;
      };
    },
  };
};
