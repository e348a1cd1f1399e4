import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { listRefunds } from '@chobo/projections/refunds/queries';

import { actorOf } from '../../commands/given.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { sessionOf } from '../../plugins/authentication.ts';
import { answerPage, listQuerySchema, pageSchema } from '../schemas/list.ts';
import { readRefusals } from '../schemas/problem.ts';
import { idSchema, instantMsSchema } from '../schemas/values.ts';
import { refundOf, refundSchema, refundStateSchema } from './answers.ts';
import { nextStepsOf, readApprovers } from './approvers.ts';

const filterSchema = z
  .strictObject({
    state: refundStateSchema.exactOptional(),
    accountId: idSchema.exactOptional(),
    topUpId: idSchema.exactOptional(),
    brand: idSchema.exactOptional(),
    requestedBy: idSchema.exactOptional(),
    from: instantMsSchema.exactOptional().describe('Requested from here on'),
    before: instantMsSchema.exactOptional(),
    waitsForMe: z
      .literal(true)
      .exactOptional()
      .describe(
        'Those that the reader may approve by role and amount, or pay out; none asked for by them',
      ),
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
    async (request) => {
      const { query } = request;
      const { waitsForMe = false, ...filter } = query.filter ?? {};
      const approvers = await readApprovers(pool);
      const { roles } = sessionOf(request).user;
      const reader = { actor: actorOf(request), roles };
      const wanted = {
        ...filter,
        ...(waitsForMe && { waitsFor: nextStepsOf(approvers, reader) }),
      };
      return answerPage(query, listRefunds(pool, wanted, query), (refund) =>
        refundOf(refund, approvers),
      );
    },
  );
  done();
};
