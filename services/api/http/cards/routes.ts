import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import type { Offer } from '@chobo/domain/catalogue/documents';
import { accountById } from '@chobo/projections/accounts/queries';
import { cardByIccid, isCardFragment, listCards } from '@chobo/projections/cards/queries';
import { currentDocuments } from '@chobo/projections/catalogue/queries';
import type { Database } from '@chobo/projections/lists/keyset';

import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems.ts';
import { readQuerySchema } from '../schemas/after.ts';
import { answerPage, listQuerySchema, pageSchema } from '../schemas/list.ts';
import { readRefusals } from '../schemas/problem.ts';
import { idSchema } from '../schemas/values.ts';
import { cardDetailOf, cardDetailSchema, cardOf, cardSchema, iccidOf } from './answers.ts';

const tags = ['Cards'];

const filterSchema = z.strictObject({
  fragment: z
    .string()
    .refine(isCardFragment, 'must be 4 to 20 digits that stand side by side in the number')
    .exactOptional(),
  brand: idSchema.exactOptional(),
  accountId: idSchema.exactOptional(),
});

const offersNow = async (database: Database): Promise<readonly Offer[]> =>
  (await currentDocuments(database, 'offer'))
    .map(({ document }) => document)
    .filter((document) => document.kind === 'offer');

/** Cards: found by a piece of their number, verified by the whole of it. */
export const cardRoutes: FastifyPluginCallbackZod<Pick<ApiDependencies, 'pool' | 'clock'>> = (
  app,
  { pool, clock },
  done,
) => {
  app.get(
    '/api/v1/cards',
    {
      config: { access: 'cards:read' },
      schema: {
        summary: 'Cards by number',
        tags,
        querystring: listQuerySchema(filterSchema, ['iccid', 'registeredAt']),
        response: { ...readRefusals('invalid_cursor'), 200: pageSchema(cardSchema) },
      },
    },
    ({ query }) => answerPage(query, listCards(pool, query.filter ?? {}, query), cardOf),
  );

  app.get(
    '/api/v1/cards/:iccid',
    {
      config: { access: 'cards:read' },
      schema: {
        summary: 'Verify a card: brand, plan, validity, status, balance and offers',
        description: 'Spaces, hyphens, full-width digits and a trailing F are read over.',
        tags,
        params: z.object({ iccid: z.string().max(64).describe('ICCID, 19 or 20 digits') }),
        querystring: readQuerySchema,
        response: {
          ...readRefusals(
            'card_number_empty',
            'card_number_imei',
            'card_number_excel_damaged',
            'card_number_not_digits',
            'card_number_wrong_length',
            'card_number_wrong_prefix',
            'card_number_wrong_check_digit',
            'card_not_found',
          ),
          200: cardDetailSchema,
        },
      },
    },
    async ({ params }) => {
      const card = await cardByIccid(pool, iccidOf(params.iccid));
      const account = card === null ? null : await accountById(pool, card.accountId);
      if (card === null || account === null) throw new Problem('card_not_found');
      return cardDetailOf(card, account, await offersNow(pool), clock());
    },
  );
  done();
};
