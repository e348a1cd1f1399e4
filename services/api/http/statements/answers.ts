import { z } from 'zod';

import type { ControlCheck, StatementProblem } from '@chobo/domain/statement/events';
import type { ListedStatement } from '@chobo/projections/statements/queries';

import { instant, instantSchema } from '../schemas/values.ts';

export const controlCheckSchema = z.object({
  name: z.string(),
  stated: z.number().describe('What the file says of itself'),
  found: z.number(),
  currency: z
    .string()
    .nullable()
    .describe('Of a sum, which is in its minor units; null for a number of lines'),
});

/** A figure of a file beside what was found in it. */
export const controlCheckOf = (check: ControlCheck): z.infer<typeof controlCheckSchema> => ({
  name: check.name,
  stated: check.stated,
  found: check.found,
  currency: check.currency ?? null,
});

/** One thing that is wrong with a file or a line of it. */
export const problemSchema = z
  .object({
    fileLine: z.int().nullable(),
    column: z.string().nullable(),
    value: z.string().nullable().describe('What stood there, cut to 200 characters'),
    code: z.string(),
    reason: z.string().describe('One sentence for a clerk'),
    facts: z
      .record(z.string(), z.string())
      .optional()
      .describe('What the sentence says, for sentences in other languages'),
  })
  .meta({ id: 'StatementProblem' });

/** A problem as it is answered. */
export const problemOf = (problem: StatementProblem): z.infer<typeof problemSchema> => ({
  fileLine: problem.fileLine,
  column: problem.column,
  value: problem.value,
  code: problem.code,
  reason: problem.reason,
  ...(problem.facts !== undefined && { facts: { ...problem.facts } }),
});

export const statementStateSchema = z.enum([
  'received',
  'accepted',
  'held',
  'refused',
  'superseded',
]);

export const statementSchema = z
  .object({
    id: z.string(),
    source: z.string(),
    date: z.iso.date(),
    state: statementStateSchema,
    fileName: z.string(),
    sha256: z.string(),
    bytes: z.int(),
    receivedBy: z.string(),
    receivedAt: instantSchema,
    decidedBy: z.string().nullable(),
    decidedAt: instantSchema.nullable(),
    lines: z.int().nullable().describe('Data lines, unreadable ones included'),
    unreadable: z.int().nullable(),
    controlTotals: z.object({ tie: z.boolean().nullable(), checks: z.array(controlCheckSchema) }),
    reasons: z.array(problemSchema).describe('Why it is held or refused'),
    problems: z.array(problemSchema).describe('Of its lines, at most 100'),
    problemCount: z.int(),
    reason: z
      .string()
      .nullable()
      .describe('Why a person accepted or refused it, while it was held'),
    supersedes: z.string().nullable().describe('The statement whose place this one took'),
    superseded: z
      .object({
        by: z.string().describe('The statement that took its place'),
        at: instantSchema,
        reason: z.string().nullable(),
      })
      .nullable(),
    revision: z.int().describe('Pass it as `If-Match` to decide on what was seen'),
  })
  .meta({ id: 'Statement' });

/** A file received and what it came to. */
export const statementOf = (
  statement: ListedStatement,
  texts: ReadonlyMap<string, string>,
): z.infer<typeof statementSchema> => ({
  id: statement.statementId,
  source: statement.source,
  date: statement.date,
  state: statement.state,
  fileName: statement.fileName,
  sha256: statement.sha256,
  bytes: statement.bytes,
  receivedBy: statement.receivedBy,
  receivedAt: instant(statement.receivedAt.getTime()),
  decidedBy: statement.decidedBy,
  decidedAt: statement.decidedAt === null ? null : instant(statement.decidedAt.getTime()),
  lines: statement.lines,
  unreadable: statement.unreadable,
  controlTotals: {
    tie: statement.controlTotalsTie,
    checks: statement.controlChecks.map(controlCheckOf),
  },
  reasons: statement.reasons.map(problemOf),
  problems: statement.problems.map(problemOf),
  problemCount: statement.problemCount,
  reason: textOf(texts, statement.reasonId),
  supersedes: statement.supersedes,
  superseded:
    statement.supersededBy === null || statement.supersededAt === null
      ? null
      : {
          by: statement.supersededBy,
          at: instant(statement.supersededAt.getTime()),
          reason: textOf(texts, statement.supersedeReasonId),
        },
  revision: statement.revision,
});

/** The texts that statements refer to. */
export const textIdsOf = (statements: readonly ListedStatement[]): readonly string[] =>
  statements
    .flatMap(({ reasonId, supersedeReasonId }) => [reasonId, supersedeReasonId])
    .filter((id) => id !== null);

const textOf = (texts: ReadonlyMap<string, string>, id: string | null): string | null =>
  id === null ? null : (texts.get(id) ?? null);
