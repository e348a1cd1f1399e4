import { Amount } from '../../parts/values';
import type { LedgerEntry } from './answers';

/** The amount of a posting where it stands on this side, nothing where it does not. */
export const Side = ({
  entry: { amount },
  side,
}: {
  readonly entry: Pick<LedgerEntry, 'amount'>;
  readonly side: 'debit' | 'credit';
}) => {
  const isHere = side === 'debit' ? amount.amount > 0 : amount.amount < 0;
  return isHere ? <Amount value={{ ...amount, amount: Math.abs(amount.amount) }} /> : null;
};
