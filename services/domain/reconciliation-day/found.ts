import type { Aggregate, Decision } from '../kernel/decider.ts';
import { reject } from '../kernel/decider.ts';
import type { ReconciliationDayCommand } from './commands.ts';
import { reconciliationDay } from './decider.ts';
import type { ReconciliationDayEvent } from './events.ts';
import { isSettled, type OpenWork } from './openWork.ts';
import type { ReconciliationDayRejection } from './rejections.ts';
import type { ReconciliationDayState } from './state.ts';

/**
 * A day with the work on it as it was found: beside the rules of the two
 * signatures, nothing is closed while something of it is open.
 */
export const dayAsFound = (
  work: OpenWork,
): Aggregate<
  ReconciliationDayState,
  ReconciliationDayCommand,
  ReconciliationDayEvent,
  ReconciliationDayRejection
> => ({
  ...reconciliationDay,
  decide: (command, state): Decision<ReconciliationDayEvent, ReconciliationDayRejection> => {
    const decision = reconciliationDay.decide(command, state);
    if (command.type !== 'CloseDay' || !decision.accepted || isSettled(work)) return decision;
    return reject('day_not_settled', { ...work });
  },
});
