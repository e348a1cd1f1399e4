import { accept, reject } from '../kernel/decider.ts';
import type {
  RecordRefundEvidenced,
  RecordRefundFailed,
  RecordRefundPaid,
  RecordRefundSent,
} from './commands.ts';
import type { AccountDecision } from './decision.ts';
import type { AccountEvent, RefundFailed } from './events.ts';
import { evolveAll } from './evolve.ts';
import { expiryOfReleased } from './release.ts';
import { reversalOf } from './reversal.ts';
import type { OpenedAccount } from './state.ts';

/** The provider has acknowledged the payout order; the same acknowledgement again changes nothing. */
export const recordRefundSent = (
  { data }: RecordRefundSent,
  account: OpenedAccount,
): AccountDecision => {
  const { refundId, provider, payoutReference, at } = data;
  const refund = account.refunds.get(refundId);
  if (refund === undefined) return reject('refund_unknown', { refundId });
  const { status } = refund;
  if (status === 'sent' && refund.payoutReference === payoutReference) return accept();
  if (status !== 'approved') return reject('refund_status', { refundId, status });
  return accept({
    type: 'RefundSent',
    data: { refundId, provider, payoutReference, sentAt: at },
  });
};

/** The money has left. A payout by hand is paid without having been sent. */
export const recordRefundPaid = (
  { data }: RecordRefundPaid,
  account: OpenedAccount,
): AccountDecision => {
  const { refundId, paidFrom, payoutReference, at } = data;
  const refund = account.refunds.get(refundId);
  if (refund === undefined) return reject('refund_unknown', { refundId });
  const { status, payback, fee } = refund;
  const isPaid = status === 'paid' || status === 'evidenced';
  if (isPaid && refund.payoutReference === payoutReference) return accept();
  if (status !== 'approved' && status !== 'sent') {
    return reject('refund_status', { refundId, status });
  }
  const { currency } = account;
  const amount = payback - fee;
  return accept({
    type: 'RefundPaid',
    data: { refundId, paidFrom, amount, currency, payoutReference, paidAt: at },
  });
};

/**
 * Of what came back of a charged-back top-up the provider's share goes back out,
 * as far as it was not there to take when the charge-back came. So it does not
 * matter which of the two is heard of first.
 */
const reversalOfReturned = (
  account: OpenedAccount,
  topUpId: string,
  at: string,
): readonly AccountEvent[] => {
  const topUp = account.topUps.get(topUpId);
  if (topUp?.status !== 'credited' || topUp.chargedBack === 0) return [];
  const reversal = reversalOf(account, topUp, { kind: 'chargeback', taken: 0 }, at);
  const { unused, promotion, clawedBack } = reversal.data;
  const movesNothing = unused === 0 && promotion === 0 && clawedBack.length === 0;
  return movesNothing ? [] : [reversal];
};

/** The payout failed for good: the approval is given back. Trying again is a new refund. */
export const recordRefundFailed = (
  { data }: RecordRefundFailed,
  account: OpenedAccount,
): AccountDecision => {
  const { refundId, reason, at } = data;
  const refund = account.refunds.get(refundId);
  if (refund === undefined) return reject('refund_unknown', { refundId });
  const { status, topUpId, value, payback, fee, amounts } = refund;
  if (status === 'failed') return accept();
  if (status !== 'approved' && status !== 'sent') {
    return reject('refund_status', { refundId, status });
  }
  const { brand, currency } = account;
  const failed: RefundFailed = {
    type: 'RefundFailed',
    data: {
      refundId,
      topUpId,
      brand,
      value,
      payback,
      fee,
      currency,
      returned: amounts,
      reason,
      failedAt: at,
    },
  };
  const returned = evolveAll(account, [failed]);
  const reversals = reversalOfReturned(returned, topUpId, at);
  const after = evolveAll(returned, reversals);
  return accept(failed, ...reversals, ...expiryOfReleased(after, amounts, at));
};

/** The payout was seen in the provider's statement. */
export const recordRefundEvidenced = (
  { data }: RecordRefundEvidenced,
  account: OpenedAccount,
): AccountDecision => {
  const { refundId, statementId, fileLine, at } = data;
  const refund = account.refunds.get(refundId);
  if (refund === undefined) return reject('refund_unknown', { refundId });
  const { status } = refund;
  if (status === 'evidenced') return accept();
  if (status !== 'paid') return reject('refund_status', { refundId, status });
  return accept({
    type: 'RefundEvidenced',
    data: { refundId, statementId, fileLine, evidencedAt: at },
  });
};
