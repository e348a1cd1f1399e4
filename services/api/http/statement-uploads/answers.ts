import { z } from 'zod';

import type { RunCounts } from '@chobo/domain/reconciliation-day/events';
import {
  UPLOAD_REFUSALS,
  type ForeseenMatching,
  type Preview,
  type SampleLine,
  type Upload,
  type UploadResult,
} from '@chobo/statement-store/uploads/upload';

import { instant, instantSchema, money, moneyOrNull, moneySchema } from '../schemas/values.ts';
import {
  controlCheckOf,
  controlCheckSchema,
  problemOf,
  problemSchema,
  statementStateSchema,
} from '../statements/answers.ts';

export const uploadStateSchema = z
  .enum(['previewing', 'previewed', 'receiving', 'done', 'failed', 'discarded'])
  .describe(
    '`previewing` and `receiving` go on by themselves; `previewed` waits for its person; the others are ends',
  );

const readStateSchema = z.enum(['accepted', 'held', 'refused']);

const countsSchema = z.object({
  lines: z.int(),
  items: z.int(),
  exact: z.int(),
  notExecuted: z.int(),
  alreadySeen: z.int(),
  proposed: z.int(),
  carriedForward: z.int(),
  breaks: z.record(z.string(), z.int()).describe('By kind'),
});

const settlesSchema = z
  .array(z.object({ date: z.iso.date(), count: z.int() }))
  .describe('Breaks of earlier days that it settles, by day');

const controlTotalsSchema = z.object({ tie: z.boolean(), checks: z.array(controlCheckSchema) });

const sampleLineSchema = z.object({
  fileLine: z.int(),
  at: instantSchema,
  card: z.string(),
  reference: z.string(),
  carrierReference: z.string(),
  amount: moneySchema,
  wholesale: moneySchema.nullable(),
  status: z.enum(['done', 'cancelled', 'failed']),
});

const previewSchema = z
  .object({
    source: z.string().nullable().describe('null when no source, or several, can read it'),
    candidates: z.array(z.string()).describe('Sources whose profile reads it'),
    date: z.iso.date().nullable().describe('The day it would be received for'),
    businessDate: z.iso.date().nullable().describe('The day that the file says it is for'),
    state: readStateSchema.describe('What it would be'),
    lines: z.int().describe('Data lines, unreadable ones included'),
    unreadable: z.int(),
    announced: z.int().describe('Announcements that a later line reports for good'),
    statuses: z.object({ done: z.int(), cancelled: z.int(), failed: z.int() }),
    controlTotals: controlTotalsSchema,
    reasons: z.array(problemSchema).describe('Why it would be held or refused'),
    problems: z.array(problemSchema).describe('Of its lines, at most 100'),
    problemCount: z.int(),
    sample: z.array(sampleLineSchema).describe('Its first lines, as they were understood'),
    known: z
      .array(
        z.object({
          statementId: z.string(),
          source: z.string(),
          date: z.iso.date(),
          state: statementStateSchema,
          receivedBy: z.string(),
          receivedAt: instantSchema,
        }),
      )
      .describe('Earlier receipts of the same bytes, the newest first'),
    occupant: z
      .object({
        statementId: z.string(),
        acceptedBy: z.string(),
        acceptedAt: instantSchema,
        sameBytes: z.boolean().describe('Then receiving it does nothing'),
      })
      .nullable()
      .describe('The file that has the day now'),
    obstacles: z.array(problemSchema).describe('Why no file can be taken for this day now'),
    withoutItem: z
      .int()
      .nullable()
      .describe('Executed lines whose reference none of our items has'),
    matching: z
      .object({ counts: countsSchema, settles: settlesSchema })
      .nullable()
      .describe(
        'What the matching of its day would come to; null when it would not be matched, or when more than 20,000 lines are without item',
      ),
  })
  .meta({ id: 'StatementPreview' });

const resultSchema = z
  .object({
    statementId: z.string().nullable(),
    source: z.string(),
    date: z.iso.date(),
    state: readStateSchema,
    repeated: z.boolean().describe('These bytes had been accepted before: nothing was done'),
    firstReceived: z.object({ at: instantSchema, by: z.string() }).nullable(),
    counts: countsSchema.nullable(),
    settles: settlesSchema,
    reasons: z.array(problemSchema),
  })
  .meta({ id: 'StatementUploadResult' });

