import { z } from 'zod';

import type { StatementCheck } from '@chobo/statement-store/checkStatement';
import type { ReconciliationReport, ReportedBreak } from '@chobo/statement-store/report';

import { breakKindSchema } from '../breaks/answers.ts';
import { controlCheckOf, controlCheckSchema, problemOf, problemSchema } from './answers.ts';
import { instantSchema, moneyOrNull, moneySchema } from '../schemas/values.ts';

const readStateSchema = z.enum(['accepted', 'held', 'refused']);

const controlTotalsSchema = z.object({ tie: z.boolean(), checks: z.array(controlCheckSchema) });

const reportedBreakSchema = z.object({
  id: z.string(),
  kind: breakKindSchema,
  item: z.string().nullable(),
  fileLine: z.int().nullable(),
  items: z.array(z.string()).optional().describe('All of them, where there are several'),
  lines: z.array(z.int()).optional(),
  difference: moneySchema.nullable().describe('Statement − ledger, signed'),
  detail: z.string(),
  resolvedOn: z.iso.date().nullable(),
});

/** What a file came to that was received. */
export const receiptSchema = z
  .object({
    dryRun: z.literal(false),
    source: z.string(),
    date: z.iso.date(),
    statementId: z.string().nullable().describe('null when nothing was kept of the file'),
    state: readStateSchema,
    repeated: z.boolean().describe('True when these bytes had been accepted before'),
    firstReceived: z.object({ at: instantSchema, by: z.string() }).nullable(),
    lines: z.int(),
    items: z.int(),
    exact: z.int(),
    notExecuted: z.int(),
    alreadySeen: z.int(),
    proposed: z.array(
      z.object({ rule: z.string(), items: z.array(z.string()), lines: z.array(z.int()) }),
    ),
    carriedForward: z.array(z.object({ item: z.string(), fileLine: z.int(), from: z.iso.date() })),
    breaks: z.array(reportedBreakSchema),
    controlTotals: controlTotalsSchema,
    problems: z
      .array(problemSchema)
      .describe('Its reasons first, then one for each unreadable line'),
  })
  .meta({ id: 'StatementReceipt' });

/** What a file would be, of which nothing was kept. */
export const checkSchema = z
  .object({
    dryRun: z.literal(true),
    source: z.string(),
    date: z.iso.date(),
    state: readStateSchema,
    lines: z.int(),
    unreadable: z.int(),
    controlTotals: controlTotalsSchema,
    problems: z.array(problemSchema),
    problemCount: z.int().describe('How many there are; at most 100 lines are listed'),
  })
  .meta({ id: 'StatementCheck' });

const reportedBreakOf = (found: ReportedBreak): z.infer<typeof reportedBreakSchema> => ({
  id: found.breakId,
  kind: found.kind,
  item: found.item,
  fileLine: found.fileLine,
  ...(found.items !== undefined && { items: [...found.items] }),
  ...(found.lines !== undefined && { lines: [...found.lines] }),
  difference: moneyOrNull(found.difference, found.currency),
  detail: found.detail,
  resolvedOn: found.resolvedOn ?? null,
});

/** The answer for a file that was received, accepted or not. */
export const receiptOf = (report: ReconciliationReport): z.infer<typeof receiptSchema> => ({
  dryRun: false,
  source: report.source,
  date: report.date,
  statementId: report.statementId === '' ? null : report.statementId,
  state: report.state,
  repeated: report.repeated,
  firstReceived: report.firstReceived === undefined ? null : { ...report.firstReceived },
  lines: report.lines,
  items: report.items,
  exact: report.exact,
  notExecuted: report.notExecuted,
  alreadySeen: report.alreadySeen,
  proposed: report.proposed.map(({ rule, items, lines }) => ({
    rule,
    items: [...items],
    lines: [...lines],
  })),
  carriedForward: report.carriedForward.map((carried) => ({ ...carried })),
  breaks: report.breaks.map(reportedBreakOf),
  controlTotals: {
    tie: report.controlTotals.tie,
    checks: report.controlTotals.checks.map(controlCheckOf),
  },
  problems: report.problems.map(problemOf),
});

/** The answer for a file that was only read. */
export const checkOf = (
  check: Extract<StatementCheck, { known: true }>,
  date: string,
): z.infer<typeof checkSchema> => ({
  dryRun: true,
  source: check.source,
  date,
  state: check.state,
  lines: check.lines,
  unreadable: check.unreadable,
  controlTotals: {
    tie: check.controlTotalsTie,
    checks: check.controlChecks.map(controlCheckOf),
  },
  problems: [...check.reasons, ...check.problems].map(problemOf),
  problemCount: check.reasons.length + check.problemCount,
});
