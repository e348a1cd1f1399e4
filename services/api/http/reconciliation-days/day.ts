import { z } from 'zod';

import { isBusinessDate, type BusinessDate } from '@chobo/domain/kernel/time';
import { findDay, type DaySummary } from '@chobo/projections/reconciliation-days/report';
import type { Pool } from 'pg';

import { Problem } from '../../problems.ts';

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

/** One business day of one source. */
export type DayKey = { readonly source: string; readonly date: BusinessDate };

/** A day that has, or had, an accepted file. @throws Problem `reconciliation_day_not_found` */
export const knownDay = async (pool: Pool, { source, date }: DayKey): Promise<DaySummary> => {
  const found = await findDay(pool, source, date);
  if (found === null) throw new Problem('reconciliation_day_not_found');
  return found;
};
