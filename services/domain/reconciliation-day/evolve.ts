import { unreachable } from '../kernel/decider.ts';
import type { DayMatched, ReconciliationDayEvent } from './events.ts';
import type { ReconciliationDayState } from './state.ts';

const matched = (
  state: Exclude<ReconciliationDayState, { status: 'untouched' }>,
  { runId, digest }: DayMatched['data'],
): ReconciliationDayState => {
  const { statement, version } = state;
  const run = { runId, digest };
  // What the reviewer signed is the outcome: a later run with the same one does not void it.
  if (state.status === 'reviewed' && state.run.digest === digest) return { ...state, run };
  return { status: 'matched', statement, version, run };
};

export const evolve = (
  state: ReconciliationDayState,
  event: ReconciliationDayEvent,
): ReconciliationDayState => {
  if (event.type === 'DayStatementAccepted') {
    const { source, date, statementId, sha256, acceptedBy, acceptedAt } = event.data;
    const statement = { source, date, statementId, sha256, acceptedBy, acceptedAt };
    return { status: 'open', statement, version: state.status === 'untouched' ? 1 : state.version };
  }
  if (state.status === 'untouched' || event.type === 'DayWorkBegun') return state;
  if (event.type === 'DayMatched') return matched(state, event.data);
  if (state.status === 'open') return state;
  const { statement, run } = state;
  switch (event.type) {
    case 'DayReviewed': {
      const { reviewedBy } = event.data;
      return { status: 'reviewed', statement, run, version: state.version, reviewedBy };
    }
    case 'DayClosed': {
      const { closedBy, closedAt, version } = event.data;
      return { status: 'closed', statement, run, version, closedBy, closedAt };
    }
    case 'DayReopened':
      return { status: 'reopened', statement, run, version: event.data.version };
    default:
      return unreachable(event);
  }
};
