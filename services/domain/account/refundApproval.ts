import { isPerson, isSamePerson, mayApprove } from '../kernel/actor.ts';
import { accept, reject } from '../kernel/decider.ts';
import type { RefundPolicy } from '../catalogue/documents.ts';
import type { ApproveRefund, RejectRefund } from './commands.ts';
import type { AccountDecision } from './decision.ts';
import { evolveAll } from './evolve.ts';
import type { RefundRejected } from './events.ts';
import { expiryOfReleased } from './release.ts';
import type { OpenedAccount } from './state.ts';

type Tiers = RefundPolicy['approvalTiers'];

/** The first tier of a policy that covers a payback (minor units): it names who may approve. */
export const approvalTierOf = (tiers: Tiers, payback: number): Tiers[number] | undefined =>
  tiers.find(({ upTo }) => payback <= upTo);

/**
 * The second signature: never the requester's, never from a terminal, and by
 * the role that the first fitting tier of the policy names. What
 * was held, bonus likewise, leaves the lots.
 */
export const approveRefund = ({ data }: ApproveRefund, account: OpenedAccount): AccountDecision => {
  const { refundId, approvedBy, roles, tiers, at } = data;
  const refund = account.refunds.get(refundId);
  if (refund === undefined) return reject('refund_unknown', { refundId });
  const { status, topUpId, value, payback, fee, amounts, requestedBy } = refund;
  if (status !== 'requested') return reject('refund_status', { refundId, status });
  if (!mayApprove(approvedBy)) return reject('console_user_required', { actor: approvedBy });
  if (isSamePerson(requestedBy, approvedBy)) {
    return reject('two_people_required', { actor: approvedBy });
  }
  const tier = approvalTierOf(tiers, payback);
  if (tier === undefined) return reject('approval_tier_missing', { refundId, amount: payback });
  const { role } = tier;
  if (!roles.includes(role)) {
    return reject('approval_role_missing', { refundId, amount: payback, role });
  }
  const { brand, currency } = account;
  return accept({
    type: 'RefundApproved',
    data: {
      refundId,
      topUpId,
      brand,
      value,
      payback,
      fee,
      currency,
      taken: amounts,
      approvedBy,
      approvedAt: at,
    },
  });
};

/** Declines a request, with a reason; what it held is free again. */
export const rejectRefund = ({ data }: RejectRefund, account: OpenedAccount): AccountDecision => {
  const { refundId, reasonId, rejectedBy, at } = data;
  const refund = account.refunds.get(refundId);
  if (refund === undefined) return reject('refund_unknown', { refundId });
  const { status, amounts } = refund;
  if (status !== 'requested') return reject('refund_status', { refundId, status });
  if (!isPerson(rejectedBy)) return reject('person_required', { actor: rejectedBy });
  if (reasonId === '') return reject('reason_required', { refundId });
  const rejected: RefundRejected = {
    type: 'RefundRejected',
    data: { refundId, reasonId, released: amounts, rejectedBy, rejectedAt: at },
  };
  const released = evolveAll(account, [rejected]);
  return accept(rejected, ...expiryOfReleased(released, amounts, at));
};
