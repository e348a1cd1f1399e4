import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import {
  listBreaks,
  listDays,
  listLines,
  listMatches,
} from '@chobo/projections/reconciliation-days/queries';
import type { DaySummary } from '@chobo/projections/reconciliation-days/report';
import { listSettledBreaks } from '@chobo/projections/reconciliation-days/settledBreaks';

import type { ApiDependencies } from '../../dependencies.ts';
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
import { dayParamsSchema, knownDay, type DayKey } from './day.ts';
import { dayHistorySchema, historyOfDay } from './history.ts';
import { openWorkOf, openWorkOfDay, openWorkSchema } from './openWork.ts';

const tags = ['Reconciliation'];
const config = { access: 'reconciliation:read' } as const;

const dayFilterSchema = z.strictObject({
  source: idSchema.exactOptional(),
  from: businessDateSchema.exactOptional(),
  to: businessDateSchema.exactOptional().describe('Included'),
  state: dayStateSchema.exactOptional(),
  closed: z.boolean().exactOptional().describe('false for those that are still to be closed'),
  totalsTie: z.boolean().exactOptional().describe('Whether the control totals of the file tie'),
});

const breakFilterSchema = z.strictObject({
  kind: breakKindSchema.exactOptional(),
  settled: z.boolean().exactOptional(),
  unresolved: z
    .boolean()
    .exactOptional()
    .describe('true for those that neither a later file nor a person has settled'),
  ...workFilter,
});

const matchFilterSchema = z.strictObject({
  confirmed: z.boolean().exactOptional().describe('false for proposals'),
  carried: z.boolean().exactOptional().describe('true for matches with items of earlier days'),
});

const lineFilterSchema = z.strictObject({
  outcome: lineOutcomeSchema.exactOptional(),
  reference: textSchema.exactOptional(),
  card: textSchema.exactOptional(),
});

/** Days of a source: the board, one day, and what its current run came to. */
export const reconciliationDayRoutes: FastifyPluginCallbackZod<
  Pick<ApiDependencies, 'pool' | 'store'>
> = (app, { pool, store }, done) => {
  const dayOrProblem = (day: DayKey): Promise<DaySummary> => knownDay(pool, day);
  const oneDay = readRefusals('reconciliation_day_not_found');
  const partOfDay = readRefusals('reconciliation_day_not_found', 'invalid_cursor');

  app.get(
    '/api/v1/reconciliation-days',
    {
      config,
      schema: {
        summary: 'Days that have an accepted file, newest first',
        tags,
        querystring: listQuerySchema(dayFilterSchema, ['date', 'source', 'state', 'acceptedAt']),
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
    '/api/v1/reconciliation-days/:day/settled-breaks',
    {
      config,
      schema: {
        summary: 'Breaks of earlier days that the file of this day has settled',
        tags,
        params: dayParamsSchema,
        querystring: listQuerySchema(z.strictObject({}), ['date']),
        response: { ...partOfDay, 200: pageSchema(breakSchema) },
      },
    },
    async ({ params: { day }, query }) => {
      await dayOrProblem(day);
      return answerPage(query, listSettledBreaks(pool, day, query), breakOf);
    },
  );

  app.get(
    '/api/v1/reconciliation-days/:day/open-work',
    {
      config,
      schema: {
        summary: 'What is still to be done before the day can be closed',
        tags,
        params: dayParamsSchema,
        querystring: readQuerySchema,
        response: { ...oneDay, 200: openWorkSchema },
      },
    },
    async ({ params: { day } }) => {
      await dayOrProblem(day);
      return openWorkOf(await openWorkOfDay(pool, day));
    },
  );

  app.get(
    '/api/v1/reconciliation-days/:day/history',
    {
      config,
      schema: {
        summary: 'Files, runs and signatures of the day, the first first',
        tags,
        params: dayParamsSchema,
        querystring: readQuerySchema,
        response: {
          ...readRefusals('reconciliation_day_not_found', 'event_store_unavailable'),
          200: dayHistorySchema,
        },
      },
    },
    async ({ params: { day } }) => {
      await dayOrProblem(day);
      return historyOfDay({ pool, store }, day);
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
        querystring: listQuerySchema(matchFilterSchema, ['fileLine']),
        response: { ...partOfDay, 200: pageSchema(matchSchema) },
      },
    },
    async ({ params: { day }, query }) => {
      await dayOrProblem(day);
      return answerPage(query, listMatches(pool, day, query.filter ?? {}, query), matchOf);
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
