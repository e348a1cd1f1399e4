import type { Upcasters } from '@chobo/domain/kernel/upcasting';
import type { EventStore, Position } from '@chobo/event-store/port';
import type { Pool } from 'pg';

import { rest, restBefore } from './backOff.ts';
import { readCheckpoints, recordFailure, requestRebuild } from './checkpoints.ts';
import { inOrder } from './definition.ts';
import { workAsOwner } from './owner.ts';
import { endFormerWrites } from './ownedWrite.ts';
import { tryToOwn, VIEWS } from './ownership.ts';
import { allReached, watchProgress } from './progress.ts';
import type { Projection, ProjectionLogger } from './projection.ts';
import { shareOf, statusOf } from './status.ts';
import type { RunnerStatus } from './status.ts';
import { allUpcasters } from './upcasters.ts';
import { ProjectionFailed } from './writeBatch.ts';

export type RunnerOptions = {
  /** One of its connections is kept for ownership while the runner is started. */
  readonly pool: Pool;
  readonly store: Pick<EventStore, 'readAll' | 'subscribe' | 'head'>;
  readonly projections: readonly Projection[];
  /** Default: those of all aggregates. */
  readonly upcasters?: Upcasters;
  readonly logger: ProjectionLogger;
};

/** Keeps the views of one database in step with the log. */
export type ProjectionRunner = {
  /**
   * Takes part in keeping the views: of all started runners on one database one
   * is the owner and writes, the others take over within a second or two when
   * it ends or dies. Failures are logged and tried again, never skipped.
   */
  readonly start: () => void;
  /** Ends after the batch at hand, giving ownership back. */
  readonly stop: () => Promise<void>;
  /**
   * Waits until every projection holds everything up to `position`, whichever
   * process writes it. @returns false when the time is over first
   */
  readonly waitFor: (position: Position, timeoutMs: number) => Promise<boolean>;
  /** `waitFor` with the end of the log as it is now. */
  readonly waitForHead: (timeoutMs: number) => Promise<boolean>;
  /**
   * Makes projections (all unless named) anew from the log and waits for it. The
   * owner does it, in whatever process; without one this runner becomes it.
   *
   * @param onProgress share of the log that is done, from 0 to 1
   * @throws RangeError for a name that there is not; Error when one stands still at an event
   */
  readonly rebuild: (
    names?: readonly string[],
    onProgress?: (share: number) => void,
  ) => Promise<void>;
  /** How the views stand, from any process. */
  readonly status: () => Promise<RunnerStatus>;
};

/** How soon a dead owner is noticed. */
const OWNERSHIP_POLL_MS = 1_000;

/** Creates a runner; nothing happens before `start`, and waiting works without it. */
export const createProjectionRunner = (options: RunnerOptions): ProjectionRunner => {
  const { pool, store, logger, upcasters = allUpcasters } = options;
  const projections = inOrder(options.projections);
  const names = projections.map((projection) => projection.name);
  const progress = watchProgress(pool, names);
  const group = { pool, projections, upcasters, logger };
  let owner = false;
  let running: { readonly stop: AbortController; readonly done: Promise<void> } | null = null;

  /** One turn as owner, or one look at whether there is one. */
  const takeTurn = async (signal: AbortSignal, onMoved: () => void): Promise<void> => {
    const ownership = await tryToOwn(pool, VIEWS);
    if (ownership === null) {
      await rest(OWNERSHIP_POLL_MS, signal);
      return;
    }
    owner = true;
    try {
      logger.info({ projections: names }, 'this process writes the views');
      const ended = await endFormerWrites(pool);
      if (ended > 0) logger.warn({ ended }, 'a former owner stood still in the middle of a write');
      const until = AbortSignal.any([signal, ownership.lost]);
      await workAsOwner({ store, group: { ...group, ownership }, onMoved }, until);
    } finally {
      owner = false;
      await ownership.release();
    }
  };

  const run = async (signal: AbortSignal): Promise<void> => {
    let failures = 0;
    const onMoved = (): void => {
      failures = 0;
      progress.moved();
    };
    while (!signal.aborted) {
      try {
        await takeTurn(signal, onMoved);
      } catch (error) {
        failures += 1;
        const retryInMs = restBefore(failures);
        await report(error, retryInMs);
        await rest(retryInMs, signal);
      }
    }
  };

  const report = async (error: unknown, retryInMs: number): Promise<void> => {
    if (!(error instanceof ProjectionFailed)) {
      logger.error({ err: error, retryInMs }, 'the views cannot be written');
      return;
    }
    const { projection, event } = error;
    const { position, stream, type } = event;
    const failure = { position, stream, type, message: error.message };
    logger.error({ err: error, projection, ...failure, retryInMs }, 'a projection stands still');
    await recordFailure(pool, projection, failure).catch((cause: unknown) => {
      logger.error({ err: cause, projection }, 'the failure could not be recorded');
    });
  };

  const start = (): void => {
    if (running !== null) return;
    const stop = new AbortController();
    running = { stop, done: run(stop.signal) };
  };

  const stop = async (): Promise<void> => {
    const stopping = running;
    running = null;
    stopping?.stop.abort();
    await stopping?.done;
  };

  const waitFor = (position: Position, timeoutMs: number): Promise<boolean> =>
    progress.wait(allReached(names, position), timeoutMs);

  const awaitRebuild = async (
    wanted: readonly string[],
    onProgress: (share: number) => void,
  ): Promise<void> => {
    await progress.wait((checkpoints) => checkpoints.length === names.length, Infinity);
    const head = await store.head();
    await requestRebuild(pool, wanted);
    await progress.wait((checkpoints) => {
      const made = checkpoints.filter(({ projection }) => wanted.includes(projection));
      for (const { failure, rebuildRequested } of made) {
        if (failure !== null && !rebuildRequested) throw new Error(failure.message);
      }
      const shares = made.map(({ position, rebuildRequested }) =>
        rebuildRequested ? 0 : shareOf(position, head),
      );
      onProgress(Math.min(...shares));
      return allReached(wanted, head)(made);
    }, Infinity);
  };

  return {
    start,
    stop,
    waitFor,
    waitForHead: async (timeoutMs) => waitFor(await store.head(), timeoutMs),
    rebuild: async (wanted = names, onProgress = () => undefined) => {
      const unknown = wanted.filter((name) => !names.includes(name));
      if (unknown.length > 0) {
        throw new RangeError(`No projection ${unknown.join(', ')}; there are ${names.join(', ')}`);
      }
      const startedHere = running === null;
      start();
      try {
        await awaitRebuild(wanted, onProgress);
      } finally {
        if (startedHere) await stop();
      }
    },
    status: async () => {
      const [checkpoints, head] = await Promise.all([readCheckpoints(pool, names), store.head()]);
      return statusOf(names, checkpoints, { owner, head, nowMs: Date.now() });
    },
  };
};
