import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import {
  listBreaks,
  listDays,
  listLines,
  listMatches,
} from '@chobo/projections/reconciliation-days/queries';
import { findDay } from '@chobo/projections/reconciliation-days/report';
import type { DaySummary } from '@chobo/projections/reconciliation-days/report';

import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems.ts';
import { breakKindSchema, breakOf, breakSchema } from '../breaks/answers.ts';
import { workFilter } from '../breaks/work.ts';
import { readQuerySchema } from '../schemas/after.ts';
import { answerPage, listQuerySchema, pageSchema } from '../schemas/list.ts';
import { readRefusals } from '../schemas/problem.ts';
import { businessDateSchema, idSchema, textSchema } from '../schemas/values.ts';
import {
  dayOf,
  daySchema,
  dayStateSchema,
  lineOf,
  lineOutcomeSchema,
  lineSchema,
  matchOf,
  matchSchema,
} from './answers.ts';
import { dayParamsSchema } from './day.ts';

const tags = ['Reconciliation'];
const config = { access: 'reconciliation:read' } as const;

const dayFilterSchema = z.strictObject({
  source: idSchema.exactOptional(),
  from: businessDateSchema.exactOptional(),
  to: businessDateSchema.exactOptional().describe('Included'),
  state: dayStateSchema.exactOptional(),
});

const breakFilterSchema = z.strictObject({
  kind: breakKindSchema.exactOptional(),
  settled: z.boolean().exactOptional(),
  ...workFilter,
});

const lineFilterSchema = z.strictObject({
  outcome: lineOutcomeSchema.exactOptional(),
  reference: textSchema.exactOptional(),
  card: textSchema.exactOptional(),
});

/** Days of a source: the board, one day, and what its current run came to. */
export const reconciliationDayRoutes: FastifyPluginCallbackZod<Pick<ApiDependencies, 'pool'>> = (
  app,
  { pool },
  done,
) => {
  const dayOrProblem = async (day: { source: string; date: string }): Promise<DaySummary> => {
    const found = await findDay(pool, day.source, day.date);
    if (found === null) throw new Problem('reconciliation_day_not_found');
    return found;
  };
  const oneDay = readRefusals('reconciliation_day_not_found');
  const partOfDay = readRefusals('reconciliation_day_not_found', 'invalid_cursor');

  app.get(
    '/api/v1/reconciliation-days',
    {
      config,
      schema: {
        summary: 'Days that have an accepted file, newest first',
        tags,
        querystring: listQuerySchema(dayFilterSchema, ['date']),
        response: { ...readRefusals('invalid_cursor'), 200: pageSchema(daySchema) },
      },
    },
    ({ query }) => answerPage(query, listDays(pool, query.filter ?? {}, query), dayOf),
  );

  app.get(
    '/api/v1/reconciliation-days/:day',
    {
      config,
      schema: {
        summary: 'One day and its current outcome in figures',
        tags,
        params: dayParamsSchema,
        querystring: readQuerySchema,
        response: { ...oneDay, 200: daySchema },
      },
    },
    async ({ params: { day } }) => dayOf(await dayOrProblem(day)),
  );

  app.get(
    '/api/v1/reconciliation-days/:day/breaks',
    {
      config,
      schema: {
        summary: 'Breaks of the current run, as they read today',
        tags,
        params: dayParamsSchema,
        querystring: listQuerySchema(breakFilterSchema, ['date']),
        response: { ...partOfDay, 200: pageSchema(breakSchema) },
      },
    },
    async ({ params: { day }, query }) => {
      await dayOrProblem(day);
      return answerPage(query, listBreaks(pool, { ...query.filter, ...day }, query), breakOf);
    },
  );

  app.get(
    '/api/v1/reconciliation-days/:day/matches',
    {
      config,
      schema: {
        summary: 'Exact matches and proposals, by line',
        tags,
        params: dayParamsSchema,
        querystring: listQuerySchema(z.strictObject({}), ['fileLine']),
        response: { ...partOfDay, 200: pageSchema(matchSchema) },
      },
    },
    async ({ params: { day }, query }) => {
      await dayOrProblem(day);
      return answerPage(query, listMatches(pool, day, query), matchOf);
    },
  );

  app.get(
    '/api/v1/reconciliation-days/:day/lines',
    {
      config,
      schema: {
        summary: 'Data lines of the file, each with where it ended',
        tags,
        params: dayParamsSchema,
        querystring: listQuerySchema(lineFilterSchema, ['fileLine']),
        response: { ...partOfDay, 200: pageSchema(lineSchema) },
      },
    },
    async ({ params: { day }, query }) => {
      await dayOrProblem(day);
      return answerPage(query, listLines(pool, day, query.filter ?? {}, query), lineOf);
    },
  );
  done();
};
