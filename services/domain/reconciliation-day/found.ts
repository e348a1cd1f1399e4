import type { Aggregate, Decision } from '../kernel/decider.ts';
import { reject } from '../kernel/decider.ts';
import type { BusinessDate } from '../kernel/time.ts';
import type { ReconciliationDayCommand } from './commands.ts';
import { reconciliationDay } from './decider.ts';
import type { ReconciliationDayEvent } from './events.ts';
import type { ReconciliationDayRejection } from './rejections.ts';
import type { ReconciliationDayState } from './state.ts';

/** What is still to be done before a day can be closed, as it stands at this moment. */
export type OpenWork = {
  /** Breaks that no later file has settled and nobody has resolved. */
  readonly openBreaks: number;
  /** Proposed matches that nobody has accepted. */
  readonly unsignedProposals: number;
  /**
   * Earlier days since the source's first file that have items of ours and no
   * file: none could be received any more, as a closed day never changes.
   */
  readonly daysWithoutFile: readonly BusinessDate[];
};

/** True when nothing keeps a day from being closed. */
export const isSettled = ({ openBreaks, unsignedProposals, daysWithoutFile }: OpenWork): boolean =>
  openBreaks === 0 && unsignedProposals === 0 && daysWithoutFile.length === 0;

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
