import { unreachable } from '../kernel/decider.ts';
import type {
  RefundApproved,
  RefundCancelled,
  RefundEvidenced,
  RefundFailed,
  RefundPaid,
  RefundRejected,
  RefundRequested,
  RefundSent,
} from './events.ts';
import { changeLots, hold, putBack, release, takeHeld } from './lots.ts';
import type { OpenedAccount, Refund, RefundTerms } from './state.ts';

export type RefundEvent =
  | RefundRequested
  | RefundApproved
  | RefundRejected
  | RefundCancelled
  | RefundSent
  | RefundPaid
  | RefundFailed
  | RefundEvidenced;

const termsOf = (account: OpenedAccount, refundId: string): RefundTerms => {
  const refund = account.refunds.get(refundId);
  if (refund === undefined) throw new RangeError(`There is no refund ${refundId}`);
  const { topUpId, value, payback, fee, reasonClass, amounts, requestedBy } = refund;
  return { refundId, topUpId, value, payback, fee, reasonClass, amounts, requestedBy };
};

const put = (account: OpenedAccount, refund: Refund): OpenedAccount => ({
  ...account,
  refunds: new Map(account.refunds).set(refund.refundId, refund),
});

const requested = (account: OpenedAccount, data: RefundRequested['data']): OpenedAccount => {
  const { refundId, topUpId, value, payback, fee, reasonClass, held, requestedBy } = data;
  const terms = { refundId, topUpId, value, payback, fee, reasonClass, requestedBy };
  return {
    ...put(account, { ...terms, amounts: held, status: 'requested' }),
    lots: changeLots(account.lots, held, hold),
  };
};

export const evolveRefunds = (account: OpenedAccount, event: RefundEvent): OpenedAccount => {
  if (event.type === 'RefundRequested') return requested(account, event.data);
  const terms = termsOf(account, event.data.refundId);
  const { lots } = account;
  switch (event.type) {
    case 'RefundApproved': {
      const after = put(account, { ...terms, status: 'approved' });
      return { ...after, lots: changeLots(lots, event.data.taken, takeHeld) };
    }
    case 'RefundRejected': {
      const after = put(account, { ...terms, status: 'rejected' });
      return { ...after, lots: changeLots(lots, event.data.released, release) };
    }
    case 'RefundCancelled': {
      const after = put(account, { ...terms, status: 'cancelled' });
      const { afterApproval, returned } = event.data;
      return { ...after, lots: changeLots(lots, returned, afterApproval ? putBack : release) };
    }
    case 'RefundFailed': {
      const after = put(account, { ...terms, status: 'failed' });
      return { ...after, lots: changeLots(lots, event.data.returned, putBack) };
    }
    case 'RefundSent': {
      const { payoutReference } = event.data;
      return put(account, { ...terms, status: 'sent', payoutReference });
    }
    case 'RefundPaid': {
      const { payoutReference } = event.data;
      return put(account, { ...terms, status: 'paid', payoutReference });
    }
    case 'RefundEvidenced': {
      const refund = account.refunds.get(terms.refundId);
      if (refund?.status !== 'paid') throw new RangeError(`${terms.refundId} was not paid`);
      return put(account, { ...refund, status: 'evidenced' });
    }
    default:
      return unreachable(event);
  }
};
