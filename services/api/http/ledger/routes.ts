import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import {
  ledgerMovements,
  listLedgerEntries,
  trialBalance,
} from '@chobo/projections/ledger/queries';

import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems.ts';
import { readQuerySchema } from '../schemas/after.ts';
import { answerPage, listQuerySchema, pageSchema } from '../schemas/list.ts';
import { readRefusals } from '../schemas/problem.ts';
import { businessDateSchema, idSchema, textSchema } from '../schemas/values.ts';
import {
  ledgerBalanceOf,
  ledgerBalanceSchema,
  ledgerEntryOf,
  ledgerEntrySchema,
  ledgerMovementOf,
  ledgerMovementSchema,
  ledgerTotalSchema,
  ledgerTotalsOf,
} from './answers.ts';

const filterSchema = z.strictObject({
  accountId: idSchema.exactOptional(),
  ledgerAccount: textSchema.exactOptional(),
  from: businessDateSchema.exactOptional(),
  to: businessDateSchema.exactOptional().describe('Included'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'is not a currency')
    .exactOptional(),
  transactionNo: z.int().min(1).exactOptional().describe('All lines of one transaction'),
  refundId: idSchema.exactOptional(),
});

/** The double-entry ledger. */
export const ledgerRoutes: FastifyPluginCallbackZod<Pick<ApiDependencies, 'pool'>> = (
  app,
  { pool },
  done,
) => {
  app.get(
    '/api/v1/ledger/entries',
    {
      config: { access: 'ledger:read' },
      schema: {
        summary: 'Entries of the ledger, newest day first',
        tags: ['Ledger'],
        querystring: listQuerySchema(filterSchema, ['date']),
        response: { ...readRefusals('invalid_cursor'), 200: pageSchema(ledgerEntrySchema) },
      },
    },
    ({ query }) =>
      answerPage(query, listLedgerEntries(pool, query.filter ?? {}, query), ledgerEntryOf),
  );

  app.get(
    '/api/v1/ledger/trial-balance',
    {
      config: { access: 'ledger:read' },
      schema: {
        summary: 'Every ledger account at the end of a day; debit and credit add up to the same',
        tags: ['Ledger'],
        querystring: readQuerySchema.extend({
          asOf: businessDateSchema
            .exactOptional()
            .describe('JST day, included; all days unless said'),
        }),
        response: {
          ...readRefusals(),
          200: z.object({
            asOf: z.iso.date().nullable(),
            balances: z.array(ledgerBalanceSchema),
            totals: z.array(ledgerTotalSchema).describe('Of all accounts, by currency'),
          }),
        },
      },
    },
    async ({ query: { asOf } }) => {
      const balances = await trialBalance(pool, asOf);
      return {
        asOf: asOf ?? null,
        balances: balances.map(ledgerBalanceOf),
        totals: ledgerTotalsOf(balances),
      };
    },
  );

  app.get(
    '/api/v1/ledger/accounts/:ledgerAccount',
    {
      config: { access: 'ledger:read' },
      schema: {
        summary: 'One ledger account over a stretch of days: opening, both sides, closing',
        tags: ['Ledger'],
        params: z.object({ ledgerAccount: textSchema }),
        querystring: readQuerySchema.extend({
          from: businessDateSchema.exactOptional(),
          to: businessDateSchema.exactOptional().describe('Included'),
        }),
        response: {
          ...readRefusals('ledger_account_not_found'),
          200: z.object({
            ledgerAccount: z.string(),
            from: z.iso.date().nullable(),
            to: z.iso.date().nullable(),
            movements: z.array(ledgerMovementSchema).describe('By currency'),
          }),
        },
      },
    },
    async ({ params: { ledgerAccount }, query: { from, to } }) => {
      const days = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
      const movements = await ledgerMovements(pool, ledgerAccount, days);
      if (movements === null) throw new Problem('ledger_account_not_found');
      return {
        ledgerAccount,
        from: from ?? null,
        to: to ?? null,
        movements: movements.map(ledgerMovementOf),
      };
    },
  );
  done();
};
