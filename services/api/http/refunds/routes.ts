import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { listRefunds } from '@chobo/projections/refunds/queries';

import type { ApiDependencies } from '../../dependencies.ts';
import { answerPage, listQuerySchema, pageSchema } from '../schemas/list.ts';
import { readRefusals } from '../schemas/problem.ts';
import { idSchema, instantMsSchema } from '../schemas/values.ts';
import { refundOf, refundSchema, refundStateSchema } from './answers.ts';

const filterSchema = z
  .strictObject({
    state: refundStateSchema.exactOptional(),
    accountId: idSchema.exactOptional(),
    topUpId: idSchema.exactOptional(),
    brand: idSchema.exactOptional(),
    requestedBy: idSchema.exactOptional(),
    from: instantMsSchema.exactOptional().describe('Requested from here on'),
    before: instantMsSchema.exactOptional(),
  })
  .transform(({ from, before, ...others }) => ({
    ...others,
    ...(from === undefined ? {} : { fromMs: from }),
    ...(before === undefined ? {} : { beforeMs: before }),
  }));

/** Refunds and how far each has come. */
export const refundRoutes: FastifyPluginCallbackZod<Pick<ApiDependencies, 'pool'>> = (
  app,
  { pool },
  done,
) => {
  app.get(
    '/api/v1/refunds',
    {
      config: { access: 'refunds:read' },
      schema: {
        summary: 'Refunds, newest first',
        tags: ['Refunds'],
        querystring: listQuerySchema(filterSchema, ['requestedAt', 'refundId', 'value']),
        response: { ...readRefusals('invalid_cursor'), 200: pageSchema(refundSchema) },
      },
    },
    ({ query }) => answerPage(query, listRefunds(pool, query.filter ?? {}, query), refundOf),
  );
  done();
};
