import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { businessDateOf } from '@chobo/domain/kernel/time';
import { mayDo } from '@chobo/identity/roles';

import { actorOf } from '../../commands/given.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { sessionOf } from '../../plugins/authentication.ts';
import { readQuerySchema } from '../schemas/after.ts';
import { readRefusals } from '../schemas/problem.ts';
import { instant, instantSchema } from '../schemas/values.ts';
import { reconciliationPart, reconciliationPartSchema } from './reconciliation.ts';
import { refundsPart, refundsPartSchema } from './refunds.ts';

const dashboardSchema = z
  .object({
    at: instantSchema,
    today: z.iso.date().describe('In Japan'),
    reconciliation: reconciliationPartSchema
      .nullable()
      .describe('null for those who may not read reconciliation'),
    refunds: refundsPartSchema.nullable().describe('null for those who may not read refunds'),
  })
  .meta({ id: 'Dashboard' });

/** The first page of the console: what there is to do, for whoever asks. */
export const dashboardRoutes: FastifyPluginCallbackZod<Pick<ApiDependencies, 'pool' | 'clock'>> = (
  app,
  { pool, clock },
  done,
) => {
  app.get(
    '/api/v1/dashboard',
    {
      config: { access: 'logged_in' },
      schema: {
        summary: 'What there is to do, by the permissions of the reader',
        tags: ['Dashboard'],
        querystring: readQuerySchema,
        response: { ...readRefusals(), 200: dashboardSchema },
      },
    },
    async (request) => {
      const { roles } = sessionOf(request).user;
      const nowMs = clock();
      const [reconciliation, refunds] = await Promise.all([
        mayDo(roles, 'reconciliation:read') ? reconciliationPart(pool, nowMs) : null,
        mayDo(roles, 'refunds:read') ? refundsPart(pool, { actor: actorOf(request), roles }) : null,
      ]);
      return { at: instant(nowMs), today: businessDateOf(nowMs), reconciliation, refunds };
    },
  );
  done();
};
