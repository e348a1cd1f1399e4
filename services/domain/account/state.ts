import type { Iccid } from '../card/iccid.ts';
import type { Currency } from '../kernel/money.ts';
import type { BusinessDate, Instant } from '../kernel/time.ts';
import type {
  BalanceAdjusted,
  Bucket,
  LotAmount,
  PaymentReference,
  TopUpCredited,
  TopUpFailed,
  TopUpRequested,
} from './events.ts';

/** A piece of the balance with its own end. Amounts are minor units, never negative. */
export type Lot = {
  readonly id: string;
  readonly bucket: Bucket;
  /** The top-up that it came with; null for a bonus or goodwill of its own. */
  readonly topUpId: string | null;
  /** What it was opened with. */
  readonly granted: number;
  /** What is left, held amounts included. */
  readonly remaining: number;
  /** What open refunds hold of it. */
  readonly held: number;
  readonly used: number;
  /** What reversals of its top-up took out. */
  readonly reversed: number;
  /** The first instant after its validity; null while that has not begun. */
  readonly expiresAt: Instant | null;
  readonly openedAt: Instant;
};

export type CreditedTopUp = {
  readonly status: 'credited';
  readonly credit: TopUpCredited['data'];
  /** What the provider took back of the price. */
  readonly chargedBack: number;
  /** Promotion (of V − P) that reversals took back. */
  readonly promotionReversed: number;
  readonly chargeCancelled: number;
};

export type TopUp =
  | { readonly status: 'requested'; readonly request: TopUpRequested['data'] }
  | {
      readonly status: 'provisional';
      readonly request: TopUpRequested['data'];
      readonly payment: PaymentReference;
    }
  | {
      readonly status: 'failed';
      readonly request: TopUpRequested['data'];
      readonly reason: TopUpFailed['data']['reason'];
    }
  | CreditedTopUp;

/** What a refund gives back. `amounts` are held while requested, and out of the lots from approval. */
export type RefundTerms = {
  readonly refundId: string;
  readonly topUpId: string;
  readonly value: number;
  readonly payback: number;
  readonly fee: number;
  readonly reasonClass: string;
  readonly amounts: readonly LotAmount[];
  readonly requestedBy: string;
};

export type RefundStatus =
  'requested' | 'approved' | 'sent' | 'paid' | 'evidenced' | 'rejected' | 'cancelled' | 'failed';

/** A payout has a reference only where it was sent or paid. */
export type Refund =
  | (RefundTerms & { readonly status: Exclude<RefundStatus, 'sent' | 'paid' | 'evidenced'> })
  | (RefundTerms & {
      readonly status: 'sent' | 'paid' | 'evidenced';
      readonly payoutReference: string;
    });

export type OpenedAccount = {
  readonly status: 'open' | 'lapsed';
  readonly accountId: string;
  readonly brand: string;
  readonly plan: string;
  readonly currency: Currency;
  readonly openedAt: Instant;
  readonly activation: { readonly activatedAt: Instant; readonly validUntil: Instant } | null;
  readonly cards: readonly Iccid[];
  readonly topUps: ReadonlyMap<string, TopUp>;
  readonly lots: ReadonlyMap<string, Lot>;
  readonly refunds: ReadonlyMap<string, Refund>;
  readonly usages: ReadonlyMap<string, { readonly date: BusinessDate; readonly amount: number }>;
  readonly adjustments: ReadonlyMap<string, BalanceAdjusted['data']>;
};

export type AccountState = { readonly status: 'unopened' } | OpenedAccount;

export const initialState = (): AccountState => ({ status: 'unopened' });
