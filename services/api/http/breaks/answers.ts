import { z } from 'zod';

import { BREAK_KINDS } from '@chobo/domain/break/kinds';
import type { ListedBreak } from '@chobo/projections/reconciliation-days/queries';

import { moneyOrNull, moneySchema } from '../schemas/values.ts';
import { factsAnswer, factsSchema } from './facts.ts';
import { workOf, workSchema } from './work.ts';

export const breakKindSchema = z.enum(BREAK_KINDS);

const breakStatusSchema = z.enum(['open', 'proposed', 'approved', 'resolved', 'settled']);

export const breakSchema = z
  .object({
    id: z.string().describe('The same in every run of its day'),
    source: z.string(),
    date: z.iso.date(),
    kind: breakKindSchema,
    status: breakStatusSchema.describe(
      '`settled` by a later file; else where the work stands, `resolved` too when it was matched by hand in another break',
    ),
    items: z.array(z.string()).describe('Ids of our items; none where the break has none'),
    lines: z.array(z.int()).describe('Physical lines of the file, from 1'),
    fileLine: z.int().nullable().describe('The line that stands for the break'),
    difference: moneySchema.nullable().describe('Statement − ledger, signed'),
    alsoDiffers: z.array(z.string()).describe('What else is not the same on both sides'),
    detail: z.string().describe('One English sentence for a clerk'),
    facts: factsSchema.describe('What the sentence tells beside the two sides, in no language'),
    resolvedOn: z.iso.date().nullable().describe('The day whose file settled it'),
    matchedIn: z
      .string()
      .nullable()
      .describe('The break in which its one item or line was matched by hand'),
    work: workSchema.nullable().describe('What people did about it; null when nobody has yet'),
  })
  .meta({ id: 'Break' });

/** Where a break stands, whoever brought it there. */
export const statusOf = ({
  resolvedOn,
  matchedIn,
  work,
}: Pick<ListedBreak, 'resolvedOn' | 'matchedIn' | 'work'>): z.infer<typeof breakStatusSchema> => {
  if (resolvedOn !== null) return 'settled';
  const worked = work?.status ?? 'open';
  return worked === 'open' && matchedIn !== null ? 'resolved' : worked;
};

/** A break of a day's current run. */
export const breakOf = (found: ListedBreak): z.infer<typeof breakSchema> => ({
  id: found.breakId,
  source: found.source,
  date: found.date,
  kind: found.kind,
  status: statusOf(found),
  items: [...found.itemIds],
  lines: [...found.fileLines],
  fileLine: found.mainLine,
  difference: moneyOrNull(found.difference, found.currency),
  alsoDiffers: [...found.alsoDiffers],
  detail: found.detail,
  facts: factsAnswer(found.facts, found.currency),
  resolvedOn: found.resolvedOn,
  matchedIn: found.matchedIn,
  work: found.work === null ? null : workOf(found.work),
});
