import { z } from 'zod';

import { businessDateOf } from '@chobo/domain/kernel/time';
import { daysOfAge } from '@chobo/domain/kernel/weekdays';
import { MAX_AMOUNT } from '@chobo/domain/kernel/money';
import type { BreakFilter } from '@chobo/projections/reconciliation-days/queries';

import { businessDateSchema, idSchema } from '../schemas/values.ts';
import { breakKindSchema } from './answers.ts';
import { workFilter } from './work.ts';

/** Older than any business. */
const MAX_AGE_DAYS = 36_500;

const age = z.int().min(0).max(MAX_AGE_DAYS).exactOptional();
const amount = z.int().min(0).max(MAX_AMOUNT).exactOptional();

export const breakFilterSchema = z.strictObject({
  source: idSchema.exactOptional(),
  date: businessDateSchema.exactOptional(),
  from: businessDateSchema.exactOptional(),
  to: businessDateSchema.exactOptional().describe('Included'),
  kind: breakKindSchema.exactOptional(),
  settled: z.boolean().exactOptional().describe('Whether a later file has settled it'),
  unresolved: z
    .boolean()
    .exactOptional()
    .describe('true for those that neither a later file nor a person has settled'),
  minAmount: amount.describe('Size of the difference, whichever its sign, minor units'),
  maxAmount: amount,
  minAge: age.describe(
    'Business days since the day of the break: Mondays to Fridays in Japan, holidays included',
  ),
  maxAge: age,
  ...workFilter,
});

type AskedFilter = z.infer<typeof breakFilterSchema>;

const later = (one: string | undefined, other: string | undefined): string | undefined =>
  one === undefined || (other !== undefined && other > one) ? other : one;

const earlier = (one: string | undefined, other: string | undefined): string | undefined =>
  one === undefined || (other !== undefined && other < one) ? other : one;

/** The filter as the view takes it: ages in business days become dates of Japan, wherever the reader is. */
export const viewFilterOf = (
  { minAge, maxAge, from, to, ...others }: AskedFilter,
  nowMs: number,
): BreakFilter => {
  const today = businessDateOf(nowMs);
  const age = daysOfAge({ minAge: minAge ?? null, maxAge: maxAge ?? null }, today);
  const first = later(from, age.from ?? undefined);
  const last = earlier(to, age.to ?? undefined);
  return {
    ...others,
    ...(first !== undefined && { from: first }),
    ...(last !== undefined && { to: last }),
  };
};
