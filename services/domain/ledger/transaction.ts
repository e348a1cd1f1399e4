import type { Currency } from '../kernel/money.ts';

/** Whose the amount is, below the ledger account. */
export type SubLedgerKeys = {
  /** The balance that it belongs to; null for a break. */
  readonly accountId: string | null;
  /** The reconciliation source that should confirm it. */
  readonly source: string | null;
  readonly topUpId: string | null;
  readonly refundId: string | null;
};

/** One line of a transaction: debit positive, credit negative, in minor units, never zero. */
export type Posting = {
  readonly account: string;
  readonly amount: number;
  readonly currency: Currency;
  readonly keys: SubLedgerKeys;
};

/** The lines of one event. They sum to zero; none for an event that moves no value. */
export type Transaction = readonly Posting[];

/** A line before its currency and common keys are known. */
export type Line = {
  readonly account: string;
  readonly amount: number;
  readonly keys?: Partial<SubLedgerKeys>;
};

export const debit = (account: string, amount: number, keys?: Partial<SubLedgerKeys>): Line =>
  keys === undefined ? { account, amount } : { account, amount, keys };

export const credit = (account: string, amount: number, keys?: Partial<SubLedgerKeys>): Line =>
  debit(account, -amount, keys);

/**
 * Puts lines together; lines of zero are left out.
 *
 * @throws RangeError when they do not balance: an event that would unbalance
 *   the books is a bug and must stop the projection, not be shown
 */
export const transaction = (
  currency: Currency,
  keys: SubLedgerKeys,
  lines: readonly Line[],
): Transaction => {
  const sum = lines.reduce((total, line) => total + line.amount, 0);
  if (sum !== 0) throw new RangeError(`A transaction is out of balance by ${sum} ${currency}`);
  return lines
    .filter((line) => line.amount !== 0)
    .map((line) => ({
      account: line.account,
      amount: line.amount,
      currency,
      keys: { ...keys, ...line.keys },
    }));
};

/** The same lines on their other sides: how a decision is taken back. */
export const reversed = (lines: readonly Line[]): readonly Line[] =>
  lines.map((line) => ({ ...line, amount: -line.amount }));
