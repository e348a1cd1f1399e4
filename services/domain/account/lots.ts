import type { Instant } from '../kernel/time.ts';
import { epochMs } from '../kernel/time.ts';
import type { LotAmount } from './events.ts';
import type { Lot, OpenedAccount } from './state.ts';

export type Lots = ReadonlyMap<string, Lot>;

/** What of a lot is free: left and not held. */
export const availableIn = (lot: Lot): number => lot.remaining - lot.held;

/** Whether a lot's validity has ended: at its end the lot is over, one millisecond before not. */
export const isOver = (account: OpenedAccount, lot: Lot, at: Instant): boolean =>
  account.status === 'lapsed' || (lot.expiresAt !== null && epochMs(lot.expiresAt) <= epochMs(at));

const endOf = (lot: Lot): number =>
  lot.expiresAt === null ? Number.POSITIVE_INFINITY : epochMs(lot.expiresAt);

const text = (one: string, other: string): number => {
  if (one === other) return 0;
  return one < other ? -1 : 1;
};

/** What expires first is used first, paid before bonus on a tie, then the older. */
export const inOrderOfUse = (one: Lot, other: Lot): number => {
  const [end, otherEnd] = [endOf(one), endOf(other)];
  if (end !== otherEnd) return end < otherEnd ? -1 : 1;
  if (one.bucket !== other.bucket) return one.bucket === 'paid' ? -1 : 1;
  return epochMs(one.openedAt) - epochMs(other.openedAt) || text(one.id, other.id);
};

export const amountOf = (lot: Lot, amount: number): LotAmount => ({
  lot: lot.id,
  bucket: lot.bucket,
  amount,
});

export const sumOf = (amounts: readonly LotAmount[]): number =>
  amounts.reduce((sum, { amount }) => sum + amount, 0);

/** Takes up to `amount` of what is free, lot after lot. */
export const takeInOrder = (lots: readonly Lot[], amount: number): readonly LotAmount[] => {
  const taken: LotAmount[] = [];
  let missing = amount;
  for (const lot of lots) {
    const part = Math.min(missing, availableIn(lot));
    if (part <= 0) continue;
    taken.push(amountOf(lot, part));
    missing -= part;
  }
  return taken;
};

/**
 * The lots after each named one has changed by its amount.
 *
 * @throws RangeError when a lot is unknown or would go negative: the stream is
 *   not one that these rules wrote, and a wrong balance is worse than none
 */
export const changeLots = (
  lots: Lots,
  amounts: readonly LotAmount[],
  change: (lot: Lot, amount: number) => Lot,
): Lots => {
  const changed = new Map(lots);
  for (const { lot: id, amount } of amounts) {
    const lot = changed.get(id);
    if (lot === undefined) throw new RangeError(`There is no lot ${id}`);
    const after = change(lot, amount);
    if (after.held < 0 || after.remaining < after.held) {
      throw new RangeError(`Lot ${id} would keep ${after.remaining}, ${after.held} of it held`);
    }
    changed.set(id, after);
  }
  return changed;
};

export const hold = (lot: Lot, amount: number): Lot => ({ ...lot, held: lot.held + amount });
export const release = (lot: Lot, amount: number): Lot => hold(lot, -amount);
export const putBack = (lot: Lot, amount: number): Lot => ({
  ...lot,
  remaining: lot.remaining + amount,
});
export const takeOut = (lot: Lot, amount: number): Lot => putBack(lot, -amount);
export const takeHeld = (lot: Lot, amount: number): Lot => takeOut(release(lot, amount), amount);
export const use = (lot: Lot, amount: number): Lot => ({
  ...takeOut(lot, amount),
  used: lot.used + amount,
});
export const reverse = (lot: Lot, amount: number): Lot => ({
  ...takeOut(lot, amount),
  reversed: lot.reversed + amount,
});
