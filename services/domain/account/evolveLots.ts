import { unreachable } from '../kernel/decider.ts';
import { epochMs } from '../kernel/time.ts';
import type {
  BalanceAdjusted,
  BalanceExpired,
  BonusGranted,
  UsageRecorded,
  ValidityExtended,
} from './events.ts';
import { changeLots, putBack, sumOf, takeOut, use } from './lots.ts';
import type { Lot, OpenedAccount } from './state.ts';

export type LotEvent =
  BonusGranted | ValidityExtended | UsageRecorded | BalanceExpired | BalanceAdjusted;

const openLot = (
  account: OpenedAccount,
  lot: Pick<Lot, 'id' | 'topUpId' | 'granted' | 'expiresAt' | 'openedAt'>,
): OpenedAccount['lots'] =>
  new Map(account.lots).set(lot.id, {
    ...lot,
    bucket: 'bonus',
    remaining: lot.granted,
    held: 0,
    used: 0,
    reversed: 0,
  });

const extended = (account: OpenedAccount, data: ValidityExtended['data']): OpenedAccount => {
  const lots = changeLots(
    account.lots,
    data.lots.map((lot) => ({ lot, bucket: 'paid', amount: 0 })),
    (lot) => ({ ...lot, expiresAt: data.validUntil }),
  );
  const { activation } = account;
  const isLater = activation !== null && epochMs(data.validUntil) > epochMs(activation.validUntil);
  return isLater
    ? { ...account, lots, activation: { ...activation, validUntil: data.validUntil } }
    : { ...account, lots };
};

const adjusted = (account: OpenedAccount, data: BalanceAdjusted['data']): OpenedAccount => {
  const { adjustmentId, kind, direction, moved, expiresAt, adjustedAt } = data;
  const lots =
    kind === 'goodwill'
      ? openLot(account, {
          id: adjustmentId,
          topUpId: null,
          granted: moved.amount,
          expiresAt,
          openedAt: adjustedAt,
        })
      : changeLots(account.lots, [moved], direction === 'increase' ? putBack : takeOut);
  return { ...account, lots, adjustments: new Map(account.adjustments).set(adjustmentId, data) };
};

export const evolveLots = (account: OpenedAccount, event: LotEvent): OpenedAccount => {
  switch (event.type) {
    case 'BonusGranted': {
      const { bonusId, topUpId, amount, expiresAt, grantedAt } = event.data;
      return {
        ...account,
        lots: openLot(account, {
          id: bonusId,
          topUpId,
          granted: amount,
          expiresAt,
          openedAt: grantedAt,
        }),
      };
    }
    case 'ValidityExtended':
      return extended(account, event.data);
    case 'UsageRecorded': {
      const { usageId, date, taken } = event.data;
      return {
        ...account,
        lots: changeLots(account.lots, taken, use),
        usages: new Map(account.usages).set(usageId, { date, amount: sumOf(taken) }),
      };
    }
    case 'BalanceExpired':
      return { ...account, lots: changeLots(account.lots, event.data.lots, takeOut) };
    case 'BalanceAdjusted':
      return adjusted(account, event.data);
    default:
      return unreachable(event);
  }
};
