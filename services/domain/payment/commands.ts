import type { TopUpCredited } from '../account/events.ts';
import type { Command } from '../kernel/decider.ts';
import type { Instant } from '../kernel/time.ts';

/** Takes the payment for one top-up, with all that its credit needs. */
export type ClaimPayment = Command<
  'ClaimPayment',
  {
    readonly accountId: string;
    readonly credit: TopUpCredited['data'];
    readonly at: Instant;
  }
>;

/** `code` is that of the account's refusal. */
export type RefusePaymentCredit = Command<
  'RefusePaymentCredit',
  { readonly topUpId: string; readonly code: string; readonly at: Instant }
>;

export type PaymentCommand = ClaimPayment | RefusePaymentCredit;
