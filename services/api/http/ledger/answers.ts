import { z } from 'zod';

import type { LedgerBalance, LedgerEntry, LedgerMovement } from '@chobo/projections/ledger/queries';

import { instant, instantSchema, money, moneySchema } from '../schemas/values.ts';

export const ledgerBalanceSchema = z
  .object({
    ledgerAccount: z.string().describe('e.g. `liability:prepaid:<brand>`'),
    debit: moneySchema,
    credit: moneySchema,
    balance: moneySchema.describe('Debit − credit'),
  })
  .meta({ id: 'LedgerBalance' });

/** What is on both sides of a ledger account. */
export const ledgerBalanceOf = (row: LedgerBalance): z.infer<typeof ledgerBalanceSchema> => ({
  ledgerAccount: row.ledgerAccount,
  debit: money(row.debit, row.currency),
  credit: money(row.credit, row.currency),
  balance: money(row.balance, row.currency),
});

export const ledgerTotalSchema = z
  .object({
    debit: moneySchema,
    credit: moneySchema,
    difference: moneySchema.describe('Debit − credit: nothing, or the ledger is wrong'),
  })
  .meta({ id: 'LedgerTotal' });

/** Both sides of all accounts together, by currency. */
export const ledgerTotalsOf = (
  balances: readonly LedgerBalance[],
): z.infer<typeof ledgerTotalSchema>[] =>
  [...new Set(balances.map(({ currency }) => currency))].map((currency) => {
    const own = balances.filter((balance) => balance.currency === currency);
    const debit = own.reduce((sum, balance) => sum + balance.debit, 0);
    const credit = own.reduce((sum, balance) => sum + balance.credit, 0);
    return {
      debit: money(debit, currency),
      credit: money(credit, currency),
      difference: money(debit - credit, currency),
    };
  });

export const ledgerMovementSchema = z
  .object({
    opening: moneySchema.describe('Debit − credit before the first day'),
    debit: moneySchema,
    credit: moneySchema,
    closing: moneySchema.describe('Debit − credit at the end of the last day'),
  })
  .meta({ id: 'LedgerMovement' });

/** An account over a stretch of days, in one currency. */
export const ledgerMovementOf = ({
  currency,
  ...amounts
}: LedgerMovement): z.infer<typeof ledgerMovementSchema> => ({
  opening: money(amounts.opening, currency),
  debit: money(amounts.debit, currency),
  credit: money(amounts.credit, currency),
  closing: money(amounts.closing, currency),
});

export const ledgerEntrySchema = z
  .object({
    transactionNo: z.int().describe('From 1, in the order of the log'),
    entryNo: z.int(),
    date: z.iso.date().describe('JST day of occurrence'),
    at: instantSchema,
    ledgerAccount: z.string(),
    amount: moneySchema.describe('Debit positive, credit negative'),
    event: z
      .object({ type: z.string(), stream: z.string(), revision: z.int() })
      .describe('The event behind it'),
    accountId: z.string().nullable(),
    source: z.string().nullable(),
    topUpId: z.string().nullable(),
    refundId: z.string().nullable(),
  })
  .meta({ id: 'LedgerEntry' });

/** One line of a transaction. */
export const ledgerEntryOf = (entry: LedgerEntry): z.infer<typeof ledgerEntrySchema> => ({
  transactionNo: entry.transactionNo,
  entryNo: entry.entryNo,
  date: entry.date,
  at: instant(entry.atMs),
  ledgerAccount: entry.ledgerAccount,
  amount: money(entry.amount, entry.currency),
  event: { type: entry.type, stream: entry.stream, revision: entry.revision },
  accountId: entry.accountId,
  source: entry.source,
  topUpId: entry.topUpId,
  refundId: entry.refundId,
});
