import type { RefundPolicy } from '../catalogue/documents.ts';
import { nextShare, proportion } from '../kernel/money.ts';
import type { LotAmount } from './events.ts';
import { amountOf, availableIn } from './lots.ts';
import type { CreditedTopUp, Lot, OpenedAccount, Refund } from './state.ts';

/** What a refund of some value comes to. */
export type RefundAmounts = {
  /** v */
  readonly value: number;
  /** p: v × P ÷ V, so that partial refunds add up to exactly the whole. */
  readonly payback: number;
  /** f */
  readonly fee: number;
  /** The paid value, and the bonus clawed back with it. */
  readonly held: readonly LotAmount[];
};

/** States in which a refund has ended and pays nothing back. */
export const ENDED_UNPAID: readonly Refund['status'][] = ['rejected', 'cancelled', 'failed'];

/** The refunds of a top-up that gave money back, or may still do so. */
export const liveRefunds = (account: OpenedAccount, topUpId: string): readonly Refund[] =>
  [...account.refunds.values()].filter(
    (refund) => refund.topUpId === topUpId && !ENDED_UNPAID.includes(refund.status),
  );

/**
 * The share of a bonus that goes with a refund, as far as bonus is left.
 *
 * Shares are cumulative over the refunds that live. A refund that ended unpaid
 * leaves the count, so a later share may come out below nothing: the caller
 * leaves it out.
 */
const clawback = (
  lot: Lot,
  live: readonly Refund[],
  share: { readonly whole: number; readonly takenBefore: number; readonly part: number },
): LotAmount => {
  const givenBefore = live
    .flatMap((refund) => refund.amounts)
    .filter((amount) => amount.lot === lot.id)
    .reduce((sum, { amount }) => sum + amount, 0);
  const due = nextShare({ ...share, total: lot.granted, givenBefore });
  return amountOf(lot, Math.min(due, availableIn(lot)));
};

/**
 * What a refund of `value` gives back, holds and costs. Together
 * with the refunds before it, it never exceeds the price less what was charged
 * back.
 *
 * @param value minor units, positive and at most what was credited less what live refunds took
 */
export const refundAmounts = (
  account: OpenedAccount,
  topUp: CreditedTopUp,
  value: number,
  fee: RefundPolicy['fee'],
): RefundAmounts => {
  const { topUpId, price, value: whole } = topUp.credit;
  const live = liveRefunds(account, topUpId);
  const takenBefore = live.reduce((sum, refund) => sum + refund.value, 0);
  const paidBefore = live.reduce((sum, refund) => sum + refund.payback, 0);
  const share = { whole, takenBefore, part: value };
  const due = nextShare({ ...share, total: price, givenBefore: paidBefore });
  const payback = Math.max(0, Math.min(due, price - topUp.chargedBack - paidBefore));
  const bonus = [...account.lots.values()]
    .filter((lot) => lot.topUpId === topUpId && lot.bucket === 'bonus')
    .map((lot) => clawback(lot, live, share))
    .filter(({ amount }) => amount > 0);
  return {
    value,
    payback,
    fee: Math.max(fee.minimum, proportion(payback, fee.percent, 100)),
    held: [{ lot: topUpId, bucket: 'paid', amount: value }, ...bonus],
  };
};
