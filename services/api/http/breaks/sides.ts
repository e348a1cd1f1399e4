import { z } from 'zod';

import type { ListedBreak } from '@chobo/projections/reconciliation-days/queries';
import type { BreakSides, OurSide, TheirSide } from '@chobo/projections/breaks/sides';
import type { Candidate } from '@chobo/projections/breaks/candidates';

import { instant, instantOrNull, instantSchema, money, moneySchema } from '../schemas/values.ts';

export const ourSideSchema = z
  .object({
    item: z.string(),
    reference: z.string(),
    card: z.string(),
    amount: moneySchema,
    at: instantSchema,
    date: z.iso.date().describe('The business day on which the source should confirm it'),
    charge: moneySchema.describe('What the source charges by contract'),
    payment: z.string().describe('`<provider>:<reference>`'),
    accountId: z.string(),
  })
  .meta({ id: 'BreakOurSide' });

export const theirSideSchema = z
  .object({
    fileLine: z.int(),
    reference: z.string().describe('Ours, as the source echoes it; empty when blank'),
    carrierReference: z.string(),
    card: z.string().nullable(),
    amount: moneySchema.nullable(),
    at: instantSchema.nullable(),
    charge: moneySchema.nullable(),
    status: z.enum(['done', 'cancelled', 'failed']).nullable(),
  })
  .meta({ id: 'BreakTheirSide' });

export const fieldSchema = z.enum(['reference', 'card', 'amount', 'currency', 'status', 'charge']);

type Field = z.infer<typeof fieldSchema>;

export const candidateSchema = z
  .object({
    breakId: z.string().describe('The open break that it is all of'),
    date: z.iso.date(),
    item: z.string().nullable(),
    fileLine: z.int().nullable(),
    reference: z.string(),
    card: z.string(),
    amount: moneySchema,
    at: instantSchema,
    isSameDay: z.boolean().describe('false: the match belongs into the break of the line’s day'),
  })
  .meta({ id: 'BreakCandidate' });

export const ourSideOf = (side: OurSide): z.infer<typeof ourSideSchema> => ({
  item: side.item,
  reference: side.reference,
  card: side.card,
  amount: money(side.amount, side.currency),
  at: instant(side.at),
  date: side.date,
  charge: money(side.charge, side.currency),
  payment: side.payment,
  accountId: side.accountId,
});

export const theirSideOf = (side: TheirSide): z.infer<typeof theirSideSchema> => {
  const { amount, charge, currency } = side;
  return {
    fileLine: side.fileLine,
    reference: side.reference,
    carrierReference: side.carrierReference,
    card: side.card,
    amount: amount === null || currency === null ? null : money(amount, currency),
    at: instantOrNull(side.at),
    charge: charge === null || currency === null ? null : money(charge, currency),
    status: side.status,
  };
};

export const candidateOf = (
  candidate: Candidate,
  date: string,
): z.infer<typeof candidateSchema> => ({
  breakId: candidate.breakId,
  date: candidate.date,
  item: candidate.item,
  fileLine: candidate.fileLine,
  reference: candidate.reference,
  card: candidate.card,
  amount: money(candidate.amount, candidate.currency),
  at: instant(candidate.at),
  isSameDay: candidate.date === date,
});

const FIELD_OF: Readonly<Record<string, Field>> = {
  wrong_card: 'card',
  currency: 'currency',
  status: 'status',
  amount: 'amount',
  fee: 'charge',
  split_incomplete: 'amount',
};

/**
 * The fields in which the two sides differ, as the passes found it; and, where
 * one line stands against one item, the reference, and the charge that follows
 * from another amount.
 */
export const differingFields = (
  { kind, alsoDiffers }: Pick<ListedBreak, 'kind' | 'alsoDiffers'>,
  { ours, theirs }: BreakSides,
): Field[] => {
  if (ours.length === 0 || theirs.length === 0) return [];
  const found = new Set([kind, ...alsoDiffers].flatMap((name) => FIELD_OF[name] ?? []));
  const isPair = ours.length === 1 && theirs.length === 1;
  if (isPair && ours[0]?.reference !== theirs[0]?.reference) found.add('reference');
  if (isPair && found.has('amount') && ours[0]?.charge !== theirs[0]?.charge) found.add('charge');
  return fieldSchema.options.filter((field) => found.has(field));
};
