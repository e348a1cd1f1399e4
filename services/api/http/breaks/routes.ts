import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { fileOfBreak } from '@chobo/projections/breaks/sides';
import {
  findBreak,
  listBreaks,
  type ListedBreak,
} from '@chobo/projections/reconciliation-days/queries';
import { storedLines } from '@chobo/statement-store/storedLines';

import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems.ts';
import { readQuerySchema } from '../schemas/after.ts';
import { answerPage, listQuerySchema, pageSchema } from '../schemas/list.ts';
import { readRefusals } from '../schemas/problem.ts';
import { idSchema } from '../schemas/values.ts';
import { breakOf, breakSchema } from './answers.ts';
import { breakDetail, breakDetailSchema } from './detail.ts';
import { breakFilterSchema, viewFilterOf } from './filter.ts';
import { goneBreak, goneBreakSchema } from './gone.ts';

const tags = ['Reconciliation'];
const config = { access: 'reconciliation:read' } as const;
const params = z.object({ id: idSchema });

/** Breaks over days and sources: the work list, and one of them with all that there is to know. */
export const breakRoutes: FastifyPluginCallbackZod<
  Pick<ApiDependencies, 'pool' | 'store' | 'clock'>
> = (app, { pool, store, clock }, done) => {
  const breakOrProblem = async (id: string): Promise<ListedBreak> => {
    const found = await findBreak(pool, id);
    if (found === null) throw new Problem('break_not_found');
    return found;
  };

  app.get(
    '/api/v1/breaks',
    {
      config,
      schema: {
        summary: 'Breaks of the current runs, newest day first',
        tags,
        querystring: listQuerySchema(breakFilterSchema, ['date', 'difference']),
        response: { ...readRefusals('invalid_cursor'), 200: pageSchema(breakSchema) },
      },
    },
    ({ query }) =>
      answerPage(
        query,
        listBreaks(pool, viewFilterOf(query.filter ?? {}, clock()), query),
        breakOf,
      ),
  );

  app.get(
    '/api/v1/breaks/:id',
    {
      config,
      schema: {
        summary: 'One break: both sides, what can be done about it, and what was done',
        description:
          'Of a break that no current run has, the work that people did about it is told still.',
        tags,
        params,
        querystring: readQuerySchema,
        response: {
          ...readRefusals('break_not_found', 'event_store_unavailable'),
          200: z.union([breakDetailSchema, goneBreakSchema]),
        },
      },
    },
    async ({ params: { id } }) => {
      const found = await findBreak(pool, id);
      if (found !== null) return breakDetail({ pool, store }, found);
      const gone = await goneBreak({ pool, store }, id);
      if (gone === null) throw new Problem('break_not_found');
      return gone;
    },
  );

  app.get(
    '/api/v1/breaks/:id/raw-lines',
    {
      config,
      schema: {
        summary: 'The lines of a break as they stand in the file',
        description: 'Reads the file up to the last of them; a large one takes a moment.',
        tags,
        params,
        querystring: readQuerySchema,
        response: {
          ...readRefusals('break_not_found', 'event_store_unavailable'),
          200: z.object({
            isFileKept: z.boolean().describe('false for a day of a log imported without its files'),
            lines: z.array(z.object({ fileLine: z.int(), text: z.string() })),
          }),
        },
      },
    },
    async ({ params: { id } }) => {
      const found = await breakOrProblem(id);
      const file = await fileOfBreak(pool, found);
      if (file === null || found.fileLines.length === 0) {
        return { isFileKept: file !== null, lines: [] };
      }
      const { statementId } = file;
      const texts = await storedLines(
        { pool, store },
        { statementId, source: found.source },
        found.fileLines,
      );
      const lines = [...(texts ?? [])].map(([fileLine, text]) => ({ fileLine, text }));
      return { isFileKept: texts !== null, lines };
    },
  );
  done();
};
