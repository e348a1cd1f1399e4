import type { Instant } from '../kernel/time.ts';
import type { BalanceExpired, LotAmount } from './events.ts';
import { amountOf, availableIn, isOver } from './lots.ts';
import type { OpenedAccount } from './state.ts';

/** The expiry of given amounts; nothing when there are none. */
export const expiryOf = (
  account: OpenedAccount,
  lots: readonly LotAmount[],
  at: Instant,
): readonly BalanceExpired[] => {
  if (lots.length === 0) return [];
  const { brand, currency } = account;
  return [{ type: 'BalanceExpired', data: { brand, lots, currency, expiredAt: at } }];
};

/**
 * What was held did not expire under its refund. If the refund ended otherwise
 * than paid after the end of validity, the released amounts expire at once.
 *
 * @param account as it is after the release
 */
export const expiryOfReleased = (
  account: OpenedAccount,
  released: readonly LotAmount[],
  at: Instant,
): readonly BalanceExpired[] => {
  const forfeited = released.flatMap(({ lot: id, amount }) => {
    const lot = account.lots.get(id);
    if (lot === undefined || !isOver(account, lot, at)) return [];
    const part = Math.min(amount, availableIn(lot));
    return part > 0 ? [amountOf(lot, part)] : [];
  });
  return expiryOf(account, forfeited, at);
};
