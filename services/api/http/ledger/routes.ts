import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { listLedgerEntries, trialBalance } from '@chobo/projections/ledger/queries';

import type { ApiDependencies } from '../../dependencies.ts';
import { readQuerySchema } from '../schemas/after.ts';
import { answerPage, listQuerySchema, pageSchema } from '../schemas/list.ts';
import { readRefusals } from '../schemas/problem.ts';
import { businessDateSchema, idSchema, textSchema } from '../schemas/values.ts';
import {
  ledgerBalanceOf,
  ledgerBalanceSchema,
  ledgerEntryOf,
  ledgerEntrySchema,
} from './answers.ts';

const filterSchema = z.strictObject({
  accountId: idSchema.exactOptional(),
  ledgerAccount: textSchema.exactOptional(),
  from: businessDateSchema.exactOptional(),
  to: businessDateSchema.exactOptional().describe('Included'),
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
          }),
        },
      },
    },
    async ({ query: { asOf } }) => {
      const balances = await trialBalance(pool, asOf);
      return { asOf: asOf ?? null, balances: balances.map(ledgerBalanceOf) };
    },
  );
  done();
};
