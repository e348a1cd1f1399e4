import type { TopUpCredited } from '../account/events.ts';
import type { DomainEvent } from '../kernel/decider.ts';
import type { Instant } from '../kernel/time.ts';

/**
 * Claims one payment for one top-up. It carries the whole intent, so that a
 * worker can credit it after a crash between the claim and the credit.
 */
export type PaymentClaimed = DomainEvent<
  'PaymentClaimed',
  {
    readonly accountId: string;
    readonly credit: TopUpCredited['data'];
    readonly claimedAt: Instant;
  }
>;

/** The account refused the credit: the payment is to be given back, not credited. */
export type PaymentCreditRefused = DomainEvent<
  'PaymentCreditRefused',
  { readonly topUpId: string; readonly code: string; readonly refusedAt: Instant }
>;

export type PaymentEvent = PaymentClaimed | PaymentCreditRefused;
