import { z } from 'zod';

import type { BusinessDate } from '@chobo/domain/kernel/time';
import { businessDaysSince, daysOfAge } from '@chobo/domain/kernel/weekdays';
import type { OpenBreaks } from '@chobo/projections/reconciliation-days/openWork';

import { moneySchema } from '../schemas/values.ts';
import { sumsOf } from './sums.ts';

/** Least and greatest age of each group in business days; the last has no end. */
const GROUPS = [
  [0, 1],
  [2, 3],
  [4, 5],
  [6, 10],
  [11, null],
] as const;

export const ageingSchema = z
  .object({
    minAge: z.int().describe('Business days: Mondays to Fridays in Japan, holidays included'),
    maxAge: z.int().nullable().describe('Included; null for no end'),
    from: z.iso.date().nullable().describe('Days of the breaks, as the list filters them'),
    to: z.iso.date().nullable().describe('Included; null for no end'),
    breaks: z.int(),
    atRisk: z.array(moneySchema).describe('Sums of the differences, whichever the signs'),
  })
  .meta({ id: 'BreakAgeing' });

/** Unresolved breaks by how long ago their day was. */
export const ageingOf = (
  open: readonly OpenBreaks[],
  today: BusinessDate,
): z.infer<typeof ageingSchema>[] =>
  GROUPS.map(([minAge, maxAge]) => {
    const within = open.filter(({ date }) => {
      const age = businessDaysSince(date, today);
      return age >= minAge && (maxAge === null || age <= maxAge);
    });
    return {
      minAge,
      maxAge,
      ...daysOfAge({ minAge, maxAge }, today),
      breaks: within.reduce((sum, { count }) => sum + count, 0),
      atRisk: sumsOf(within),
    };
  });
