import type { AccountEvent } from '../account/events.ts';
import type { BreakEvent } from '../break/events.ts';
import { accountPostings } from './accountPostings.ts';
import { breakPostings } from './breakPostings.ts';
import type { Transaction } from './transaction.ts';

/** What an event does not say itself: whose stream it stands in. */
export type PostingFacts = {
  /** Null for the events of a break. */
  readonly accountId: string | null;
};

const BREAK_EVENTS: Readonly<Record<BreakEvent['type'], true>> = {
  BreakAssigned: true,
  BreakCommented: true,
  BreakResolutionProposed: true,
  BreakResolutionApproved: true,
  BreakResolutionRejected: true,
  BreakResolved: true,
  BreakResolutionUndone: true,
  BreakWorkCutOff: true,
  ProposedMatchRejected: true,
};

const isBreakEvent = (event: AccountEvent | BreakEvent): event is BreakEvent =>
  Object.hasOwn(BREAK_EVENTS, event.type);

/**
 * The one balanced transaction that an event comes to in the ledger;
 * empty for an event that moves no value.
 *
 * @throws RangeError for an event whose amounts do not balance, or an account
 *   event without its account
 */
export const postingsOf = (event: AccountEvent | BreakEvent, facts: PostingFacts): Transaction => {
  if (isBreakEvent(event)) return breakPostings(event);
  if (facts.accountId === null) throw new RangeError(`${event.type} belongs to an account`);
  return accountPostings(event, facts.accountId);
};
