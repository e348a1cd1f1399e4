import type { PaymentClaimed } from './events.ts';

/** `refused`: the account did not take the credit, so the money is to be given back. */
export type PaymentState =
  | { readonly status: 'unclaimed' }
  | { readonly status: 'claimed' | 'refused'; readonly claim: PaymentClaimed['data'] };

export const initialState = (): PaymentState => ({ status: 'unclaimed' });
