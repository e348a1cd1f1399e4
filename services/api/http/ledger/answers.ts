import { z } from 'zod';

import type { LedgerBalance, LedgerEntry } from '@chobo/projections/ledger/queries';

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
