import { isAmount } from '../kernel/money.ts';
import { reject } from '../kernel/decider.ts';
import { isAdjustable } from '../ledger/accounts.ts';
import type { BreakResolution } from './events.ts';
import { MONEY_MOVERS } from './kinds.ts';

/** Whether a resolution moves money, and so needs a second person. */
export const movesMoney = ({ kind }: Pick<BreakResolution, 'kind'>): boolean =>
  MONEY_MOVERS.includes(kind);

/**
 * The amount that resolving posts, in minor units: debit of the named account
 * positive. A refund posts itself on its account; the others post nothing.
 */
export const amountPosted = (resolution: BreakResolution): number =>
  resolution.kind === 'adjustment' || resolution.kind === 'write_off' ? resolution.amount : 0;

/** Why a resolution cannot be carried out as it stands; null when it can. */
export const resolutionRefusal = (breakId: string, resolution: BreakResolution) => {
  const { kind } = resolution;
  const incomplete = reject('resolution_incomplete', { breakId, kind });
  switch (kind) {
    case 'adjustment':
    case 'write_off': {
      const { amount } = resolution;
      if (!isAmount(amount) || amount === 0) {
        return reject('amount_not_allowed', { breakId, amount });
      }
      if (kind === 'write_off') return null;
      const { account } = resolution;
      if (account === '') return incomplete;
      return isAdjustable(account) ? null : reject('account_not_adjustable', { breakId, account });
    }
    case 'matched_by_hand':
      return resolution.items.length + resolution.lines.length > 0 ? null : incomplete;
    case 'refund':
      return resolution.refundId === '' ? incomplete : null;
    case 'dispute':
    case 'carried_forward':
    case 'ignored':
      return null;
  }
};
