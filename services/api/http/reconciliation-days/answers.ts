import { z } from 'zod';

import type { DayLine, DayMatch } from '@chobo/projections/reconciliation-days/queries';
import type { DaySummary } from '@chobo/projections/reconciliation-days/report';

import { instant, instantOrNull, instantSchema, money, moneySchema } from '../schemas/values.ts';
import { controlCheckOf, controlCheckSchema } from '../statements/answers.ts';

export const dayStateSchema = z.enum(['open', 'matched', 'reviewed', 'closed', 'reopened']);

export const countsSchema = z.object({
  lines: z.int().describe('Data lines, unreadable ones included'),
  items: z.int().describe('Our items of the day'),
  exact: z.int().describe('Lines matched exactly with items of the day'),
  notExecuted: z.int(),
  alreadySeen: z.int(),
  proposed: z.int(),
  carriedForward: z.int(),
  breaks: z.record(z.string(), z.int()).describe('By kind, as the run found them'),
});

export const daySchema = z
  .object({
    source: z.string(),
    date: z.iso.date(),
    state: dayStateSchema,
    version: z.int().describe('Grows when the day is reopened'),
    statementId: z.string(),
    sha256: z.string(),
    acceptedBy: z.string(),
    acceptedAt: instantSchema,
    matchedAt: instantSchema.nullable(),
    runId: z.string().nullable().describe('The current run, as a signature names it'),
    reviewedBy: z.string().nullable().describe('Who signed the current outcome first'),
    reviewedAt: instantSchema.nullable(),
    closedBy: z.string().nullable(),
    closedAt: instantSchema.nullable(),
    revision: z.int().describe('Pass it as `If-Match`'),
    counts: countsSchema.nullable().describe('Of the current run; null before the first'),
    controlTotals: z.object({ tie: z.boolean(), checks: z.array(controlCheckSchema) }),
  })
  .meta({ id: 'ReconciliationDay' });

const instantOfDate = (date: Date | null): string | null => instantOrNull(date?.getTime() ?? null);

/** A day and its current outcome in figures. */
export const dayOf = (day: DaySummary): z.infer<typeof daySchema> => ({
  source: day.source,
  date: day.date,
  state: day.state,
  version: day.version,
  statementId: day.statementId,
  sha256: day.sha256,
  acceptedBy: day.acceptedBy,
  acceptedAt: instant(day.acceptedAt.getTime()),
  matchedAt: instantOfDate(day.matchedAt),
  runId: day.runNo === null ? null : String(day.runNo),
  reviewedBy: day.reviewedBy,
  reviewedAt: instantOfDate(day.reviewedAt),
  closedBy: day.closedBy,
  closedAt: instantOfDate(day.closedAt),
  revision: day.revision,
  counts: day.counts,
  controlTotals: { tie: day.controlTotalsTie, checks: day.controlChecks.map(controlCheckOf) },
});

export const matchSchema = z
  .object({
    fileLine: z.int(),
    item: z.string(),
    itemDate: z.iso.date().describe('The day of the item; an earlier one was carried forward'),
    rule: z.string(),
    confirmed: z.boolean().describe('false for a proposal that waits for a person'),
    card: z.string(),
    amount: moneySchema,
  })
  .meta({ id: 'Match' });

/** A line and the item that it confirms. */
export const matchOf = (match: DayMatch): z.infer<typeof matchSchema> => ({
  fileLine: match.fileLine,
  item: match.item,
  itemDate: match.itemDate,
  rule: match.rule,
  confirmed: match.confirmed,
  card: match.card,
  amount: money(match.amount, match.currency),
});

export const lineOutcomeSchema = z.enum([
  'exact',
  'carried_forward',
  'proposed',
  'break',
  'not_executed',
  'already_seen',
  'unreadable',
]);

export const lineSchema = z
  .object({
    fileLine: z.int(),
    outcome: lineOutcomeSchema,
    findingId: z.string().nullable().describe('The break or proposal that names it'),
    item: z.string().nullable(),
    at: instantSchema.nullable(),
    reference: z.string(),
    carrierReference: z.string(),
    card: z.string().nullable(),
    amount: moneySchema.nullable(),
    wholesale: moneySchema.nullable(),
    status: z.enum(['done', 'cancelled', 'failed']).nullable(),
    reason: z.string().nullable().describe('Why it could not be read'),
  })
  .meta({ id: 'StatementLine' });

const moneyOfLine = (amount: number | null, currency: string | null) =>
  amount === null || currency === null ? null : money(amount, currency);

/** One data line of a day's file and where it ended. */
export const lineOf = (line: DayLine): z.infer<typeof lineSchema> => ({
  fileLine: line.fileLine,
  outcome: line.outcome,
  findingId: line.findingId,
  item: line.item,
  at: instantOrNull(line.at),
  reference: line.reference,
  carrierReference: line.carrierReference,
  card: line.card,
  amount: moneyOfLine(line.amount, line.currency),
  wholesale: moneyOfLine(line.wholesale, line.currency),
  status: line.status,
  reason: line.reason,
});
