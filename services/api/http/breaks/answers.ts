import { z } from 'zod';

import { BREAK_KINDS } from '@chobo/domain/break/kinds';
import type { ListedBreak } from '@chobo/projections/reconciliation-days/queries';

import { moneyOrNull, moneySchema } from '../schemas/values.ts';
import { workOf, workSchema } from './work.ts';

export const breakKindSchema = z.enum(BREAK_KINDS);

export const breakSchema = z
  .object({
    id: z.string().describe('The same in every run of its day'),
    source: z.string(),
    date: z.iso.date(),
    kind: breakKindSchema,
    items: z.array(z.string()).describe('Ids of our items; none where the break has none'),
    lines: z.array(z.int()).describe('Physical lines of the file, from 1'),
    fileLine: z.int().nullable().describe('The line that stands for the break'),
    difference: moneySchema.nullable().describe('Statement − ledger, signed'),
    alsoDiffers: z.array(z.string()).describe('What else is not the same on both sides'),
    detail: z.string().describe('One sentence for a clerk'),
    resolvedOn: z.iso.date().nullable().describe('The day whose file settled it'),
    work: workSchema.nullable().describe('What people did about it; null when nobody has yet'),
  })
  .meta({ id: 'Break' });

/** A break of a day's current run. */
export const breakOf = (found: ListedBreak): z.infer<typeof breakSchema> => ({
  id: found.breakId,
  source: found.source,
  date: found.date,
  kind: found.kind,
  items: [...found.itemIds],
  lines: [...found.fileLines],
  fileLine: found.mainLine,
  difference: moneyOrNull(found.difference, found.currency),
  alsoDiffers: [...found.alsoDiffers],
  detail: found.detail,
  resolvedOn: found.resolvedOn,
  work: found.work === null ? null : workOf(found.work),
});
