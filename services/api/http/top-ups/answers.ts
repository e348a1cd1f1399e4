import { z } from 'zod';

import type { TopUpView } from '@chobo/projections/top-ups/queries';

import {
  instantOrNull,
  instantSchema,
  money,
  moneyOrNull,
  moneySchema,
} from '../schemas/values.ts';

export const topUpStatusSchema = z.enum([
  'requested',
  'provisional',
  'credited',
  'failed',
  'reversed',
]);

export const topUpSchema = z
  .object({
    id: z.string(),
    accountId: z.string(),
    status: topUpStatusSchema,
    iccid: z.string().nullable(),
    brand: z.string().nullable(),
    channel: z.string().nullable(),
    method: z.string().nullable(),
    payment: z
      .object({ provider: z.string(), reference: z.string() })
      .nullable()
      .describe('As the provider names it'),
    price: moneySchema.describe('What was paid'),
    value: moneySchema.nullable().describe('What was credited'),
    takenBack: moneySchema.describe('What the provider took back'),
    requestedAt: instantSchema.nullable(),
    paidAt: instantSchema.nullable(),
    creditedAt: instantSchema.nullable(),
    endedAt: instantSchema.nullable().describe('When it failed or was reversed'),
    endReason: z.string().nullable(),
    imported: z.boolean().describe('Brought in from before Chobo'),
  })
  .meta({ id: 'TopUp' });

/** A top-up as it is answered. */
export const topUpOf = (topUp: TopUpView): z.infer<typeof topUpSchema> => ({
  id: topUp.topUpId,
  accountId: topUp.accountId,
  status: topUp.status,
  iccid: topUp.iccid,
  brand: topUp.brand,
  channel: topUp.channel,
  method: topUp.method,
  payment:
    topUp.provider === null || topUp.reference === null
      ? null
      : { provider: topUp.provider, reference: topUp.reference },
  price: money(topUp.price, topUp.currency),
  value: moneyOrNull(topUp.value, topUp.currency),
  takenBack: money(topUp.takenBack, topUp.currency),
  requestedAt: instantOrNull(topUp.requestedAtMs),
  paidAt: instantOrNull(topUp.paidAtMs),
  creditedAt: instantOrNull(topUp.creditedAtMs),
  endedAt: instantOrNull(topUp.endedAtMs),
  endReason: topUp.endReason,
  imported: topUp.imported,
});
