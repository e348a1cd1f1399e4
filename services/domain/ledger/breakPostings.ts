import type { BreakEvent, BreakResolution } from '../break/events.ts';
import { ledgerAccounts } from './accounts.ts';
import type { Line, Transaction } from './transaction.ts';
import { credit, debit, reversed, transaction } from './transaction.ts';

/** What was left in suspense goes where the approved resolution says. */
const resolutionLines = (resolution: BreakResolution): readonly Line[] => {
  switch (resolution.kind) {
    case 'adjustment':
      return [
        debit(resolution.account, resolution.amount),
        credit(ledgerAccounts.suspense, resolution.amount),
      ];
    case 'write_off':
      return [
        debit(ledgerAccounts.overShort, resolution.amount),
        credit(ledgerAccounts.suspense, resolution.amount),
      ];
    // The refund posts itself, on its account; the others move no money.
    case 'refund':
    case 'matched_by_hand':
    case 'dispute':
    case 'carried_forward':
    case 'ignored':
      return [];
  }
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
