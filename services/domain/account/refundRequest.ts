import { accept, reject } from '../kernel/decider.ts';
import type { RequestRefund } from './commands.ts';
import type { AccountDecision } from './decision.ts';
import { refundEligibility } from './refundEligibility.ts';
import type { OpenedAccount } from './state.ts';

/** Holds what would be given back until somebody else decides. The same request again changes nothing. */
export const requestRefund = ({ data }: RequestRefund, account: OpenedAccount): AccountDecision => {
  const { refundId, topUpId, value, reasonClass, noteId, policy, requestedBy, at } = data;
  const known = account.refunds.get(refundId);
  if (known !== undefined) {
    const isSame =
      known.topUpId === topUpId && known.value === value && known.reasonClass === reasonClass;
    return isSame ? accept() : reject('refund_differs', { refundId });
  }
  if (!account.topUps.has(topUpId)) return reject('top_up_unknown', { topUpId });
  const { eligible, rules, amounts } = refundEligibility(account, policy, {
    topUpId,
    value,
    reasonClass,
    at,
  });
  if (!eligible || amounts === null) {
    const failed = rules.filter(({ passed }) => !passed);
    return reject('refund_not_eligible', { refundId, topUpId, failed });
  }
  const { brand, currency } = account;
  return accept({
    type: 'RefundRequested',
    data: {
      refundId,
      topUpId,
      brand,
      ...amounts,
      currency,
      reasonClass,
      noteId,
      requestedBy,
      requestedAt: at,
    },
  });
};
