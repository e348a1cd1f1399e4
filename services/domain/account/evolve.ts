import { unreachable } from '../kernel/decider.ts';
import type { AccountEvent, AccountOpened } from './events.ts';
import { evolveLots } from './evolveLots.ts';
import { evolveRefunds } from './evolveRefunds.ts';
import { evolveTopUps } from './evolveTopUps.ts';
import type { AccountState, OpenedAccount } from './state.ts';

const opened = (data: AccountOpened['data']): OpenedAccount => ({
  status: 'open',
  ...data,
  activation: null,
  cards: [],
  topUps: new Map(),
  lots: new Map(),
  refunds: new Map(),
  usages: new Map(),
  adjustments: new Map(),
});

/** The account after one more fact. */
export const evolve = (state: AccountState, event: AccountEvent): AccountState => {
  if (event.type === 'AccountOpened') return opened(event.data);
  if (state.status === 'unopened') {
    throw new RangeError(`${event.type} before the account was opened`);
  }
  switch (event.type) {
    case 'CardAttached':
      return { ...state, cards: [...state.cards, event.data.iccid] };
    case 'AccountActivated': {
      const { activatedAt, validUntil } = event.data;
      const lots = new Map(
        [...state.lots].map(([id, lot]) => [
          id,
          lot.expiresAt === null ? { ...lot, expiresAt: validUntil } : lot,
        ]),
      );
      return { ...state, activation: { activatedAt, validUntil }, lots };
    }
    case 'AccountLapsed':
      return { ...state, status: 'lapsed' };
    case 'TopUpRequested':
    case 'TopUpPaidProvisionally':
    case 'TopUpCredited':
    case 'TopUpFailed':
    case 'TopUpReversed':
    case 'CarrierChargeCancelled':
      return evolveTopUps(state, event);
    case 'BonusGranted':
    case 'ValidityExtended':
    case 'UsageRecorded':
    case 'BalanceExpired':
    case 'BalanceAdjusted':
      return evolveLots(state, event);
    case 'RefundRequested':
    case 'RefundApproved':
    case 'RefundRejected':
    case 'RefundCancelled':
    case 'RefundSent':
    case 'RefundPaid':
    case 'RefundFailed':
    case 'RefundEvidenced':
      return evolveRefunds(state, event);
    default:
      return unreachable(event);
  }
};

/** The account after the facts of one decision, for what follows from it in the same decision. */
export const evolveAll = (
  account: OpenedAccount,
  events: readonly AccountEvent[],
): OpenedAccount => {
  const after = events.reduce<AccountState>(evolve, account);
  if (after.status === 'unopened') throw new RangeError('An account is never closed again');
  return after;
};
