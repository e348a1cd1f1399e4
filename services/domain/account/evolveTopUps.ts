import { unreachable } from '../kernel/decider.ts';
import type {
  CarrierChargeCancelled,
  TopUpCredited,
  TopUpFailed,
  TopUpPaidProvisionally,
  TopUpRequested,
  TopUpReversed,
} from './events.ts';
import { changeLots, reverse } from './lots.ts';
import type { CreditedTopUp, Lot, OpenedAccount, TopUp } from './state.ts';

export type TopUpEvent =
  | TopUpRequested
  | TopUpPaidProvisionally
  | TopUpCredited
  | TopUpFailed
  | TopUpReversed
  | CarrierChargeCancelled;

const put = (account: OpenedAccount, topUpId: string, topUp: TopUp): OpenedAccount => ({
  ...account,
  topUps: new Map(account.topUps).set(topUpId, topUp),
});

const requestOf = (account: OpenedAccount, topUpId: string): TopUpRequested['data'] => {
  const topUp = account.topUps.get(topUpId);
  if (topUp === undefined || topUp.status === 'credited') {
    throw new RangeError(`Top-up ${topUpId} does not wait for its payment`);
  }
  return topUp.request;
};

const creditedOf = (account: OpenedAccount, topUpId: string): CreditedTopUp => {
  const topUp = account.topUps.get(topUpId);
  if (topUp?.status !== 'credited') throw new RangeError(`Top-up ${topUpId} was not credited`);
  return topUp;
};

const credited = (account: OpenedAccount, credit: TopUpCredited['data']): OpenedAccount => {
  const { topUpId, value, expiresAt, creditedAt } = credit;
  const lot: Lot = {
    id: topUpId,
    bucket: 'paid',
    topUpId,
    granted: value,
    remaining: value,
    held: 0,
    used: 0,
    reversed: 0,
    expiresAt,
    openedAt: creditedAt,
  };
  return {
    ...put(account, topUpId, {
      status: 'credited',
      credit,
      chargedBack: 0,
      promotionReversed: 0,
      chargeCancelled: 0,
    }),
    lots: new Map(account.lots).set(topUpId, lot),
  };
};

const reversed = (account: OpenedAccount, data: TopUpReversed['data']): OpenedAccount => {
  const { topUpId, taken, promotion, unused, clawedBack } = data;
  const topUp = creditedOf(account, topUpId);
  const paid = { lot: topUpId, bucket: 'paid', amount: unused } as const;
  return {
    ...put(account, topUpId, {
      ...topUp,
      chargedBack: topUp.chargedBack + taken,
      promotionReversed: topUp.promotionReversed + promotion,
    }),
    lots: changeLots(account.lots, [paid, ...clawedBack], reverse),
  };
};

export const evolveTopUps = (account: OpenedAccount, event: TopUpEvent): OpenedAccount => {
  switch (event.type) {
    case 'TopUpRequested':
      return put(account, event.data.topUpId, { status: 'requested', request: event.data });
    case 'TopUpPaidProvisionally': {
      const { topUpId, payment } = event.data;
      const request = requestOf(account, topUpId);
      return put(account, topUpId, { status: 'provisional', request, payment });
    }
    case 'TopUpFailed': {
      const { topUpId, reason } = event.data;
      const request = requestOf(account, topUpId);
      return put(account, topUpId, { status: 'failed', request, reason });
    }
    case 'TopUpCredited':
      return credited(account, event.data);
    case 'TopUpReversed':
      return reversed(account, event.data);
    case 'CarrierChargeCancelled': {
      const { topUpId, amount } = event.data;
      const topUp = creditedOf(account, topUpId);
      const chargeCancelled = topUp.chargeCancelled + amount;
      return put(account, topUpId, { ...topUp, chargeCancelled });
    }
    default:
      return unreachable(event);
  }
};
