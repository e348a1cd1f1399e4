import type { Aggregate, Decision } from '../kernel/decider.ts';
import { reject } from '../kernel/decider.ts';
import type { BreakCommand } from './commands.ts';
import type { BreakEvent } from './events.ts';
import type { BreakRejection } from './rejections.ts';
import type { BreakState } from './state.ts';

type BreakAggregate = Aggregate<BreakState, BreakCommand, BreakEvent, BreakRejection>;

/** What may still be said of a break whose day is closed: it changes nothing that was signed. */
const CHANGES_NO_OUTCOME: readonly BreakCommand['type'][] = ['AssignBreak', 'CommentBreak'];

/**
 * The work on a break or proposal, as the state of its day allows it: what two
 * people have signed stays as they saw it until the day is reopened.
 *
 * @param closedVersion which closing of the day stands; null while it is not closed
 */
export const whileDayIsOpen = (
  aggregate: BreakAggregate,
  closedVersion: number | null,
): BreakAggregate => ({
  ...aggregate,
  decide: (command, state): Decision<BreakEvent, BreakRejection> =>
    closedVersion === null || CHANGES_NO_OUTCOME.includes(command.type)
      ? aggregate.decide(command, state)
      : reject('day_closed', { version: closedVersion }),
});
