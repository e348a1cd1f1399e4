import type { Actor } from '@chobo/event-store/metadata';
import { currentDocuments } from '@chobo/projections/catalogue/queries';
import type { OwnershipKey } from '@chobo/projections/runner/ownership';

import { isImporting } from './jobs/history-import/importLock.ts';
import { createOwnedJob } from './ownedJob.ts';
import type { Job, Round } from './ownedJob.ts';
import { completeClaims } from './reactors/completeClaims.ts';
import type { CompleteClaimsDependencies, FailedAttempts } from './reactors/completeClaims.ts';

/** Work that goes on beside the requests of a server. */
export type Worker = Job;

export type WorkerOptions = CompleteClaimsDependencies & {
  /** Between two rounds; 5 s unless said. */
  readonly intervalMs?: number;
  /** How old a claim must be to count as left behind; 60 s unless said. */
  readonly claimAgeMs?: number;
  /** Runs the open days of a source again that have items now which they had not. */
  readonly refreshDays: (source: string, actor: Actor) => Promise<unknown>;
  /** Sources with days that people's work on earlier days has made untrue. */
  readonly outdatedSources: () => Promise<readonly string[]>;
  /** Work that keeps its own time and starts and stops with this. */
  readonly jobs?: readonly Worker[];
};

const ACTOR = 'job:complete-claims';

/** "chob" and "work". */
const KEY: OwnershipKey = [0x63686f62, 0x776f726b];

/**
 * Creates the worker of a process; nothing happens before `start`. Several may
 * work on one database: each job has one owner among them.
 */
export const createWorker = (options: WorkerOptions): Worker => {
  const { pool, logger, intervalMs = 5_000, jobs = [] } = options;
  const claims = createOwnedJob({
    pool,
    key: KEY,
    name: ACTOR,
    intervalMs,
    logger,
    begin: () => claimRounds(options),
  });
  const all = [claims, ...jobs];
  return {
    start: () => {
      for (const job of all) job.start();
    },
    stop: async () => {
      await Promise.all(all.map((job) => job.stop()));
    },
  };
};

/**
 * Completes what was left half-way, then runs the days again that gained items by
 * it, or before which something was matched by hand, or that was undone.
 */
const claimRounds = (options: WorkerOptions): Round => {
  const { pool, clock, claimAgeMs = 60_000 } = options;
  const attempts: FailedAttempts = new Map();
  /** Sources whose days are to be run again, until that has succeeded; null before the first look. */
  let stale: Set<string> | null = null;

  return async (signal) => {
    // The owner before this one may have died between the claims and the days.
    stale ??= await allSources(options);
    // What an import has claimed is its own to complete while it lives.
    if (!(await isImporting(pool))) {
      const claimedBeforeMs = clock() - claimAgeMs;
      const { sources } = await completeClaims(options, claimedBeforeMs, { attempts, signal });
      for (const source of sources) stale.add(source);
    }
    for (const source of await options.outdatedSources()) stale.add(source);
    await refresh(options, stale, signal);
  };
};

const allSources = async ({ pool }: WorkerOptions): Promise<Set<string>> =>
  new Set((await currentDocuments(pool, 'source')).map(({ document }) => document.id));

const refresh = async (
  { refreshDays, logger }: WorkerOptions,
  stale: Set<string>,
  signal: AbortSignal,
): Promise<void> => {
  for (const source of [...stale]) {
    if (signal.aborted) return;
    try {
      await refreshDays(source, ACTOR);
      stale.delete(source);
    } catch (error) {
      logger.error({ err: error, source }, 'the days of a source could not be run again');
    }
  }
};