export const uploadSchema = z
  .object({
    id: z.string(),
    state: uploadStateSchema,
    heldStatementId: z.string().nullable().describe('The held statement that is being accepted'),
    source: z.string().nullable(),
    date: z.iso.date().nullable(),
    fileName: z.string(),
    sha256: z.string(),
    bytes: z.int(),
    handedInBy: z.string(),
    handedInAt: instantSchema,
    confirmedBy: z.string().nullable(),
    progress: z
      .object({
        stage: z.enum(['waiting', 'reading', 'matching']),
        date: z.iso.date().nullable().describe('The day that is being matched'),
        done: z.int().describe('Lines while it reads, days while it matches'),
        of: z.int().nullable().describe('null while it is not known'),
      })
      .nullable()
      .describe('While it goes on by itself'),
    preview: previewSchema.nullable(),
    result: resultSchema.nullable(),
    failure: z
      .object({
        code: z.enum(['interrupted', 'failed', ...UPLOAD_REFUSALS]),
      })
      .nullable()
      .describe('Why the work was given up; nothing that is half done counts'),
  })
  .meta({ id: 'StatementUpload' });

const countsOf = (counts: RunCounts): z.infer<typeof countsSchema> => ({
  lines: counts.lines,
  items: counts.items,
  exact: counts.exact,
  notExecuted: counts.notExecuted,
  alreadySeen: counts.alreadySeen,
  proposed: counts.proposed,
  carriedForward: counts.carriedForward,
  breaks: { ...counts.breaks },
});

const settlesOf = (settles: ForeseenMatching['settles']) =>
  settles.map(({ date, count }) => ({ date, count }));

const sampleLineOf = (line: SampleLine): z.infer<typeof sampleLineSchema> => ({
  fileLine: line.fileLine,
  at: line.at,
  card: line.card,
  reference: line.reference,
  carrierReference: line.carrierReference,
  amount: money(line.amount, line.currency),
  wholesale: moneyOrNull(line.wholesale, line.currency),
  status: line.status,
});

const previewOf = (preview: Preview): z.infer<typeof previewSchema> => ({
  source: preview.source,
  candidates: [...preview.candidates],
  date: preview.date,
  businessDate: preview.businessDate,
  state: preview.state,
  lines: preview.lines,
  unreadable: preview.unreadable,
  announced: preview.announced,
  statuses: { ...preview.statuses },
  controlTotals: {
    tie: preview.controlTotalsTie,
    checks: preview.controlChecks.map(controlCheckOf),
  },
  reasons: preview.reasons.map(problemOf),
  problems: preview.problems.map(problemOf),
  problemCount: preview.problemCount,
  sample: preview.sample.map(sampleLineOf),
  known: preview.known.map((known) => ({ ...known })),
  occupant: preview.occupant === null ? null : { ...preview.occupant },
  obstacles: preview.obstacles.map(problemOf),
  withoutItem: preview.withoutItem,
  matching:
    preview.matching === null
      ? null
      : {
          counts: countsOf(preview.matching.counts),
          settles: settlesOf(preview.matching.settles),
        },
});

const resultOf = (result: UploadResult): z.infer<typeof resultSchema> => ({
  statementId: result.statementId,
  source: result.source,
  date: result.date,
  state: result.state,
  repeated: result.repeated,
  firstReceived: result.firstReceived === null ? null : { ...result.firstReceived },
  counts: result.counts === null ? null : countsOf(result.counts),
  settles: settlesOf(result.settles),
  reasons: result.reasons.map(problemOf),
});

/** A file that was handed in, as it is answered. */
export const uploadOf = (upload: Upload): z.infer<typeof uploadSchema> => ({
  id: upload.uploadId,
  state: upload.state,
  heldStatementId: upload.heldStatementId,
  source: upload.source,
  date: upload.date,
  fileName: upload.fileName,
  sha256: upload.sha256,
  bytes: upload.bytes,
  handedInBy: upload.handedInBy,
  handedInAt: instant(upload.handedInAt.getTime()),
  confirmedBy: upload.confirmedBy,
  progress: upload.progress === null ? null : { ...upload.progress },
  preview: upload.preview === null ? null : previewOf(upload.preview),
  result: upload.result === null ? null : resultOf(upload.result),
  failure: upload.failure === null ? null : { ...upload.failure },
});
