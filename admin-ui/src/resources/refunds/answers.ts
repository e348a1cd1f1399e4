import type { Money, TimelineEntry } from '../../api/answers';
import type { LedgerEntry } from '../ledger/answers';

export const REFUND_STATES = [
  'requested',
  'approved',
  'sent',
  'paid',
  'evidenced',
  'rejected',
  'cancelled',
  'failed',
] as const;

export type RefundState = (typeof REFUND_STATES)[number];

export type Refund = {
  readonly id: string;
  readonly accountId: string;
  readonly topUpId: string;
  readonly brand: string;
  readonly state: RefundState;
  readonly value: Money;
  readonly payback: Money;
  readonly fee: Money;
  readonly reasonClass: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  /** Whose role may approve it; null when it waits for no approval, or nobody may. */
  readonly approverRole: string | null;
  /** When it came to the state in which it waits; null once nothing is left to do. */
  readonly waitsSince: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly paidFrom: string | null;
  readonly payoutReference: string | null;
  readonly paid: Money | null;
  readonly paidAt: string | null;
  readonly failedAt: string | null;
  readonly failureReason: string | null;
  readonly cancelledBy: string | null;
  readonly cancelledAt: string | null;
  /** Of its last event; commands name it, so that nobody decides on an older state. */
  readonly revision: number;
};

/** What a refund holds of one lot. */
export type HeldPart = {
  readonly lot: string;
  readonly bucket: 'paid' | 'bonus';
  /** The top-up that the lot came with. */
  readonly topUpId: string | null;
  readonly amount: Money;
};

export type RefundDetail = Refund & {
  readonly cards: readonly string[];
  /** What is paid out: payback less fee. */
  readonly toCustomer: Money;
  /** Words of whoever asked for it; null when there are none, or they were erased. */
  readonly note: string | null;
  readonly decisionReason: string | null;
  /** What it holds of the balance, takes from it, or has released again. */
  readonly held: readonly HeldPart[];
  /** Its lines in the ledger, oldest first. */
  readonly postings: readonly LedgerEntry[];
  /** Where its money may come from. */
  readonly payers: readonly string[];
  readonly history: readonly TimelineEntry[];
};

export const REFUND_RULES = [
  'payment_confirmed',
  'within_window',
  'not_activated',
  'not_used',
  'not_expired',
  'unused_value',
  'method_refundable',
  'no_open_refund',
  'reason_allowed',
  'not_charged_back',
  'fee_covered',
] as const;

/** A rule of the refund policy with its answer and the facts behind it; amounts in minor units. */
export type RefundRule = {
  readonly rule: (typeof REFUND_RULES)[number];
  readonly passed: boolean;
  readonly facts: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
};

export type Eligibility = {
  readonly eligible: boolean;
  readonly rules: readonly RefundRule[];
  /** The most that can be given back now. */
  readonly refundable: Money | null;
  readonly amounts: Readonly<
    Record<'value' | 'payback' | 'fee' | 'toCustomer' | 'clawedBack', Money>
  > | null;
  readonly reasonClasses: readonly string[];
  readonly approverRole: string | null;
};

/** A top-up of an account, judged for a refund of all that is left of it. */
export type TopUpChoice = Eligibility & {
  readonly topUpId: string;
  readonly status: 'requested' | 'provisional' | 'credited' | 'failed';
  readonly price: Money;
  /** Paid, or else requested. */
  readonly at: string;
};

/** Why a payout failed for good. */
export const FAILURES = ['account_unknown', 'account_closed', 'name_differs', 'returned'] as const;
