import type { EventStore, Position } from '@chobo/event-store/port';

import { createCheckpointTable, readCheckpoints } from './checkpoints.ts';
import { catchUp } from './catchUp.ts';
import { rest } from './backOff.ts';
import { nextStep } from './plan.ts';
import type { Projection } from './projection.ts';
import { createIndexes, createTables } from './tables.ts';
import { writeBatch } from './writeBatch.ts';
import type { Group } from './writeBatch.ts';

/** What the owner works with; `projections` of the group are all there are, in order. */
export type OwnersWork = {
  readonly store: Pick<EventStore, 'readAll' | 'subscribe' | 'head'>;
  readonly group: Group;
  /** Called whenever checkpoints have moved. */
  readonly onMoved: () => void;
};

/** Events of one transaction while following the log: a burst is taken together. */
const LIVE_BATCH_SIZE = 2_000;
/** How soon a rebuild that another process asks for is noticed. */
const REQUEST_POLL_MS = 250;

/**
 * Keeps the views of a database up to date until the signal aborts: makes
 * missing tables, brings everybody to one position, then follows the log.
 *
 * @throws ProjectionFailed, NotTheOwner, or the error of a store that is away
 */
export const workAsOwner = async (work: OwnersWork, signal: AbortSignal): Promise<void> => {
  const { group, store } = work;
  const names = group.projections.map((projection) => projection.name);
  await createCheckpointTable(group.pool);
  while (!signal.aborted) {
    const checkpoints = await readCheckpoints(group.pool, names);
    const step = nextStep(group.projections, checkpoints, await store.head());
    switch (step.do) {
      case 'create':
        for (const projection of step.projections) {
          group.logger.info({ projection: projection.name }, 'projection is made anew');
          await createTables(group, projection);
        }
        break;
      case 'catch_up':
        await catchUp(store, only(group, step.projections), step, signal, work.onMoved);
        break;
      case 'index':
        for (const projection of step.projections) {
          await createIndexes(group, projection);
          group.logger.info({ projection: projection.name }, 'projection is complete');
        }
        break;
      case 'follow':
        await follow(work, names, step.after, signal);
        break;
    }
    work.onMoved();
  }
};

const only = (group: Group, projections: readonly Projection[]): Group => ({
  ...group,
  projections: group.projections.filter((projection) => projections.includes(projection)),
});

/** Takes what there is in large batches, then lives on the subscription until it is interrupted. */
const follow = async (
  work: OwnersWork,
  names: readonly string[],
  after: Position,
  signal: AbortSignal,
): Promise<void> => {
  const { group, store, onMoved } = work;
  let position = await store.head();
  if (position > after) await catchUp(store, group, { after, upTo: position }, signal, onMoved);
  else position = after;
  if (signal.aborted) return;

  const interrupt = new AbortController();
  const until = AbortSignal.any([signal, interrupt.signal]);
  // Whether it saw a request or failed to look: the owner starts over from the checkpoints.
  const watch = watchForRequests(group, names, until).finally(() => {
    interrupt.abort();
  });
  let writing: Promise<void> = Promise.resolve();
  try {
    await store.subscribe({
      after: position,
      batchSize: LIVE_BATCH_SIZE,
      signal: until,
      onBatch: async (batch) => {
        if (batch.upTo <= position) return;
        writing = writeBatch(group, batch, position);
        await writing;
        position = batch.upTo;
        onMoved();
      },
    });
  } finally {
    interrupt.abort();
    // The subscription may end while a batch is being written: it is finished first.
    await Promise.allSettled([writing, watch]);
  }
};

/** Resolves when a rebuild is asked for, or with the signal. */
const watchForRequests = async (
  group: Group,
  names: readonly string[],
  signal: AbortSignal,
): Promise<void> => {
  const isOver = (): boolean => signal.aborted;
  while (!isOver()) {
    await rest(REQUEST_POLL_MS, signal);
    if (isOver()) return;
    const checkpoints = await readCheckpoints(group.pool, names);
    if (checkpoints.some((checkpoint) => checkpoint.rebuildRequested)) return;
  }
};
