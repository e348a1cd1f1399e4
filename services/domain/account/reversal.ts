import { accept, reject } from '../kernel/decider.ts';
import { isPositiveAmount, proportion } from '../kernel/money.ts';
import type { Instant } from '../kernel/time.ts';
import type { CancelCarrierCharge, ReverseTopUp } from './commands.ts';
import type { AccountDecision } from './decision.ts';
import type { RefundCancelled, TopUpReversed } from './events.ts';
import { evolveAll } from './evolve.ts';
import { amountOf, availableIn } from './lots.ts';
import { cancellationOf } from './refundCancelling.ts';
import { expiryOfReleased } from './release.ts';
import type { CreditedTopUp, Lot, OpenedAccount, Refund } from './state.ts';

/** Refunds whose money is out of the lots, or was: they took their share of V − P back. */
const tookPromotionBack = (refund: Refund): boolean =>
  ['approved', 'sent', 'paid', 'evidenced'].includes(refund.status);

/** V − P less what refunds and earlier reversals took back of it. */
const promotionLeft = (account: OpenedAccount, topUp: CreditedTopUp): number => {
  const { topUpId, price, value } = topUp.credit;
  const byRefunds = [...account.refunds.values()]
    .filter((refund) => refund.topUpId === topUpId && tookPromotionBack(refund))
    .reduce((sum, refund) => sum + refund.value - refund.payback, 0);
  return value - price - byRefunds - topUp.promotionReversed;
};

/** What a reversal takes of the unused part of a lot: all when the whole price is gone, else its share. */
const unusedShare = (lot: Lot, chargedBack: number, price: number): number => {
  const unused = availableIn(lot);
  if (chargedBack === price) return unused;
  const share = proportion(lot.granted, chargedBack, price) - lot.reversed;
  return Math.max(0, Math.min(unused, share));
};

const promotionShare = (left: number, topUp: CreditedTopUp, chargedBack: number): number => {
  const { price, value } = topUp.credit;
  if (chargedBack === price) return left;
  const share = proportion(value, chargedBack, price) - chargedBack - topUp.promotionReversed;
  return left >= 0 ? Math.max(0, Math.min(left, share)) : Math.min(0, Math.max(left, share));
};

/**
 * Takes back what is unused of a top-up whose price the provider took: its paid
 * lot and the bonus that came with it.
 *
 * @param account without holds of open refunds on the top-up
 * @param taken what the provider took this time; 0 when only value came back
 */
export const reversalOf = (
  account: OpenedAccount,
  topUp: CreditedTopUp,
  reversal: Pick<TopUpReversed['data'], 'kind' | 'taken'>,
  at: Instant,
): TopUpReversed => {
  const { topUpId, price, payment } = topUp.credit;
  const chargedBack = topUp.chargedBack + reversal.taken;
  const amounts = [...account.lots.values()]
    .filter((lot) => lot.topUpId === topUpId)
    .map((lot) => amountOf(lot, unusedShare(lot, chargedBack, price)))
    .filter(({ amount }) => amount > 0);
  return {
    type: 'TopUpReversed',
    data: {
      topUpId,
      brand: account.brand,
      ...reversal,
      provider: payment.provider,
      unused: amounts.find(({ bucket }) => bucket === 'paid')?.amount ?? 0,
      promotion: promotionShare(promotionLeft(account, topUp), topUp, chargedBack),
      currency: account.currency,
      clawedBack: amounts.filter(({ bucket }) => bucket === 'bonus'),
      reversedAt: at,
    },
  };
};

/**
 * The provider took money back after the credit. Open refunds of the top-up are
 * cancelled first; one that was sent is out of our hands and stays.
 */
export const reverseTopUp = ({ data }: ReverseTopUp, account: OpenedAccount): AccountDecision => {
  const { topUpId, kind, taken, by, at } = data;
  const topUp = account.topUps.get(topUpId);
  if (topUp === undefined) return reject('top_up_unknown', { topUpId });
  if (topUp.status !== 'credited') {
    return reject('top_up_status', { topUpId, status: topUp.status });
  }
  const { price } = topUp.credit;
  const { chargedBack } = topUp;
  if (!isPositiveAmount(taken)) return reject('amount_not_allowed', { amount: taken });
  if (taken > price - chargedBack) {
    return reject('reversal_beyond_price', { topUpId, price, chargedBack, taken });
  }
  const cancelled: readonly RefundCancelled[] = [...account.refunds.values()]
    .filter((refund) => refund.topUpId === topUpId)
    .filter(({ status }) => status === 'requested' || status === 'approved')
    .map((refund) => cancellationOf(account, refund, by, at));
  const released = evolveAll(account, cancelled);
  const reversal = reversalOf(released, topUp, { kind, taken }, at);
  const expired = expiryOfReleased(
    evolveAll(released, [reversal]),
    cancelled.flatMap((event) => event.data.returned),
    at,
  );
  return accept(...cancelled, reversal, ...expired);
};

/** The carrier takes back what it charged, at most what it did charge. */
export const cancelCarrierCharge = (
  { data }: CancelCarrierCharge,
  account: OpenedAccount,
): AccountDecision => {
  const { topUpId, amount, at } = data;
  const topUp = account.topUps.get(topUpId);
  if (topUp === undefined) return reject('top_up_unknown', { topUpId });
  if (topUp.status !== 'credited') {
    return reject('top_up_status', { topUpId, status: topUp.status });
  }
  if (!isPositiveAmount(amount)) return reject('amount_not_allowed', { amount });
  const { carrierCharge, currency } = topUp.credit;
  const charged = carrierCharge?.amount ?? 0;
  const cancelled = topUp.chargeCancelled;
  if (carrierCharge === null || amount > charged - cancelled) {
    return reject('charge_beyond_carrier_charge', { topUpId, charged, cancelled, amount });
  }
  const { source, carrier } = carrierCharge;
  return accept({
    type: 'CarrierChargeCancelled',
    data: { topUpId, source, carrier, amount, currency, cancelledAt: at },
  });
};
