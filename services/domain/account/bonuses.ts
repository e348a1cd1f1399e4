import { accept, reject } from '../kernel/decider.ts';
import { isPositiveAmount } from '../kernel/money.ts';
import type { GrantBonus } from './commands.ts';
import type { AccountDecision } from './decision.ts';
import type { OpenedAccount } from './state.ts';

/** Opens a bonus lot. The same bonus again changes nothing. */
export const grantBonus = ({ data }: GrantBonus, account: OpenedAccount): AccountDecision => {
  const { bonusId, topUpId, promotion, amount, expiresAt, at } = data;
  if (!isPositiveAmount(amount)) return reject('amount_not_allowed', { amount });
  const lot = account.lots.get(bonusId);
  if (lot !== undefined) {
    const isSame =
      lot.bucket === 'bonus' &&
      lot.granted === amount &&
      lot.topUpId === topUpId &&
      !account.adjustments.has(bonusId);
    return isSame ? accept() : reject('lot_id_taken', { lot: bonusId });
  }
  if (account.topUps.has(bonusId)) return reject('lot_id_taken', { lot: bonusId });
  if (account.status === 'lapsed') {
    return reject('account_lapsed', { accountId: account.accountId });
  }
  if (topUpId !== null) {
    const topUp = account.topUps.get(topUpId);
    if (topUp === undefined) return reject('top_up_unknown', { topUpId });
    if (topUp.status !== 'credited') {
      return reject('top_up_status', { topUpId, status: topUp.status });
    }
    const { price } = topUp.credit;
    const { chargedBack } = topUp;
    // What was wholly taken back earns no bonus: nothing would claw it back later.
    if (chargedBack === price) {
      return reject('reversal_beyond_price', { topUpId, price, chargedBack, taken: 0 });
    }
  }
  const { brand, currency } = account;
  return accept({
    type: 'BonusGranted',
    data: {
      bonusId,
      brand,
      topUpId,
      promotion,
      amount,
      currency,
      grantedAt: at,
      expiresAt: expiresAt ?? account.activation?.validUntil ?? null,
    },
  });
};
