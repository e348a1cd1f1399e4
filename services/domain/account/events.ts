import type { DomainEvent } from '../kernel/decider.ts';
import type { Currency } from '../kernel/money.ts';
import type { BusinessDate, Instant } from '../kernel/time.ts';
import type { Iccid } from '../card/iccid.ts';

/** Where a top-up was sold. */
export type Channel = 'web' | 'partner_app' | 'kiosk' | 'shop';

/** How it was paid. */
export type PaymentMethod =
  'card' | 'paypal' | 'alipay' | 'wechat_pay' | 'bank_transfer' | 'cash' | 'konbini';

/** Paid value is a liability to the customer, bonus a promise without a payment: never one bucket. */
export type Bucket = 'paid' | 'bonus';

/**
 * A positive amount that moves in or out of one lot. A paid lot bears the id of
 * its top-up, a bonus lot that of its bonus.
 */
export type LotAmount = { readonly lot: string; readonly bucket: Bucket; readonly amount: number };

/** A payment as its provider names it; the pair is claimed once for all accounts. */
export type PaymentReference = { readonly provider: string; readonly reference: string };

/** What a carrier charges us for one executed top-up, and the source that will confirm it. */
export type CarrierCharge = {
  readonly source: string;
  readonly carrier: string;
  readonly amount: number;
  /** The source's business day on which it should confirm, by its zone and cut-off. */
  readonly businessDate: BusinessDate;
};

export type AccountOpened = DomainEvent<
  'AccountOpened',
  {
    readonly accountId: string;
    readonly brand: string;
    readonly plan: string;
    readonly currency: Currency;
    readonly openedAt: Instant;
  }
>;

export type CardAttached = DomainEvent<
  'CardAttached',
  { readonly iccid: Iccid; readonly attachedAt: Instant }
>;

/** First use: the validity counts from here. `validUntil` is the first instant after it. */
export type AccountActivated = DomainEvent<
  'AccountActivated',
  { readonly activatedAt: Instant; readonly validUntil: Instant }
>;

export type TopUpRequested = DomainEvent<
  'TopUpRequested',
  {
    readonly topUpId: string;
    readonly iccid: Iccid;
    readonly channel: Channel;
    readonly method: PaymentMethod;
    readonly offer: string | null;
    readonly price: number;
    readonly value: number;
    readonly currency: Currency;
    readonly requestedAt: Instant;
  }
>;

/** Konbini money on the quick report (速報): not yet ours, nothing is credited. */
export type TopUpPaidProvisionally = DomainEvent<
  'TopUpPaidProvisionally',
  {
    readonly topUpId: string;
    readonly payment: PaymentReference;
    readonly price: number;
    readonly currency: Currency;
    readonly paidAt: Instant;
  }
>;

/** Value is on the account: opens the paid lot `topUpId` with `value`. */
export type TopUpCredited = DomainEvent<
  'TopUpCredited',
  {
    readonly topUpId: string;
    readonly iccid: Iccid;
    readonly brand: string;
    readonly channel: Channel;
    readonly method: PaymentMethod;
    readonly payment: PaymentReference;
    /** P: what was paid. */
    readonly price: number;
    /** V: what was credited. */
    readonly value: number;
    readonly currency: Currency;
    /** Business time: decides the day on which a source should confirm it. */
    readonly paidAt: Instant;
    readonly creditedAt: Instant;
    /** End of validity of the lot: the first instant after it; null while validity has not begun. */
    readonly expiresAt: Instant | null;
    readonly carrierCharge: CarrierCharge | null;
    /** True when a provisional payment was confirmed: moves the clearing out of `provisional`. */
    readonly wasProvisional: boolean;
    /** True for history brought in from before Chobo. */
    readonly imported: boolean;
  }
>;

/** The carrier takes back, wholly or in part, what it charged for an executed top-up. */
export type CarrierChargeCancelled = DomainEvent<
  'CarrierChargeCancelled',
  {
    readonly topUpId: string;
    readonly source: string;
    readonly carrier: string;
    readonly amount: number;
    readonly currency: Currency;
    readonly cancelledAt: Instant;
  }
>;

export type TopUpFailed = DomainEvent<
  'TopUpFailed',
  {
    readonly topUpId: string;
    /** `provisional_cancelled` gives back what was held as unconfirmed. */
    readonly reason: 'provisional_cancelled' | 'payment_refused' | 'abandoned';
    readonly price: number;
    readonly currency: Currency;
    readonly provider: string | null;
    readonly failedAt: Instant;
  }
>;

/** The provider took money back after the credit, or the sale was cancelled. */
export type TopUpReversed = DomainEvent<
  'TopUpReversed',
  {
    readonly topUpId: string;
    readonly brand: string;
    readonly kind: 'chargeback' | 'cancellation';
    readonly provider: string;
    /** What the provider took from us. */
    readonly taken: number;
    /** The unused paid value that goes out of the lot. */
    readonly unused: number;
    /** Promotion (V − P) that this reversal takes back. */
    readonly promotion: number;
    readonly currency: Currency;
    /** Unused bonus of the top-up that is clawed back with it. */
    readonly clawedBack: readonly LotAmount[];
    readonly reversedAt: Instant;
  }
>;

/** Opens the bonus lot `bonusId`. */
export type BonusGranted = DomainEvent<
  'BonusGranted',
  {
    readonly bonusId: string;
    readonly brand: string;
    readonly topUpId: string | null;
    readonly promotion: string | null;
    readonly amount: number;
    readonly currency: Currency;
    readonly grantedAt: Instant;
    readonly expiresAt: Instant | null;
  }
>;

