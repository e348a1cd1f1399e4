import type { Pool } from 'pg';
import { z } from 'zod';

import type { Role } from '@chobo/identity/roles';
import { listRefunds } from '@chobo/projections/refunds/queries';
import { countRefunds, countWaitingFor } from '@chobo/projections/refunds/queue';

import { refundOf, refundSchema } from '../refunds/answers.ts';
import { nextStepsOf, readApprovers } from '../refunds/approvers.ts';

/** States of refunds that somebody has still to do something about. */
const ON_THEIR_WAY = ['requested', 'approved', 'sent'] as const;

/** Refunds at most in each list. */
const SHOWN = 10;

export const refundsPartSchema = z
  .object({
    states: z
      .array(z.object({ state: z.enum(ON_THEIR_WAY), count: z.int() }))
      .describe('The queue: refunds that have not come to an end'),
    waitingForMe: z.object({
      count: z
        .int()
        .describe(
          'Those that the reader may approve by role and amount, or pay out; none asked for by them',
        ),
      refunds: z.array(refundSchema).describe('The oldest of them, at most 10'),
    }),
    newest: z.array(refundSchema).describe('At most 10'),
  })
  .meta({ id: 'RefundOverview' });

/** The refund queue as somebody of these roles sees it. */
export const refundsPart = async (
  pool: Pool,
  reader: { readonly actor: string; readonly roles: readonly Role[] },
): Promise<z.infer<typeof refundsPartSchema>> => {
  const approvers = await readApprovers(pool);
  const waitsFor = nextStepsOf(approvers, reader);
  const oldestFirst = { field: 'requestedAt', direction: 'asc' } as const;
  const [counts, count, waiting, newest] = await Promise.all([
    countRefunds(pool, ON_THEIR_WAY),
    countWaitingFor(pool, waitsFor),
    listRefunds(pool, { waitsFor }, { sort: oldestFirst, limit: SHOWN }),
    listRefunds(pool, {}, { limit: SHOWN }),
  ]);
  return {
    states: ON_THEIR_WAY.map((state) => ({ state, count: counts.get(state) ?? 0 })),
    waitingForMe: {
      count,
      refunds: waiting.data.map((refund) => refundOf(refund, approvers)),
    },
    newest: newest.data.map((refund) => refundOf(refund, approvers)),
  };
};
