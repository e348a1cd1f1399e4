import type { Pool } from 'pg';
import { z } from 'zod';

import type { Source } from '@chobo/domain/catalogue/documents';
import { addDays, businessDateOf, type BusinessDate } from '@chobo/domain/kernel/time';
import { workLeftBehind } from '@chobo/projections/breaks/leftBehind';
import { currentDocuments } from '@chobo/projections/catalogue/queries';
import {
  boardDays,
  countUnsignedProposals,
  daysWithoutAnyFile,
} from '@chobo/projections/reconciliation-days/board';
import { openBreaks, type OpenBreaks } from '@chobo/projections/reconciliation-days/openWork';
import type { DaySummary } from '@chobo/projections/reconciliation-days/report';

import { dayStateSchema } from '../reconciliation-days/answers.ts';
import { instant, instantSchema, money, moneySchema } from '../schemas/values.ts';
import { ageingOf, ageingSchema } from './ageing.ts';
import { expectedAtOf } from './expected.ts';
import { sumsOf } from './sums.ts';

/** Days back that the board always shows, today included. */
const BOARD_DAYS = 14;

/** Days on the board at most, those of all sources together. */
const MOST_DAYS = 200;

const boardDaySchema = z
  .object({
    source: z.string(),
    date: z.iso.date(),
    state: z
      .enum([...dayStateSchema.options, 'awaited', 'missing'])
      .describe('Without a file: `awaited` until it should be there, then `missing`'),
    expectedAt: instantSchema.nullable().describe('Of a day without a file: when it is due'),
    matched: z.int().nullable().describe('Lines matched exactly, with earlier items too'),
    executed: z
      .int()
      .nullable()
      .describe('Lines that say that something was done, and no earlier file said it'),
    openBreaks: z.int(),
    atRisk: z.array(moneySchema).describe('Sums of their differences, whichever the signs'),
    totalsTie: z.boolean().describe('Whether the control totals of the file tie'),
  })
  .meta({ id: 'BoardDay' });

export const reconciliationPartSchema = z
  .object({
    sources: z.array(
      z.object({
        id: z.string(),
        name: z
          .object({ en: z.string(), ja: z.string(), 'zh-CN': z.string() })
          .describe('In English where it has none of its own'),
        missingFiles: z.int().describe('Days since its first file whose file is overdue'),
        firstMissing: z.iso.date().nullable().describe('The first of them'),
        missingSince: instantSchema.nullable().describe('When that one was due'),
      }),
    ),
    days: z
      .array(boardDaySchema)
      .describe('The last 14 days, and older ones that are not closed; newest first'),
    hasMoreDays: z.boolean(),
    openBreaks: z.int(),
    atRisk: z.array(moneySchema),
    withoutAmount: z.int().describe('Open breaks whose amount could not be read'),
    unsignedProposals: z.int(),
    workLeftBehind: z
      .array(
        z.object({ id: z.string(), source: z.string(), date: z.iso.date(), amount: moneySchema }),
      )
      .describe(
        'Breaks that are no more or that a later file settled, with a posting to take back, at most 31',
      ),
    ageing: z.array(ageingSchema),
  })
  .meta({ id: 'ReconciliationOverview' });

type BoardDay = z.infer<typeof boardDaySchema>;
type Gap = { readonly source: string; readonly date: BusinessDate; readonly dueMs: number };

/** Where the days of all sources stand, what is open, and which files have not come. */
export const reconciliationPart = async (
  pool: Pool,
  nowMs: number,
): Promise<z.infer<typeof reconciliationPartSchema>> => {
  const today = businessDateOf(nowMs);
  const from = addDays(today, 1 - BOARD_DAYS);
  const [documents, days, gaps, open, unsigned, leftBehind] = await Promise.all([
    currentDocuments(pool, 'source'),
    boardDays(pool, { from, limit: MOST_DAYS + 1 }),
    daysWithoutAnyFile(pool, today),
    openBreaks(pool),
    countUnsignedProposals(pool),
    workLeftBehind(pool),
  ]);
  const sources = documents.flatMap(({ document }) =>
    document.kind === 'source' ? [document] : [],
  );
  const due = dueDays(gaps, sources);
  const shown = [
    ...days.slice(0, MOST_DAYS).map((day) => boardDayOf(day, open)),
    ...due.filter(({ date }) => date >= from).map((gap) => gapOf(gap, nowMs)),
  ];
  return {
    sources: sources.map(({ id, name }) => ({
      id,
      name: { en: name.en, ja: name.ja ?? name.en, 'zh-CN': name['zh-CN'] ?? name.en },
      ...missingOf(id, due, nowMs),
    })),
    days: shown.toSorted(
      (one, other) => other.date.localeCompare(one.date) || one.source.localeCompare(other.source),
    ),
    hasMoreDays: days.length > MOST_DAYS,
    openBreaks: open.reduce((sum, { count }) => sum + count, 0),
    atRisk: sumsOf(open),
    withoutAmount: open.reduce((sum, { withoutAmount }) => sum + withoutAmount, 0),
    unsignedProposals: unsigned,
    workLeftBehind: leftBehind.map(({ breakId, source, date, amount, currency }) => ({
      id: breakId,
      source,
      date,
      amount: money(amount, currency),
    })),
    ageing: ageingOf(open, today),
  };
};

/** Days without a file, of sources that are in the catalogue still, with when the file is due. */
const dueDays = (
  gaps: readonly { readonly source: string; readonly date: BusinessDate }[],
  sources: readonly Source[],
): readonly Gap[] => {
  const byId = new Map(sources.map((source) => [source.id, source]));
  return gaps.flatMap(({ source, date }) => {
    const document = byId.get(source);
    return document === undefined ? [] : [{ source, date, dueMs: expectedAtOf(document, date) }];
  });
};

const missingOf = (id: string, due: readonly Gap[], nowMs: number) => {
  const missing = due.filter(({ source, dueMs }) => source === id && dueMs <= nowMs);
  const [first] = missing;
  return {
    missingFiles: missing.length,
    firstMissing: first?.date ?? null,
    missingSince: first === undefined ? null : instant(first.dueMs),
  };
};

const gapOf = ({ source, date, dueMs }: Gap, nowMs: number): BoardDay => ({
  source,
  date,
  state: dueMs <= nowMs ? 'missing' : 'awaited',
  expectedAt: instant(dueMs),
  matched: null,
  executed: null,
  openBreaks: 0,
  atRisk: [],
  totalsTie: true,
});

const boardDayOf = (day: DaySummary, open: readonly OpenBreaks[]): BoardDay => {
  const { source, date, state, counts } = day;
  const ofDay = open.filter((one) => one.source === source && one.date === date);
  return {
    source,
    date,
    state,
    expectedAt: null,
    matched: counts === null ? null : counts.exact + counts.carriedForward,
    executed: counts === null ? null : counts.lines - counts.notExecuted - counts.alreadySeen,
    openBreaks: ofDay.reduce((sum, { count }) => sum + count, 0),
    atRisk: sumsOf(ofDay),
    totalsTie: day.controlTotalsTie,
  };
};
