import type { Actor } from '@chobo/event-store/metadata';
import type { Pool, PoolClient } from 'pg';

import { isImporting } from './jobs/history-import/importLock.ts';
import { completeClaims } from './reactors/completeClaims.ts';
import type { CompleteClaimsDependencies, FailedAttempts } from './reactors/completeClaims.ts';
import { rest } from './rest.ts';

/** Work that goes on beside the requests of a server. */
export type Worker = {
  readonly start: () => void;
  /** Ends after the piece of work at hand. */
  readonly stop: () => Promise<void>;
};

export type WorkerOptions = CompleteClaimsDependencies & {
  /** Between two rounds; 5 s unless said. */
  readonly intervalMs?: number;
  /** How old a claim must be to count as left behind; 60 s unless said. */
  readonly claimAgeMs?: number;
  /** Runs the open days of a source again that have items now which they had not. */
  readonly refreshDays: (source: string, actor: Actor) => Promise<unknown>;
  /** Work that keeps its own time and starts and stops with this. */
  readonly jobs?: readonly Worker[];
};

const ACTOR = 'job:complete-claims';

/** "chob" and "work": two 32-bit keys that nothing else in the database uses. */
const LOCK = [0x63686f62, 0x776f726b] as const;

/**
 * Creates the worker of a process; nothing happens before `start`. Of all
 * workers on one database one at a time does a round: the lock belongs to its
 * session, so it falls free the moment its process dies.
 */
export const createWorker = (options: WorkerOptions): Worker => {
  const { intervalMs = 5_000, claimAgeMs = 60_000, clock, logger, jobs = [] } = options;
  let running: { readonly stop: () => void; readonly done: Promise<void> } | null = null;

  const attempts: FailedAttempts = new Map();
  /** Sources whose days are to be run again, until that has succeeded. */
  const stale = new Set<string>();

  const round = (): Promise<void> =>
    withWorkerLock(options.pool, async () => {
      // What an import has claimed is its own to complete while it lives.
      if (await isImporting(options.pool)) return;
      const { sources } = await completeClaims(options, clock() - claimAgeMs, { attempts });
      for (const source of sources) stale.add(source);
    });

  const refresh = async (): Promise<void> => {
    for (const source of [...stale]) {
      try {
        await options.refreshDays(source, ACTOR);
        stale.delete(source);
      } catch (error) {
        logger.error({ err: error, source }, 'the days of a source could not be run again');
      }
    }
  };

  const run = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      try {
        await round();
        await refresh();
      } catch (error) {
        logger.error({ err: error }, 'a round of the worker failed');
      }
      await rest(intervalMs, signal);
    }
  };

  return {
    start: () => {
      if (running !== null) return;
      const abort = new AbortController();
      running = { stop: () => abort.abort(), done: run(abort.signal) };
      for (const job of jobs) job.start();
    },
    stop: async () => {
      const stopping = running;
      running = null;
      stopping?.stop();
      await Promise.all([stopping?.done, ...jobs.map((job) => job.stop())]);
    },
  };
};

/** Does the work if no other process is at it. */
const withWorkerLock = async (pool: Pool, work: () => Promise<void>): Promise<void> => {
  const connection: PoolClient = await pool.connect();
  connection.on('error', ignore);
  let held = false;
  try {
    const { rows } = await connection.query<{ locked: boolean }>(
      'select pg_try_advisory_lock($1, $2) as locked',
      [...LOCK],
    );
    held = rows[0]?.locked === true;
    if (held) await work();
  } finally {
    const released = held
      ? await connection.query('select pg_advisory_unlock($1, $2)', [...LOCK]).then(
          () => true,
          () => false,
        )
      : true;
    connection.off('error', ignore);
    // A connection that may still hold the lock must not go back to the pool.
    connection.release(!released);
  }
};

/** A connection that breaks fails the query at hand; the event itself says nothing more. */
const ignore = (): void => undefined;
