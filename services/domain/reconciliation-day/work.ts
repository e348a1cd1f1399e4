import { accept, reject } from '../kernel/decider.ts';
import type { BeginWork } from './commands.ts';
import type { ReconciliationDayDecision } from './decision.ts';
import { closingOf } from './state.ts';
import type { ReconciliationDayState } from './state.ts';

/**
 * Work on breaks goes on while the day is open. Each time is noted anew, the same
 * work tried again too: whoever closes the day must see that it moved. A day that
 * has never had a file has no signature to keep.
 */
export const beginWork = (
  { data }: BeginWork,
  state: ReconciliationDayState,
): ReconciliationDayDecision => {
  if (state.status === 'untouched') return accept();
  if (state.status === 'closed') return reject('day_closed', closingOf(state));
  const { at, ...work } = data;
  return accept({ type: 'DayWorkBegun', data: { ...work, begunAt: at } });
};
