import { z } from 'zod';

import { isBusinessDate } from '@chobo/domain/kernel/time';

/** A day as addresses name it: `<source>:<yyyy-MM-dd>`. */
export const dayParamsSchema = z.object({
  day: z
    .string()
    .max(80)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*:\d{4}-\d{2}-\d{2}$/, 'must be <source>:<yyyy-MM-dd>')
    .refine(
      (text) => isBusinessDate(text.slice(-10)),
      'names a day that the calendar does not have',
    )
    .transform((text) => ({ source: text.slice(0, -11), date: text.slice(-10) }))
    .describe('`<source>:<yyyy-MM-dd>`, e.g. `harbor:2026-11-18`'),
});
