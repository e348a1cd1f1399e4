import { WrongExpectedRevision } from '@chobo/event-store/errors';
import type { EventStore } from '@chobo/event-store/port';

import { CommandProblem } from '../exitCode.ts';
import { broughtAppend } from './record.ts';
import type { TransferredEvent } from './record.ts';

/** Events handed to the store at a time. */
export const BATCH = 2_000;

/**
 * How many events the store has already of those that are to be brought: it
 * must have the first ones, in their order, and no others.
 *
 * @returns null when it has any others
 */
export const countCommon = async (
  store: Pick<EventStore, 'readAll'>,
  expected: AsyncGenerator<TransferredEvent, undefined>,
): Promise<number | null> => {
  let common = 0;
  try {
    for await (const { events } of store.readAll()) {
      for (const { id, stream } of events) {
        const next = await expected.next();
        if (next.done === true || next.value.id !== id || next.value.stream !== stream) return null;
        common += 1;
      }
    }
    return common;
  } finally {
    await expected.return(undefined);
  }
};

/**
 * Appends events one by one, as the store takes appends in the order given.
 *
 * @throws CommandProblem when somebody else writes to their streams
 */
export const appendBrought = async (
  store: Pick<EventStore, 'appendMany'>,
  events: readonly TransferredEvent[],
): Promise<void> => {
  for (const outcome of await store.appendMany(events.map(broughtAppend))) {
    if (outcome.ok) continue;
    if (!(outcome.error instanceof WrongExpectedRevision)) throw outcome.error;
    throw new CommandProblem(
      'store_changed',
      `Somebody else writes to the store: ${outcome.error.message}. Stop them and begin with an empty store.`,
      { cause: outcome.error },
    );
  }
};
