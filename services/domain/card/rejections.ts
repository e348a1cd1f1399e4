import type { Rejection } from '../kernel/decider.ts';
import type { CardNumberFault } from './iccid.ts';

export type CardRejection =
  | Rejection<
      'card_number_invalid',
      { readonly cardNumber: string; readonly fault: CardNumberFault | 'not_folded' }
    >
  | Rejection<'card_already_registered', { readonly iccid: string; readonly accountId: string }>;
