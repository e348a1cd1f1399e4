import type { BreakEvent, BreakResolution } from '../break/events.ts';
import { amountPosted } from '../break/resolution.ts';
import { ledgerAccounts } from './accounts.ts';
import type { Line, Transaction } from './transaction.ts';
import { credit, debit, reversed, transaction } from './transaction.ts';

/** The account that a resolution posts to, against suspense; null where it posts nothing itself. */
export const accountPosted = (resolution: BreakResolution): string | null => {
  switch (resolution.kind) {
    case 'adjustment':
      return resolution.account;
    case 'write_off':
      return ledgerAccounts.overShort;
    // The refund posts itself, on its account; the others move no money.
    case 'refund':
    case 'matched_by_hand':
    case 'dispute':
    case 'carried_forward':
    case 'ignored':
      return null;
  }
};

/** What was left in suspense goes where the approved resolution says. */
const resolutionLines = (resolution: BreakResolution): readonly Line[] => {
  const account = accountPosted(resolution);
  const amount = amountPosted(resolution);
  return account === null ? [] : [debit(account, amount), credit(ledgerAccounts.suspense, amount)];
};

/** The transaction of a break's resolution, or of its undoing. */
export const breakPostings = (event: BreakEvent): Transaction => {
  if (event.type !== 'BreakResolved' && event.type !== 'BreakResolutionUndone') return [];
  const { resolution, currency, source } = event.data;
  const lines = resolutionLines(resolution);
  return transaction(
    currency,
    { accountId: null, source, topUpId: null, refundId: null },
    event.type === 'BreakResolved' ? lines : reversed(lines),
  );
};
