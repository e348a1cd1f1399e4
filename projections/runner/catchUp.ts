import type { EventStore, Position } from '@chobo/event-store/port';

import { readAhead } from './readAhead.ts';
import { typesOf, writeBatch } from './writeBatch.ts';
import type { Group } from './writeBatch.ts';

/** A stretch of the log: exclusive start, inclusive end. */
export type Stretch = { readonly after: Position; readonly upTo: Position };

/**
 * Events of one transaction while catching up. Large enough that a batch's own
 * cost disappears behind its rows, small enough that two of them fit in memory.
 */
const BATCH_SIZE = 2_000;

/**
 * Brings a group of projections over a stretch of the log in large batches.
 *
 * @param onMoved called after each batch that is written
 * @throws what `writeBatch` throws, or the reader; what was written stays
 */
export const catchUp = async (
  store: Pick<EventStore, 'readAll'>,
  group: Group,
  stretch: Stretch,
  signal: AbortSignal,
  onMoved: () => void,
): Promise<void> => {
  let position = stretch.after;
  const batches = store.readAll({
    after: stretch.after,
    upTo: stretch.upTo,
    filter: { types: [...typesOf(group.projections)] },
    batchSize: BATCH_SIZE,
    signal,
  });
  try {
    for await (const batch of readAhead(batches)) {
      if (batch.upTo <= position) continue;
      await writeBatch(group, batch, position);
      position = batch.upTo;
      onMoved();
    }
  } catch (error) {
    // The store ends a reading that is aborted by throwing; to stop is no failure.
    if (!signal.aborted) throw error;
  }
  if (signal.aborted || position >= stretch.upTo) return;
  await writeBatch(group, { events: [], upTo: stretch.upTo }, position);
  onMoved();
};
