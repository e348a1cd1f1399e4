import { z } from 'zod';

import type { TimelineEntry } from '@chobo/projections/timeline/queries';

import { instant, instantSchema, money, moneySchema } from '../schemas/values.ts';

/** One thing that happened to an account. */
export const timelineEntrySchema = z
  .object({
    revision: z.int().describe('Of the event in the stream of the account'),
    at: instantSchema,
    type: z.string().describe('Type of the event, e.g. `TopUpCredited`'),
    actor: z.string().describe('`user:<id>`, `channel:<id>`, `job:<name>` or `cli:<system user>`'),
    subject: z.string().nullable().describe('Id of the top-up, refund, bonus, usage or card'),
    amount: moneySchema.nullable(),
  })
  .meta({ id: 'TimelineEntry' });

/** An entry of the timeline as it is answered. */
export const timelineEntryOf = (entry: TimelineEntry): z.infer<typeof timelineEntrySchema> => ({
  revision: entry.revision,
  at: instant(entry.atMs),
  type: entry.type,
  actor: entry.actor,
  subject: entry.subject,
  amount:
    entry.amount === null || entry.currency === null ? null : money(entry.amount, entry.currency),
});
