import type { LotAmount } from '@chobo/domain/account/events';

import type { ChoboEvent, Recorded } from '../runner/eventTypes.ts';

/** What an event is about: the id of its top-up, refund or card, and how much it moved. */
export type Subject = {
  readonly subject: string | null;
  /** Minor units, as the customer sees it: value, not price. */
  readonly amount: number | null;
  readonly currency: string | null;
};

const sumOf = (amounts: readonly LotAmount[]): number =>
  amounts.reduce((sum, { amount }) => sum + amount, 0);

const without = (subject: string | null): Subject => ({ subject, amount: null, currency: null });

/** Names the subject and the amount of an event of an account; of others there is none. */
export const subjectOf = (event: Recorded<ChoboEvent>): Subject => {
  switch (event.type) {
    case 'CardAttached':
      return without(event.data.iccid);
    case 'TopUpRequested':
    case 'TopUpCredited': {
      const { topUpId, value, currency } = event.data;
      return { subject: topUpId, amount: value, currency };
    }
    case 'TopUpPaidProvisionally':
    case 'TopUpFailed': {
      const { topUpId, price, currency } = event.data;
      return { subject: topUpId, amount: price, currency };
    }
    case 'TopUpReversed': {
      const { topUpId, taken, currency } = event.data;
      return { subject: topUpId, amount: taken, currency };
    }
    case 'CarrierChargeCancelled': {
      const { topUpId, amount, currency } = event.data;
      return { subject: topUpId, amount, currency };
    }
    case 'BonusGranted': {
      const { bonusId, amount, currency } = event.data;
      return { subject: bonusId, amount, currency };
    }
    case 'ValidityExtended':
      return without(event.data.topUpId);
    case 'UsageRecorded': {
      const { usageId, taken, currency } = event.data;
      return { subject: usageId, amount: sumOf(taken), currency };
    }
    case 'RefundRequested':
    case 'RefundApproved':
    case 'RefundCancelled':
    case 'RefundFailed': {
      const { refundId, value, currency } = event.data;
      return { subject: refundId, amount: value, currency };
    }
    case 'RefundPaid': {
      const { refundId, amount, currency } = event.data;
      return { subject: refundId, amount, currency };
    }
    case 'RefundRejected':
    case 'RefundSent':
    case 'RefundEvidenced':
      return without(event.data.refundId);
    case 'BalanceExpired':
      return { subject: null, amount: sumOf(event.data.lots), currency: event.data.currency };
    case 'BalanceAdjusted': {
      const { adjustmentId, moved, direction, currency } = event.data;
      const amount = direction === 'increase' ? moved.amount : -moved.amount;
      return { subject: adjustmentId, amount, currency };
    }
    default:
      return without(null);
  }
};
