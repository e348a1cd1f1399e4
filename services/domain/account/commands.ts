import type { Iccid } from '../card/iccid.ts';
import type { RefundPolicy } from '../catalogue/documents.ts';
import type { Actor } from '../kernel/actor.ts';
import type { Command } from '../kernel/decider.ts';
import type { Currency } from '../kernel/money.ts';
import type { BusinessDate, Instant } from '../kernel/time.ts';
import type {
  Channel,
  LotAmount,
  PaymentMethod,
  PaymentReference,
  TopUpCredited,
  TopUpFailed,
  TopUpReversed,
} from './events.ts';

export type OpenAccount = Command<
  'OpenAccount',
  {
    readonly accountId: string;
    readonly brand: string;
    readonly plan: string;
    readonly currency: Currency;
    readonly at: Instant;
  }
>;

export type AttachCard = Command<'AttachCard', { readonly iccid: Iccid; readonly at: Instant }>;

/** `validUntil` is what the plan gives: `endOfValidity(activatedAt, plan.validityDays)`. */
export type ActivateAccount = Command<
  'ActivateAccount',
  { readonly activatedAt: Instant; readonly validUntil: Instant }
>;

export type RequestTopUp = Command<
  'RequestTopUp',
  {
    readonly topUpId: string;
    readonly iccid: Iccid;
    readonly channel: Channel;
    readonly method: PaymentMethod;
    readonly offer: string | null;
    readonly price: number;
    readonly value: number;
    readonly currency: Currency;
    readonly at: Instant;
  }
>;

/** Konbini money on the quick report (速報). */
export type RecordProvisionalPayment = Command<
  'RecordProvisionalPayment',
  {
    readonly topUpId: string;
    readonly payment: PaymentReference;
    readonly price: number;
    readonly currency: Currency;
    readonly paidAt: Instant;
  }
>;

/**
 * Puts the value on the account; the data is what the payment's claim carries.
 * `wasProvisional` is decided by what the account knows, not by the sender.
 */
export type CreditTopUp = Command<'CreditTopUp', TopUpCredited['data']>;

export type FailTopUp = Command<
  'FailTopUp',
  {
    readonly topUpId: string;
    readonly reason: TopUpFailed['data']['reason'];
    readonly at: Instant;
  }
>;

/** `taken` is what the provider took from us this time, at most what was paid. */
export type ReverseTopUp = Command<
  'ReverseTopUp',
  {
    readonly topUpId: string;
    readonly kind: TopUpReversed['data']['kind'];
    readonly taken: number;
    readonly by: Actor;
    readonly at: Instant;
  }
>;

export type CancelCarrierCharge = Command<
  'CancelCarrierCharge',
  { readonly topUpId: string; readonly amount: number; readonly at: Instant }
>;

export type GrantBonus = Command<
  'GrantBonus',
  {
    readonly bonusId: string;
    readonly topUpId: string | null;
    readonly promotion: string | null;
    readonly amount: number;
    readonly expiresAt: Instant | null;
    readonly at: Instant;
  }
>;

export type ExtendValidity = Command<
  'ExtendValidity',
  { readonly topUpId: string | null; readonly validUntil: Instant; readonly at: Instant }
>;

export type RecordUsage = Command<
  'RecordUsage',
  {
    readonly usageId: string;
    readonly date: BusinessDate;
    readonly amount: number;
    readonly at: Instant;
  }
>;

export type RequestRefund = Command<
  'RequestRefund',
  {
    readonly refundId: string;
    readonly topUpId: string;
    /** v: the value to give back. */
    readonly value: number;
    readonly reasonClass: string;
    /** Id of words about it, kept apart; null when there are none. */
    readonly noteId: string | null;
    /** The brand's policy in force. */
    readonly policy: RefundPolicy;
    readonly requestedBy: Actor;
    readonly at: Instant;
  }
>;

export type ApproveRefund = Command<
  'ApproveRefund',
  {
    readonly refundId: string;
    readonly approvedBy: Actor;
    /** Roles that the approver has. */
    readonly roles: readonly string[];
    readonly tiers: RefundPolicy['approvalTiers'];
    readonly at: Instant;
  }
>;

export type RejectRefund = Command<
  'RejectRefund',
  {
    readonly refundId: string;
    readonly reasonId: string;
    readonly rejectedBy: Actor;
    readonly at: Instant;
  }
>;

export type CancelRefund = Command<
  'CancelRefund',
  { readonly refundId: string; readonly cancelledBy: Actor; readonly at: Instant }
>;

/** Only after the payout provider has acknowledged the order. */
export type RecordRefundSent = Command<
  'RecordRefundSent',
  {
    readonly refundId: string;
    readonly provider: string;
    readonly payoutReference: string;
    readonly at: Instant;
  }
>;

export type RecordRefundPaid = Command<
  'RecordRefundPaid',
  {
    readonly refundId: string;
    /** The provider whose clearing paid, or `bank`. */
    readonly paidFrom: string;
    readonly payoutReference: string;
    readonly at: Instant;
  }
>;

export type RecordRefundFailed = Command<
  'RecordRefundFailed',
  { readonly refundId: string; readonly reason: string; readonly at: Instant }
>;

export type RecordRefundEvidenced = Command<
  'RecordRefundEvidenced',
  {
    readonly refundId: string;
    readonly statementId: string;
    readonly fileLine: number;
    readonly at: Instant;
  }
>;

export type ExpireBalance = Command<'ExpireBalance', { readonly at: Instant }>;

export type LapseAccount = Command<
  'LapseAccount',
  { readonly lapseDays: number; readonly at: Instant }
>;

/** An apology in bonus; opens the lot `adjustmentId`. */
export type GrantGoodwill = Command<
  'GrantGoodwill',
  {
    readonly adjustmentId: string;
    readonly amount: number;
    readonly expiresAt: Instant | null;
    readonly reasonId: string;
    readonly requestedBy: Actor;
    readonly approvedBy: Actor;
    readonly at: Instant;
  }
>;

/** Puts right what one lot holds. */
export type CorrectBalance = Command<
  'CorrectBalance',
  {
    readonly adjustmentId: string;
    readonly direction: 'increase' | 'decrease';
    readonly moved: LotAmount;
    readonly reasonId: string;
    readonly requestedBy: Actor;
    readonly approvedBy: Actor;
    readonly at: Instant;
  }
>;

export type AccountCommand =
  | OpenAccount
  | AttachCard
  | ActivateAccount
  | RequestTopUp
  | RecordProvisionalPayment
  | CreditTopUp
  | FailTopUp
  | ReverseTopUp
  | CancelCarrierCharge
  | GrantBonus
  | ExtendValidity
  | RecordUsage
  | RequestRefund
  | ApproveRefund
  | RejectRefund
  | CancelRefund
  | RecordRefundSent
  | RecordRefundPaid
  | RecordRefundFailed
  | RecordRefundEvidenced
  | ExpireBalance
  | LapseAccount
  | GrantGoodwill
  | CorrectBalance;
