import { rest } from '@chobo/projections/runner/backOff';
import { tryToOwn } from '@chobo/projections/runner/ownership';
import type { OwnershipKey } from '@chobo/projections/runner/ownership';
import type { Pool } from 'pg';

/** Work that goes on until it is stopped. */
export type Job = {
  readonly start: () => void;
  /** Ends after the piece of work at hand. */
  readonly stop: () => Promise<void>;
};

export type OwnedJobOptions = {
  /** One of its connections is kept while this process owns the job. */
  readonly pool: Pool;
  /** Told from the keys of all other jobs. */
  readonly key: OwnershipKey;
  /** As it is named in the log. */
  readonly name: string;
  /** Between two rounds. */
  readonly intervalMs: number;
  readonly logger: { readonly error: (facts: object, message: string) => void };
  /**
   * Called each time this process becomes the owner; what it gives does one
   * round. What it remembers is of this ownership only: an owner who died took
   * his memory along, so what is to be done is found out from the database.
   */
  readonly begin: () => Round;
};

/** @param signal aborts when the worker ends or its ownership is lost: begin nothing more */
export type Round = (signal: AbortSignal) => Promise<void>;

/** How soon a dead owner is noticed. */
const OWNERSHIP_POLL_MS = 1_000;

/**
 * A job that of all workers on one database one does. The others wait, and one
 * of them takes over within a second or two when the owner ends or dies. A round
 * that fails is told and followed by the next.
 */
export const createOwnedJob = (options: OwnedJobOptions): Job => {
  const { pool, key, name, intervalMs, logger, begin } = options;
  let running: { readonly stop: () => void; readonly done: Promise<void> } | null = null;

  const doRounds = async (round: Round, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      try {
        await round(signal);
      } catch (error) {
        logger.error({ err: error, job: name }, 'a round of a job failed');
      }
      await rest(intervalMs, signal);
    }
  };

  /** Does rounds while it is the owner, or looks once whether there is one. */
  const takeTurn = async (signal: AbortSignal): Promise<void> => {
    const ownership = await tryToOwn(pool, key);
    if (ownership === null) return rest(OWNERSHIP_POLL_MS, signal);
    try {
      await doRounds(begin(), AbortSignal.any([signal, ownership.lost]));
    } finally {
      await ownership.release();
    }
  };

  const run = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      try {
        await takeTurn(signal);
      } catch (error) {
        logger.error({ err: error, job: name }, 'whether a job has an owner is not known');
        await rest(OWNERSHIP_POLL_MS, signal);
      }
    }
  };

  return {
    start: () => {
      if (running !== null) return;
      const abort = new AbortController();
      running = { stop: () => abort.abort(), done: run(abort.signal) };
    },
    stop: async () => {
      const stopping = running;
      running = null;
      stopping?.stop();
      await stopping?.done;
    },
  };
};
