import type { LotAmount } from '@chobo/domain/account/events';

import type { ChoboEvent, Recorded } from '../runner/eventTypes.ts';
import type { Rows } from '../rows/rowSet.ts';
import { adjust, beginValidity, extend, hold, openLot, take } from './lots.ts';
import type { LotColumns } from './lots.ts';

const inBucket = (amounts: readonly LotAmount[], bucket: LotAmount['bucket']): LotAmount[] =>
  amounts.filter((amount) => amount.bucket === bucket);

/** The refund's own part is refunded, the bonus that went with it clawed back. */
const takeRefund = (
  rows: Rows<LotColumns>,
  accountId: string,
  amounts: readonly LotAmount[],
  sign: 1 | -1,
): void => {
  take(rows, accountId, inBucket(amounts, 'paid'), 'refunded', sign);
  take(rows, accountId, inBucket(amounts, 'bonus'), 'clawed_back', sign);
};

/** Folds one event of an account into its lots; an event that moves none changes nothing. */
export const foldLots = (
  rows: Rows<LotColumns>,
  event: Recorded<ChoboEvent>,
  accountId: string,
): void => {
  switch (event.type) {
    case 'TopUpCredited': {
      const { topUpId, value, creditedAt, expiresAt } = event.data;
      const lot = { lotId: topUpId, bucket: 'paid', topUpId, amount: value } as const;
      openLot(rows, { accountId, ...lot, creditedAt, expiresAt });
      return;
    }
    case 'BonusGranted': {
      const { bonusId, topUpId, amount, grantedAt, expiresAt } = event.data;
      const lot = { lotId: bonusId, bucket: 'bonus', topUpId, amount } as const;
      openLot(rows, { accountId, ...lot, creditedAt: grantedAt, expiresAt });
      return;
    }
    case 'BalanceAdjusted': {
      const { kind, direction, moved, adjustedAt, expiresAt } = event.data;
      if (kind === 'correction') {
        const sign = direction === 'increase' ? 1 : -1;
        adjust(rows, accountId, moved.lot, sign * moved.amount);
        return;
      }
      const { lot: lotId, bucket, amount } = moved;
      openLot(rows, {
        accountId,
        lotId,
        bucket,
        topUpId: null,
        amount,
        creditedAt: adjustedAt,
        expiresAt,
      });
      return;
    }
    case 'AccountActivated':
      beginValidity(rows, accountId, event.data.validUntil);
      return;
    case 'ValidityExtended':
      extend(rows, accountId, event.data.lots, event.data.validUntil);
      return;
    case 'UsageRecorded':
      take(rows, accountId, event.data.taken, 'used');
      return;
    case 'BalanceExpired':
      take(rows, accountId, event.data.lots, 'expired');
      return;
    case 'TopUpReversed': {
      const { topUpId, unused, clawedBack } = event.data;
      take(rows, accountId, [{ lot: topUpId, bucket: 'paid', amount: unused }], 'reversed');
      take(rows, accountId, clawedBack, 'clawed_back');
      return;
    }
    case 'RefundRequested':
      hold(rows, accountId, event.data.held, 1);
      return;
    case 'RefundRejected':
      hold(rows, accountId, event.data.released, -1);
      return;
    case 'RefundApproved':
      // What is taken is what was held: holding it left nobody else to take it.
      hold(rows, accountId, event.data.taken, -1);
      takeRefund(rows, accountId, event.data.taken, 1);
      return;
    case 'RefundCancelled':
      if (event.data.afterApproval) takeRefund(rows, accountId, event.data.returned, -1);
      else hold(rows, accountId, event.data.returned, -1);
      return;
    case 'RefundFailed':
      takeRefund(rows, accountId, event.data.returned, -1);
      return;
    default:
      return;
  }
};

/**
 * Lots that an event names and may find there already; those that it opens are
 * not among them, nor those that wait for the activation.
 */
export const touchedLots = (event: Recorded<ChoboEvent>): readonly string[] => {
  const ids = (amounts: readonly LotAmount[]): string[] => amounts.map(({ lot }) => lot);
  switch (event.type) {
    case 'ValidityExtended':
      return event.data.lots;
    case 'UsageRecorded':
    case 'RefundApproved':
      return ids(event.data.taken);
    case 'BalanceExpired':
      return ids(event.data.lots);
    case 'TopUpReversed':
      return [event.data.topUpId, ...ids(event.data.clawedBack)];
    case 'RefundRequested':
      return ids(event.data.held);
    case 'RefundRejected':
      return ids(event.data.released);
    case 'RefundCancelled':
    case 'RefundFailed':
      return ids(event.data.returned);
    case 'BalanceAdjusted':
      return event.data.kind === 'correction' ? [event.data.moved.lot] : [];
    default:
      return [];
  }
};
