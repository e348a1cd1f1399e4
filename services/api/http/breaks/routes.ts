import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { listBreaks } from '@chobo/projections/reconciliation-days/queries';

import type { ApiDependencies } from '../../dependencies.ts';
import { answerPage, listQuerySchema, pageSchema } from '../schemas/list.ts';
import { readRefusals } from '../schemas/problem.ts';
import { businessDateSchema, idSchema } from '../schemas/values.ts';
import { breakKindSchema, breakOf, breakSchema } from './answers.ts';
import { workFilter } from './work.ts';

const filterSchema = z.strictObject({
  source: idSchema.exactOptional(),
  date: businessDateSchema.exactOptional(),
  from: businessDateSchema.exactOptional(),
  to: businessDateSchema.exactOptional().describe('Included'),
  kind: breakKindSchema.exactOptional(),
  settled: z.boolean().exactOptional().describe('Whether a later file has settled it'),
  ...workFilter,
});

/** Breaks over days and sources: the work list. */
export const breakRoutes: FastifyPluginCallbackZod<Pick<ApiDependencies, 'pool'>> = (
  app,
  { pool },
  done,
) => {
  app.get(
    '/api/v1/breaks',
    {
      config: { access: 'reconciliation:read' },
      schema: {
        summary: 'Breaks of the current runs, newest day first',
        tags: ['Reconciliation'],
        querystring: listQuerySchema(filterSchema, ['date']),
        response: { ...readRefusals('invalid_cursor'), 200: pageSchema(breakSchema) },
      },
    },
    ({ query }) => answerPage(query, listBreaks(pool, query.filter ?? {}, query), breakOf),
  );
  done();
};