/** Names the new end of every lot that it moves. */
export type ValidityExtended = DomainEvent<
  'ValidityExtended',
  {
    readonly topUpId: string | null;
    readonly validUntil: Instant;
    readonly lots: readonly string[];
    readonly extendedAt: Instant;
  }
>;

/** Use of one statement and day, taken from the lots that expire first. */
export type UsageRecorded = DomainEvent<
  'UsageRecorded',
  {
    readonly usageId: string;
    readonly brand: string;
    readonly date: BusinessDate;
    readonly taken: readonly LotAmount[];
    readonly currency: Currency;
    readonly recordedAt: Instant;
  }
>;

/** Holds the paid value and the bonus that goes with it until the refund is decided. */
export type RefundRequested = DomainEvent<
  'RefundRequested',
  {
    readonly refundId: string;
    readonly topUpId: string;
    readonly brand: string;
    /** v: refunded value. */
    readonly value: number;
    /** p: what is paid back before the fee. */
    readonly payback: number;
    /** f: the fee that we keep, f ≤ p. */
    readonly fee: number;
    readonly currency: Currency;
    readonly reasonClass: string;
    /** Id of the requester's own words about it; null when there are none. */
    readonly noteId: string | null;
    readonly held: readonly LotAmount[];
    readonly requestedBy: string;
    readonly requestedAt: Instant;
  }
>;

/** Takes what was held, and the bonus clawed back, out of the lots. */
export type RefundApproved = DomainEvent<
  'RefundApproved',
  {
    readonly refundId: string;
    readonly topUpId: string;
    readonly brand: string;
    readonly value: number;
    readonly payback: number;
    readonly fee: number;
    readonly currency: Currency;
    readonly taken: readonly LotAmount[];
    readonly approvedBy: string;
    readonly approvedAt: Instant;
  }
>;

export type RefundRejected = DomainEvent<
  'RefundRejected',
  {
    readonly refundId: string;
    readonly reasonId: string;
    readonly released: readonly LotAmount[];
    readonly rejectedBy: string;
    readonly rejectedAt: Instant;
  }
>;

/** Before approval it releases the hold; after it, it gives back what the approval took. */
export type RefundCancelled = DomainEvent<
  'RefundCancelled',
  {
    readonly refundId: string;
    readonly topUpId: string;
    readonly brand: string;
    readonly afterApproval: boolean;
    readonly value: number;
    readonly payback: number;
    readonly fee: number;
    readonly currency: Currency;
    /** Released holds, or restored amounts when after approval. */
    readonly returned: readonly LotAmount[];
    readonly cancelledBy: string;
    readonly cancelledAt: Instant;
  }
>;

/** The payout provider has acknowledged the order. */
export type RefundSent = DomainEvent<
  'RefundSent',
  {
    readonly refundId: string;
    readonly provider: string;
    readonly payoutReference: string;
    readonly sentAt: Instant;
  }
>;

export type RefundPaid = DomainEvent<
  'RefundPaid',
  {
    readonly refundId: string;
    /** The clearing of this provider pays, or `bank`. */
    readonly paidFrom: string;
    readonly amount: number;
    readonly currency: Currency;
    readonly payoutReference: string;
    readonly paidAt: Instant;
  }
>;

/** Final: reverses the approval. Trying again is a new refund. */
export type RefundFailed = DomainEvent<
  'RefundFailed',
  {
    readonly refundId: string;
    readonly topUpId: string;
    readonly brand: string;
    readonly value: number;
    readonly payback: number;
    readonly fee: number;
    readonly currency: Currency;
    readonly returned: readonly LotAmount[];
    readonly reason: string;
    readonly failedAt: Instant;
  }
>;

/** The payout was seen in the provider's statement. */
export type RefundEvidenced = DomainEvent<
  'RefundEvidenced',
  {
    readonly refundId: string;
    readonly statementId: string;
    readonly fileLine: number;
    readonly evidencedAt: Instant;
  }
>;

/** Unused value whose validity ended is forfeited. */
export type BalanceExpired = DomainEvent<
  'BalanceExpired',
  {
    readonly brand: string;
    readonly lots: readonly LotAmount[];
    readonly currency: Currency;
    readonly expiredAt: Instant;
  }
>;

/** No top-up followed the first activation within the plan's days. */
export type AccountLapsed = DomainEvent<'AccountLapsed', { readonly lapsedAt: Instant }>;

/**
 * Goodwill opens a new bonus lot `adjustmentId`; a correction adds to or takes
 * from the lot it names. Two people, always.
 */
export type BalanceAdjusted = DomainEvent<
  'BalanceAdjusted',
  {
    readonly adjustmentId: string;
    readonly brand: string;
    readonly kind: 'goodwill' | 'correction';
    readonly direction: 'increase' | 'decrease';
    readonly moved: LotAmount;
    readonly currency: Currency;
    readonly expiresAt: Instant | null;
    readonly reasonId: string;
    readonly requestedBy: string;
    readonly approvedBy: string;
    readonly adjustedAt: Instant;
  }
>;

export type AccountEvent =
  | AccountOpened
  | CardAttached
  | AccountActivated
  | TopUpRequested
  | TopUpPaidProvisionally
  | TopUpCredited
  | CarrierChargeCancelled
  | TopUpFailed
  | TopUpReversed
  | BonusGranted
  | ValidityExtended
  | UsageRecorded
  | RefundRequested
  | RefundApproved
  | RefundRejected
  | RefundCancelled
  | RefundSent
  | RefundPaid
  | RefundFailed
  | RefundEvidenced
  | BalanceExpired
  | AccountLapsed
  | BalanceAdjusted;

/** True for the events of one refund, from its request to its evidence. */
export const isOfRefund = ({ data }: AccountEvent, refundId: string): boolean =>
  'refundId' in data && data.refundId === refundId;
