import type { Actor } from '../kernel/actor.ts';
import { accept, reject } from '../kernel/decider.ts';
import type { Instant } from '../kernel/time.ts';
import type { CancelRefund } from './commands.ts';
import type { AccountDecision } from './decision.ts';
import type { RefundCancelled } from './events.ts';
import { evolveAll } from './evolve.ts';
import { expiryOfReleased } from './release.ts';
import type { OpenedAccount, Refund } from './state.ts';

/** The end of a refund that was not sent yet: a hold is released, an approval given back. */
export const cancellationOf = (
  account: OpenedAccount,
  refund: Refund,
  cancelledBy: Actor,
  at: Instant,
): RefundCancelled => {
  const { refundId, topUpId, value, payback, fee, amounts, status } = refund;
  return {
    type: 'RefundCancelled',
    data: {
      refundId,
      topUpId,
      brand: account.brand,
      afterApproval: status === 'approved',
      value,
      payback,
      fee,
      currency: account.currency,
      returned: amounts,
      cancelledBy,
      cancelledAt: at,
    },
  };
};

/** Takes a refund back before its payout is ordered; after that only the provider can fail it. */
export const cancelRefund = ({ data }: CancelRefund, account: OpenedAccount): AccountDecision => {
  const { refundId, cancelledBy, at } = data;
  const refund = account.refunds.get(refundId);
  if (refund === undefined) return reject('refund_unknown', { refundId });
  const { status, amounts } = refund;
  if (status === 'cancelled') return accept();
  if (status !== 'requested' && status !== 'approved') {
    return reject('refund_status', { refundId, status });
  }
  const cancelled = cancellationOf(account, refund, cancelledBy, at);
  const released = evolveAll(account, [cancelled]);
  return accept(cancelled, ...expiryOfReleased(released, amounts, at));
};
