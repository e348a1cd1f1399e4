import { subjectOf } from '../timeline/subject.ts';
import { streamId } from '../runner/eventTypes.ts';
import type { ChoboEvent, EventType, Recorded } from '../runner/eventTypes.ts';

/** Every event that a person may bring about. */
export const ACT_TYPES = [
  'RefundRequested',
  'RefundApproved',
  'RefundRejected',
  'RefundCancelled',
  'RefundSent',
  'RefundPaid',
  'RefundFailed',
  'RefundEvidenced',
  'BalanceAdjusted',
  'StatementReceived',
  'StatementAccepted',
  'StatementHeld',
  'StatementRefused',
  'StatementSuperseded',
  'DayStatementAccepted',
  'DayMatched',
  'DayReviewed',
  'DayClosed',
  'DayReopened',
  'BreakAssigned',
  'BreakCommented',
  'BreakResolutionProposed',
  'BreakResolutionApproved',
  'BreakResolutionRejected',
  'BreakResolved',
  'BreakResolutionUndone',
  'ProposedMatchRejected',
  'CatalogueDocumentPublished',
  'TopUpRequested',
  'TopUpPaidProvisionally',
  'TopUpCredited',
  'TopUpFailed',
  'TopUpReversed',
  'CarrierChargeCancelled',
  'BonusGranted',
  'ValidityExtended',
  'UsageRecorded',
  'BalanceExpired',
  'AccountOpened',
  'AccountActivated',
  'AccountLapsed',
  'CardAttached',
  'CardRegistered',
  'PaymentClaimed',
  'PaymentCreditRefused',
] as const satisfies readonly EventType[];

/** What an act is about; each kind has a page or a list of its own in the console. */
export const SUBJECT_KINDS = [
  'refund',
  'account',
  'card',
  'payment',
  'statement',
  'day',
  'break',
  'catalogue',
  'user',
] as const;

export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/**
 * What a terminal does by the thousand: an import of history and a run of
 * expiries are one act of a person, not one for each account.
 */
const IN_BULK: ReadonlySet<EventType> = new Set([
  'TopUpRequested',
  'TopUpPaidProvisionally',
  'TopUpCredited',
  'TopUpFailed',
  'CarrierChargeCancelled',
  'BonusGranted',
  'ValidityExtended',
  'UsageRecorded',
  'BalanceExpired',
  'AccountOpened',
  'AccountActivated',
  'AccountLapsed',
  'CardAttached',
  'CardRegistered',
  'PaymentClaimed',
  'PaymentCreditRefused',
]);

/** What the rules decided about a file is nobody's act, though somebody brought the file. */
const isOfRules = (event: Recorded<ChoboEvent>): boolean => {
  if (event.type === 'StatementHeld') return true;
  if (event.type === 'StatementAccepted') return event.data.acceptedBy === 'rules';
  return event.type === 'StatementRefused' && event.data.refusedBy === 'rules';
};

/** Whether a person did it: in the console, or at a terminal and not by the thousand. */
export const isActOfPerson = (event: Recorded<ChoboEvent>): boolean => {
  const { actor } = event.metadata;
  if (isOfRules(event)) return false;
  return actor.startsWith('user:') || (actor.startsWith('cli:') && !IN_BULK.has(event.type));
};

const CATEGORIES: ReadonlyMap<string, SubjectKind> = new Map([
  ['account', 'account'],
  ['card', 'card'],
  ['payment', 'payment'],
  ['statement', 'statement'],
  ['reconciliationDay', 'day'],
  ['break', 'break'],
  ['catalogue', 'catalogue'],
]);

/** What an act is about, and the amount that it is about. */
export type ActSubject = {
  readonly kind: SubjectKind;
  readonly id: string;
  /** Minor units. */
  readonly amount: number | null;
  readonly currency: string | null;
};

/** Names what an act is about: the refund where it is one, else what its stream is about. */
export const actSubject = (event: Recorded<ChoboEvent>): ActSubject => {
  const { stream, type, data } = event;
  const category = CATEGORIES.get(stream.slice(0, stream.indexOf('-'))) ?? 'account';
  if (type === 'BreakResolved' || type === 'BreakResolutionUndone') {
    const { amount, currency } = data;
    return { kind: 'break', id: streamId(stream), amount, currency };
  }
  const { subject, amount, currency } = subjectOf(event);
  return type.startsWith('Refund') && subject !== null
    ? { kind: 'refund', id: subject, amount, currency }
    : { kind: category, id: streamId(stream), amount, currency };
};
