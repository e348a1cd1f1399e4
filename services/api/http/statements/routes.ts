import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { findStatement, listStatements } from '@chobo/projections/statements/queries';
import { textsOf } from '@chobo/texts/texts';

import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems.ts';
import { readQuerySchema } from '../schemas/after.ts';
import { answerPage, listQuerySchema, pageSchema } from '../schemas/list.ts';
import { readRefusals } from '../schemas/problem.ts';
import { businessDateSchema, idSchema } from '../schemas/values.ts';
import { statementOf, statementSchema, statementStateSchema, textIdsOf } from './answers.ts';

const tags = ['Statements'];

const filterSchema = z.strictObject({
  source: idSchema.exactOptional(),
  date: businessDateSchema.exactOptional(),
  from: businessDateSchema.exactOptional().describe('First business date'),
  to: businessDateSchema.exactOptional().describe('Last business date, included'),
  state: statementStateSchema.exactOptional(),
});

/** The files that carriers and payment providers sent. */
export const statementRoutes: FastifyPluginCallbackZod<Pick<ApiDependencies, 'pool'>> = (
  app,
  { pool },
  done,
) => {
  app.get(
    '/api/v1/statements',
    {
      config: { access: 'statements:read' },
      schema: {
        summary: 'Files received, newest first',
        tags,
        querystring: listQuerySchema(filterSchema, ['receivedAt', 'date', 'source', 'fileName']),
        response: { ...readRefusals('invalid_cursor'), 200: pageSchema(statementSchema) },
      },
    },
    async ({ query }) => {
      const list = listStatements(pool, query.filter ?? {}, query);
      const page = await answerPage(query, list, (found) => found);
      const texts = await textsOf(pool, textIdsOf(page.data));
      return { ...page, data: page.data.map((found) => statementOf(found, texts)) };
    },
  );

  app.get(
    '/api/v1/statements/:id',
    {
      config: { access: 'statements:read' },
      schema: {
        summary: 'One file and what it came to',
        tags,
        params: z.object({ id: idSchema }),
        querystring: readQuerySchema,
        response: { ...readRefusals('statement_not_found'), 200: statementSchema },
      },
    },
    async ({ params: { id } }) => {
      const statement = await findStatement(pool, id);
      if (statement === null) throw new Problem('statement_not_found');
      return statementOf(statement, await textsOf(pool, textIdsOf([statement])));
    },
  );
  done();
};
