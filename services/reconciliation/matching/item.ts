import type { Currency } from '@chobo/domain/kernel/money';
import type { BusinessDate } from '@chobo/domain/kernel/time';

/** One thing that our events say the source should confirm: a credited top-up. */
export type Item = {
  /** Place in the order of the log, from 1; decides ties after business time. */
  readonly no: number;
  /** The top-up's id. */
  readonly id: string;
  /** What the source echoes for it. */
  readonly reference: string;
  readonly card: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: Currency;
  /** Business time, epoch ms. */
  readonly at: number;
  /** The day on which the source should confirm it. */
  readonly day: BusinessDate;
  /** `provider:reference` of the payment: two items of one payment are not a double payment. */
  readonly payment: string;
};

/** Earlier first; ties by id, so that no result depends on the order of the input. */
export const byBusinessTime = (
  left: Pick<Item, 'at' | 'id'>,
  right: Pick<Item, 'at' | 'id'>,
): number => left.at - right.at || (left.id < right.id ? -1 : left.id > right.id ? 1 : 0);

/** One key for parts that agree in card, amount and currency. */
export const cardAndAmount = (part: Pick<Item, 'card' | 'amount' | 'currency'>): string =>
  `${part.card}\u001f${part.amount}\u001f${part.currency}`;

/** What items or lines come to together, minor units of one currency. */
export const totalAmount = (parts: readonly { readonly amount: number }[]): number =>
  parts.reduce((sum, part) => sum + part.amount, 0);
