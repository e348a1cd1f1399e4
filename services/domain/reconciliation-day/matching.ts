import { accept, reject } from '../kernel/decider.ts';
import type { RecordMatching } from './commands.ts';
import type { ReconciliationDayDecision } from './decision.ts';
import { closingOf } from './state.ts';
import type { ReconciliationDayState } from './state.ts';

/** A run counts for the file that occupies the day; a closed day never changes. */
export const recordMatching = (
  { data }: RecordMatching,
  state: ReconciliationDayState,
): ReconciliationDayDecision => {
  const { at, ...run } = data;
  if (state.status === 'untouched') {
    return reject('day_without_statement', { statementId: run.statementId });
  }
  const isRecorded = state.status !== 'open' && state.run.runId === run.runId;
  if (isRecorded) return accept();
  if (state.status === 'closed') return reject('day_closed', closingOf(state));
  const current = state.statement.statementId;
  if (current !== run.statementId) {
    return reject('statement_not_current', { current, given: run.statementId });
  }
  return accept({ type: 'DayMatched', data: { ...run, matchedAt: at } });
};
