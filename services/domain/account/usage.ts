import { accept, reject } from '../kernel/decider.ts';
import { isPositiveAmount } from '../kernel/money.ts';
import { epochMs, startOfBusinessDate } from '../kernel/time.ts';
import type { RecordUsage } from './commands.ts';
import type { AccountDecision } from './decision.ts';
import { availableIn, inOrderOfUse, sumOf, takeInOrder } from './lots.ts';
import type { OpenedAccount } from './state.ts';

/**
 * Takes a day's use from the lots that were valid on that day, what expires
 * first before the rest. Use beyond the balance is refused whole: taking what
 * is left would hide that the carrier's figure and ours disagree.
 */
export const recordUsage = ({ data }: RecordUsage, account: OpenedAccount): AccountDecision => {
  const { usageId, date, amount, at } = data;
  const known = account.usages.get(usageId);
  if (known !== undefined) {
    const isSame = known.date === date && known.amount === amount;
    return isSame ? accept() : reject('usage_recorded_differently', { usageId, ...known });
  }
  if (!isPositiveAmount(amount)) return reject('amount_not_allowed', { amount });
  const dayBegins = startOfBusinessDate(date);
  const usable = [...account.lots.values()]
    .filter(({ expiresAt }) => expiresAt === null || epochMs(expiresAt) > dayBegins)
    .sort(inOrderOfUse);
  const available = usable.reduce((sum, lot) => sum + availableIn(lot), 0);
  if (amount > available) return reject('usage_beyond_balance', { usageId, amount, available });
  const taken = takeInOrder(usable, amount);
  if (sumOf(taken) !== amount) throw new RangeError(`Usage ${usageId} was not taken whole`);
  const { brand, currency } = account;
  return accept({
    type: 'UsageRecorded',
    data: { usageId, brand, date, taken, currency, recordedAt: at },
  });
};
