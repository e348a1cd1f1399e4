import type { Pool } from 'pg';
import { z } from 'zod';

import type { EventStore } from '@chobo/event-store/port';
import {
  candidateItems,
  candidateLines,
  type Candidate,
} from '@chobo/projections/breaks/candidates';
import { fileOfBreak, sidesOfBreak, type BreakSides } from '@chobo/projections/breaks/sides';
import type { ListedBreak } from '@chobo/projections/reconciliation-days/queries';

import { breakOf, breakSchema } from './answers.ts';
import { choiceSchema, choicesFor, nextStepOf, nextStepSchema } from './choices.ts';
import { closingInTheWay } from './dayOfBreak.ts';
import { historyEntrySchema, historyOf } from './history.ts';
import {
  candidateOf,
  candidateSchema,
  differingFields,
  fieldSchema,
  ourSideOf,
  ourSideSchema,
  theirSideOf,
  theirSideSchema,
} from './sides.ts';

export const breakDetailSchema = breakSchema
  .extend({
    isGone: z.literal(false),
    revision: z
      .int()
      .nullable()
      .describe('Of the work; pass it as `If-Match`, and `"none"` for null'),
    file: z
      .object({
        statementId: z.string(),
        name: z.string(),
        sha256: z.string(),
        dayState: z.enum(['open', 'matched', 'reviewed', 'closed', 'reopened']),
      })
      .nullable(),
    ours: z.array(ourSideSchema),
    theirs: z.array(theirSideSchema),
    differs: z.array(fieldSchema).describe('Fields that are not the same on both sides'),
    choices: z.array(choiceSchema).describe('Every way to resolve it, and why some are closed now'),
    next: nextStepSchema.nullable().describe('What can happen next; null when nothing is left'),
    candidates: z.array(candidateSchema).describe('What may be its counterpart, the likest first'),
    history: z.array(historyEntrySchema).describe('What people did, the first first'),
  })
  .meta({ id: 'BreakDetail' });

/** Everything that a person needs to work a break. */
export const breakDetail = async (
  { pool, store }: { readonly pool: Pool; readonly store: EventStore },
  found: ListedBreak,
): Promise<z.infer<typeof breakDetailSchema>> => {
  const { entries, work, revision } = await historyOf({ pool, store }, found.breakId);
  // The stream itself tells the work: what is shown and its revision are of one moment.
  const current = { ...found, work };
  const file = await fileOfBreak(pool, found);
  const sides = await sidesOfBreak(pool, found);
  const candidates = await candidatesFor(pool, found, sides);
  const closing = await closingInTheWay({ pool, store }, found, work?.resolution ?? null);
  return {
    isGone: false,
    ...breakOf(current),
    revision,
    file:
      file === null
        ? null
        : {
            statementId: file.statementId,
            name: file.fileName,
            sha256: file.sha256,
            dayState: file.dayState,
          },
    ours: sides.ours.map(ourSideOf),
    theirs: sides.theirs.map(theirSideOf),
    differs: differingFields(found, sides),
    choices: choicesFor(current),
    next: nextStepOf(current, closing),
    candidates: candidates.map((candidate) => candidateOf(candidate, found.date)),
    history: [...entries],
  };
};

/** What stands alone on one side, and what it lacks on the other. */
const candidatesFor = async (
  pool: Pool,
  { source, date, closesItems }: ListedBreak,
  { ours, theirs }: BreakSides,
): Promise<readonly Candidate[]> => {
  const [item] = ours;
  if (item !== undefined && ours.length === 1 && !closesItems) {
    const { card, amount, currency, at, reference } = item;
    return candidateLines(pool, { source, date, card, amount, currency, at, reference });
  }
  const [line] = theirs;
  if (ours.length > 0 || line === undefined || theirs.length > 1) return [];
  const { card, amount, currency, at, reference } = line;
  if (card === null || amount === null || currency === null || at === null) return [];
  return candidateItems(pool, { source, date, card, amount, currency, at, reference });
};
