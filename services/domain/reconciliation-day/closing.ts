import type { Actor } from '../kernel/actor.ts';
import { isSamePerson, mayApprove } from '../kernel/actor.ts';
import { accept, reject } from '../kernel/decider.ts';
import type { CloseDay, ReopenDay, ReviewDay } from './commands.ts';
import type { ReconciliationDayDecision } from './decision.ts';
import type { ReconciliationDayState } from './state.ts';

const needsConsoleUser = (actor: Actor) => reject('console_user_required', { actor });

/** The first signature, on the run that its signer saw. */
export const reviewDay = (
  { data }: ReviewDay,
  state: ReconciliationDayState,
): ReconciliationDayDecision => {
  const { runId, reviewedBy, at } = data;
  if (state.status !== 'matched' && state.status !== 'reopened') {
    return reject('day_status', { status: state.status });
  }
  if (!mayApprove(reviewedBy)) return needsConsoleUser(reviewedBy);
  const current = state.run.runId;
  if (current !== runId) return reject('run_not_current', { current, given: runId });
  return accept({ type: 'DayReviewed', data: { runId, reviewedBy, reviewedAt: at } });
};

/** The second signature, by somebody other than the reviewer. */
export const closeDay = (
  { data }: CloseDay,
  state: ReconciliationDayState,
): ReconciliationDayDecision => {
  const { runId, closedBy, at } = data;
  if (state.status !== 'reviewed') return reject('day_status', { status: state.status });
  if (!mayApprove(closedBy)) return needsConsoleUser(closedBy);
  const { reviewedBy, version } = state;
  if (isSamePerson(closedBy, reviewedBy)) return reject('two_people_required', { actor: closedBy });
  const current = state.run.runId;
  if (current !== runId) return reject('run_not_current', { current, given: runId });
  return accept({
    type: 'DayClosed',
    data: { runId, version, reviewedBy, closedBy, closedAt: at },
  });
};

/** Opens a closed day under a new version: never by the one who closed it. */
export const reopenDay = (
  { data }: ReopenDay,
  state: ReconciliationDayState,
): ReconciliationDayDecision => {
  const { reasonId, reopenedBy, at } = data;
  if (state.status !== 'closed') return reject('day_status', { status: state.status });
  if (!mayApprove(reopenedBy)) return needsConsoleUser(reopenedBy);
  if (isSamePerson(reopenedBy, state.closedBy)) {
    return reject('two_people_required', { actor: reopenedBy });
  }
  return accept({
    type: 'DayReopened',
    data: { version: state.version + 1, reasonId, reopenedBy, reopenedAt: at },
  });
};
