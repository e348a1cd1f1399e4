import { z } from 'zod';

import type { BreakFacts } from '@chobo/domain/break/facts';

import { instant, instantSchema, moneyOrNull, moneySchema } from '../schemas/values.ts';

/** What a sentence about a break tells beside its two sides; the reader's language makes it. */
export const factsSchema = z
  .object({
    charge: moneySchema.nullable().optional().describe('Charged for the lines; null for nothing'),
    contractCharge: moneySchema.nullable().optional().describe('By contract'),
    executedBy: z
      .object({ date: z.iso.date().nullable(), fileLine: z.int() })
      .optional()
      .describe('The line that executed the reference before; `date` null for the same file'),
    executedInstead: z
      .object({ item: z.string(), at: instantSchema })
      .optional()
      .describe('The top-up that was executed in the place of this one'),
    undoes: z
      .object({ date: z.iso.date(), fileLine: z.int() })
      .optional()
      .describe('The executed line of an earlier file that was cancelled'),
    unreadable: z
      .object({ column: z.string(), value: z.string(), code: z.string() })
      .optional()
      .describe('Where the line could not be read'),
    controlTotal: z
      .object({
        name: z.string(),
        stated: z.number(),
        found: z.number(),
        currency: z.string().optional(),
      })
      .optional()
      .describe('What the file states of itself and does not hold'),
  })
  .meta({ id: 'BreakFacts' });

/** The facts of a break, its amounts in its currency. */
export const factsAnswer = (facts: BreakFacts, currency: string): z.infer<typeof factsSchema> => {
  const { charge, contractCharge, executedInstead, ...others } = facts;
  return {
    ...others,
    ...(charge !== undefined && { charge: moneyOrNull(charge, currency) }),
    ...(contractCharge !== undefined && { contractCharge: moneyOrNull(contractCharge, currency) }),
    ...(executedInstead !== undefined && {
      executedInstead: { item: executedInstead.item, at: instant(executedInstead.at) },
    }),
  };
};
