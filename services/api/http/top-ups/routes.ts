import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { channelSchema, paymentMethodSchema } from '@chobo/domain/catalogue/documents';
import { lotsOf } from '@chobo/projections/accounts/queries';
import { MAX_PAGE } from '@chobo/projections/lists/keyset';
import { listRefunds } from '@chobo/projections/refunds/queries';
import { subjectTimeline } from '@chobo/projections/timeline/queries';
import { listTopUps, topUpById } from '@chobo/projections/top-ups/queries';

import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems.ts';
import { lotOf, lotSchema } from '../accounts/answers.ts';
import { timelineEntryOf, timelineEntrySchema } from '../accounts/timeline.ts';
import { refundOf, refundSchema } from '../refunds/answers.ts';
import { readApprovers } from '../refunds/approvers.ts';
import { readQuerySchema } from '../schemas/after.ts';
import { answerPage, listQuerySchema, pageSchema } from '../schemas/list.ts';
import { readRefusals } from '../schemas/problem.ts';
import { idSchema, instantMsSchema, textSchema } from '../schemas/values.ts';
import { topUpOf, topUpSchema, topUpStatusSchema } from './answers.ts';

const filterSchema = z
  .strictObject({
    status: topUpStatusSchema.exactOptional(),
    accountId: idSchema.exactOptional(),
    iccid: z
      .string()
      .regex(/^\d{19,20}$/, 'must be a whole card number')
      .exactOptional(),
    brand: idSchema.exactOptional(),
    channel: channelSchema.exactOptional(),
    method: paymentMethodSchema.exactOptional(),
    provider: textSchema.exactOptional(),
    reference: textSchema.exactOptional(),
    from: instantMsSchema.exactOptional().describe('Paid, or else requested, from here on'),
    before: instantMsSchema.exactOptional(),
  })
  .transform(({ from, before, ...others }) => ({
    ...others,
    ...(from === undefined ? {} : { fromMs: from }),
    ...(before === undefined ? {} : { beforeMs: before }),
  }));

const detailSchema = z
  .object({
    ...topUpSchema.shape,
    lots: z.array(lotSchema).describe('What is left of it: its paid value, then its bonus'),
    refunds: z.array(refundSchema).describe(`Newest first, at most ${MAX_PAGE}`),
    history: z.array(timelineEntrySchema).describe('What happened to it, oldest first'),
  })
  .meta({ id: 'TopUpDetail' });

/** Top-ups, from the request to the credit and what may follow. */
export const topUpRoutes: FastifyPluginCallbackZod<Pick<ApiDependencies, 'pool'>> = (
  app,
  { pool },
  done,
) => {
  app.get(
    '/api/v1/top-ups',
    {
      config: { access: 'top-ups:read' },
      schema: {
        summary: 'Top-ups, newest first',
        tags: ['Top-ups'],
        querystring: listQuerySchema(filterSchema, ['at', 'price']),
        response: { ...readRefusals('invalid_cursor'), 200: pageSchema(topUpSchema) },
      },
    },
    ({ query }) => answerPage(query, listTopUps(pool, query.filter ?? {}, query), topUpOf),
  );

  app.get(
    '/api/v1/top-ups/:id',
    {
      config: { access: 'top-ups:read' },
      schema: {
        summary: 'One top-up with what is left of it, its refunds and its history',
        tags: ['Top-ups'],
        params: z.object({ id: idSchema }),
        querystring: readQuerySchema,
        response: { ...readRefusals('top_up_not_found'), 200: detailSchema },
      },
    },
    async ({ params: { id } }) => {
      const topUp = await topUpById(pool, id);
      if (topUp === null) throw new Problem('top_up_not_found');
      const [lots, refunds, approvers, history] = await Promise.all([
        lotsOf(pool, topUp.accountId),
        listRefunds(pool, { topUpId: id }, { limit: MAX_PAGE }),
        readApprovers(pool),
        subjectTimeline(pool, topUp.accountId, id),
      ]);
      return {
        ...topUpOf(topUp),
        lots: lots.filter(({ topUpId }) => topUpId === id).map((lot) => lotOf(lot, topUp.currency)),
        refunds: refunds.data.map((refund) => refundOf(refund, approvers)),
        history: history.map(timelineEntryOf),
      };
    },
  );
  done();
};
