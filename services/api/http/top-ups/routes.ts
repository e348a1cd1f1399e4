import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { channelSchema, paymentMethodSchema } from '@chobo/domain/catalogue/documents';
import { listTopUps } from '@chobo/projections/top-ups/queries';

import type { ApiDependencies } from '../../dependencies.ts';
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
        querystring: listQuerySchema(filterSchema, ['at', 'topUpId', 'price']),
        response: { ...readRefusals('invalid_cursor'), 200: pageSchema(topUpSchema) },
      },
    },
    ({ query }) => answerPage(query, listTopUps(pool, query.filter ?? {}, query), topUpOf),
  );
  done();
};
