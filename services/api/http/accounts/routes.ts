import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { accountById, listAccounts, lotsOf } from '@chobo/projections/accounts/queries';
import type { AccountView } from '@chobo/projections/accounts/queries';
import { listCards } from '@chobo/projections/cards/queries';
import { accountLedger } from '@chobo/projections/ledger/queries';
import { MAX_PAGE } from '@chobo/projections/lists/keyset';
import { accountTimeline } from '@chobo/projections/timeline/queries';

import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems.ts';
import { ledgerBalanceOf, ledgerBalanceSchema } from '../ledger/answers.ts';
import { readQuerySchema } from '../schemas/after.ts';
import { answerPage, listQuerySchema, pageSchema } from '../schemas/list.ts';
import { readRefusals } from '../schemas/problem.ts';
import { businessDateSchema, idSchema } from '../schemas/values.ts';
import { accountOf, accountSchema, lotOf, lotSchema } from './answers.ts';
import { timelineEntryOf, timelineEntrySchema } from './timeline.ts';

const tags = ['Accounts'];
const paramsSchema = z.object({ id: idSchema });

const detailSchema = z.object({
  ...accountSchema.shape,
  cards: z.array(z.string()).describe('ICCIDs; several for a family plan'),
  lots: z.array(lotSchema).describe('In the order in which use takes from them'),
});

/** Accounts: what each holds, what happened to it and its part of the ledger. */
export const accountRoutes: FastifyPluginCallbackZod<Pick<ApiDependencies, 'pool' | 'clock'>> = (
  app,
  { pool, clock },
  done,
) => {
  const accountOrProblem = async (id: string): Promise<AccountView> => {
    const account = await accountById(pool, id);
    if (account === null) throw new Problem('account_not_found');
    return account;
  };

  app.get(
    '/api/v1/accounts',
    {
      config: { access: 'accounts:read' },
      schema: {
        summary: 'Accounts with their balances, newest first',
        tags,
        querystring: listQuerySchema(
          z.strictObject({ brand: idSchema.exactOptional(), plan: idSchema.exactOptional() }),
          ['openedAt', 'accountId'],
        ),
        response: { ...readRefusals('invalid_cursor'), 200: pageSchema(accountSchema) },
      },
    },
    ({ query }) =>
      answerPage(query, listAccounts(pool, query.filter ?? {}, query), (account) =>
        accountOf(account, clock()),
      ),
  );

  app.get(
    '/api/v1/accounts/:id',
    {
      config: { access: 'accounts:read' },
      schema: {
        summary: 'One account with its cards and lots',
        tags,
        params: paramsSchema,
        querystring: readQuerySchema,
        response: { ...readRefusals('account_not_found'), 200: detailSchema },
      },
    },
    async ({ params: { id } }) => {
      const account = await accountOrProblem(id);
      const lots = await lotsOf(pool, id);
      const cards = await listCards(pool, { accountId: id }, { limit: MAX_PAGE });
      return {
        ...accountOf(account, clock()),
        cards: cards.data.map(({ iccid }) => iccid),
        lots: lots.map((lot) => lotOf(lot, account.currency)),
      };
    },
  );

  app.get(
    '/api/v1/accounts/:id/events',
    {
      config: { access: 'accounts:read' },
      schema: {
        summary: 'What happened to an account, newest first',
        tags,
        params: paramsSchema,
        querystring: listQuerySchema(z.strictObject({}), ['at']),
        response: {
          ...readRefusals('account_not_found', 'invalid_cursor'),
          200: pageSchema(timelineEntrySchema),
        },
      },
    },
    async ({ params: { id }, query }) => {
      await accountOrProblem(id);
      return answerPage(query, accountTimeline(pool, id, query), timelineEntryOf);
    },
  );

  app.get(
    '/api/v1/accounts/:id/ledger',
    {
      config: { access: 'accounts:read' },
      schema: {
        summary: 'The ledger of one account at the end of a day',
        description:
          'For support too: what an account holds is what the ledger owes. Its entries are listed by `/api/v1/ledger/entries?filter={"accountId":…}`.',
        tags,
        params: paramsSchema,
        querystring: readQuerySchema.extend({
          asOf: businessDateSchema
            .exactOptional()
            .describe('JST day, included; all days unless said'),
        }),
        response: {
          ...readRefusals('account_not_found'),
          200: z.object({
            accountId: z.string(),
            asOf: z.iso.date().nullable(),
            balances: z.array(ledgerBalanceSchema),
          }),
        },
      },
    },
    async ({ params: { id }, query: { asOf } }) => {
      await accountOrProblem(id);
      const balances = await accountLedger(pool, id, asOf);
      return { accountId: id, asOf: asOf ?? null, balances: balances.map(ledgerBalanceOf) };
    },
  );
  done();
};
