import { accept } from '../kernel/decider.ts';
import type { ExpireBalance } from './commands.ts';
import type { AccountDecision } from './decision.ts';
import { amountOf, availableIn, isOver } from './lots.ts';
import { expiryOf } from './release.ts';
import type { OpenedAccount } from './state.ts';

/** Forfeits what is left of the lots whose validity has ended, except what refunds hold. */
export const expireBalance = ({ data }: ExpireBalance, account: OpenedAccount): AccountDecision => {
  const forfeited = [...account.lots.values()]
    .filter((lot) => availableIn(lot) > 0 && isOver(account, lot, data.at))
    .map((lot) => amountOf(lot, availableIn(lot)));
  return accept(...expiryOf(account, forfeited, data.at));
};
