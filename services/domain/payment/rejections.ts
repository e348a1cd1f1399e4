import type { Rejection } from '../kernel/decider.ts';

type Claim = { readonly accountId: string; readonly topUpId: string };

export type PaymentRejection =
  | Rejection<'payment_already_claimed', Claim>
  /** The same top-up claims the payment with other content; `fields` says which. */
  | Rejection<'payment_claimed_differently', Claim & { readonly fields: readonly string[] }>
  | Rejection<'payment_credit_refused', Claim>
  | Rejection<'payment_not_claimed', { readonly topUpId: string }>;
