import type { Pool } from 'pg';
import { z } from 'zod';

import { movesMoney } from '@chobo/domain/break/resolution';
import type { Closing } from '@chobo/domain/reconciliation-day/state';
import type { EventStore } from '@chobo/event-store/port';
import { findWorkOnGone } from '@chobo/projections/breaks/leftBehind';
import type { BreakWork } from '@chobo/projections/breaks/queries';

import { nextStepSchema } from './choices.ts';
import { closingInTheWay } from './dayOfBreak.ts';
import { historyEntrySchema, historyOf } from './history.ts';
import { workOf, workSchema } from './work.ts';

export const goneBreakSchema = z
  .object({
    isGone: z
      .literal(true)
      .describe('No current run of its day has it: all that is known is its work'),
    id: z.string(),
    source: z.string(),
    date: z.iso.date(),
    status: workSchema.shape.status,
    work: workSchema,
    revision: z.int().nullable().describe('Of the work; pass it as `If-Match`'),
    next: nextStepSchema.nullable().describe('How its work is taken back; null when none stands'),
    history: z.array(historyEntrySchema).describe('What people did, the first first'),
  })
  .meta({ id: 'GoneBreak' });

/** How work on a break that is no more is taken back; null when there is nothing to take back. */
const wayBack = (
  { status, resolution, resolvedBy }: BreakWork,
  closing: Closing | null,
): z.infer<typeof nextStepSchema> | null => {
  if (status === 'open') return null;
  if (status !== 'resolved') {
    return { step: 'send_back', permission: 'breaks:work', notBy: null, closing };
  }
  const isMoney = resolution !== null && movesMoney(resolution);
  return { step: 'undo', permission: 'breaks:work', notBy: isMoney ? resolvedBy : null, closing };
};

/**
 * What people did about a break, or a proposed match, that a later run of its day
 * makes no more: an item was imported late and matches, or another file came. What
 * they posted stands until it is taken back.
 *
 * @returns null when nobody has done anything under this id, or a current run has it
 */
export const goneBreak = async (
  { pool, store }: { readonly pool: Pool; readonly store: EventStore },
  id: string,
): Promise<z.infer<typeof goneBreakSchema> | null> => {
  const gone = await findWorkOnGone(pool, id);
  if (gone === null) return null;
  const { entries, work, revision } = await historyOf({ pool, store }, id);
  if (work === null) return null;
  const { source, date } = gone;
  const on = { breakId: id, source, date, itemIds: [] };
  const closing = await closingInTheWay({ pool, store }, on, work.resolution);
  return {
    isGone: true,
    id,
    source,
    date,
    status: work.status,
    work: workOf(work),
    revision,
    next: wayBack(work, closing),
    history: [...entries],
  };
};
