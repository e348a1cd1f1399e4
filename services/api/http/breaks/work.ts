import { z } from 'zod';

import type { BreakResolution } from '@chobo/domain/break/events';
import type { BreakWork } from '@chobo/projections/breaks/queries';

import {
  idSchema,
  instant,
  instantOrNull,
  instantSchema,
  moneyOrNull,
  moneySchema,
  textSchema,
} from '../schemas/values.ts';

const workStatusSchema = z.enum(['open', 'proposed', 'approved', 'resolved']);

/** Filters of lists of breaks by the work on them. */
export const workFilter = {
  workStatus: workStatusSchema
    .exactOptional()
    .describe('Where the work stands; what nobody has touched is open'),
  assignee: idSchema.nullable().exactOptional().describe('null for those that nobody has taken'),
};

/** How a break is resolved, as it is asked for and answered. */
export const resolutionSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('matched_by_hand'),
      items: z.array(textSchema).max(100),
      lines: z.array(z.int()).max(100),
    }),
    z.object({
      kind: z.literal('adjustment'),
      amount: z.int().describe('Minor units, debit of the account positive'),
      account: z.string(),
    }),
    z.object({ kind: z.literal('write_off'), amount: z.int() }),
    z.object({ kind: z.literal('refund'), refundId: z.string() }),
    z.object({ kind: z.literal('dispute') }),
    z.object({ kind: z.literal('carried_forward') }),
    z.object({ kind: z.literal('ignored') }),
  ])
  .meta({ id: 'BreakResolution' });

export const workSchema = z
  .object({
    status: workStatusSchema,
    assignee: z.string().nullable(),
    comments: z.int(),
    lastCommentAt: instantSchema.nullable(),
    resolution: resolutionSchema.nullable().describe('Proposed or carried out; null while open'),
    amount: moneySchema.nullable().describe('What the resolution posts'),
    proposedBy: z.string().nullable(),
    proposedAt: instantSchema.nullable(),
    approvedBy: z.string().nullable(),
    resolvedBy: z.string().nullable(),
    resolvedAt: instantSchema.nullable(),
    updatedAt: instantSchema,
  })
  .meta({ id: 'BreakWork' });

/** What people have done about a break. */
export const workOf = (work: BreakWork): z.infer<typeof workSchema> => ({
  status: work.status,
  assignee: work.assignee,
  comments: work.comments,
  lastCommentAt: instantOrNull(work.lastCommentAtMs),
  resolution: work.resolution === null ? null : resolutionOf(work.resolution),
  amount: work.currency === null ? null : moneyOrNull(work.amount, work.currency),
  proposedBy: work.proposedBy,
  proposedAt: instantOrNull(work.proposedAtMs),
  approvedBy: work.approvedBy,
  resolvedBy: work.resolvedBy,
  resolvedAt: instantOrNull(work.resolvedAtMs),
  updatedAt: instant(work.updatedAtMs),
});

/** A resolution as it is answered. */
export const resolutionOf = (resolution: BreakResolution): z.infer<typeof resolutionSchema> =>
  resolution.kind === 'matched_by_hand'
    ? { ...resolution, items: [...resolution.items], lines: [...resolution.lines] }
    : resolution;
