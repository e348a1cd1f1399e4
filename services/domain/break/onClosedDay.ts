import type { Aggregate, Decision } from '../kernel/decider.ts';
import { reject } from '../kernel/decider.ts';
import type { Closing } from '../reconciliation-day/state.ts';
import type { BreakCommand } from './commands.ts';
import type { BreakEvent } from './events.ts';
import type { BreakRejection } from './rejections.ts';
import type { BreakState } from './state.ts';

type BreakAggregate = Aggregate<BreakState, BreakCommand, BreakEvent, BreakRejection>;

/** What may still be said of a break whose day is closed: it changes nothing that was signed. */
const CHANGES_NO_OUTCOME: readonly BreakCommand['type'][] = [
  'AssignBreak',
  'CommentBreak',
  'CutOffWork',
];

/** Whether a command leaves a break as resolved, or as open, as it was. */
export const changesNoOutcome = ({ type }: Pick<BreakCommand, 'type'>): boolean =>
  CHANGES_NO_OUTCOME.includes(type);

/**
 * The work on a break or proposal, as the state of its day allows it: what two
 * people have signed stays as they saw it until the day is reopened.
 *
 * @param closing which closing of the day stands; null while it is not closed
 */
export const whileDayIsOpen = (
  aggregate: BreakAggregate,
  closing: Closing | null,
): BreakAggregate => ({
  ...aggregate,
  decide: (command, state): Decision<BreakEvent, BreakRejection> =>
    closing === null || changesNoOutcome(command)
      ? aggregate.decide(command, state)
      : reject('day_closed', closing),
});
