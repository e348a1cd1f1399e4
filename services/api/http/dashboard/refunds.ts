import type { Pool } from 'pg';
import { z } from 'zod';

import { mayDo, type Role } from '@chobo/identity/roles';
import { currentDocuments } from '@chobo/projections/catalogue/queries';
import { listRefunds, refundById } from '@chobo/projections/refunds/queries';
import { countRefunds, refundsWaitingFor } from '@chobo/projections/refunds/queue';

import { refundOf, refundSchema } from '../refunds/answers.ts';
import { approvableUnder } from './tiers.ts';

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
  { actor, roles }: { readonly actor: string; readonly roles: readonly Role[] },
): Promise<z.infer<typeof refundsPartSchema>> => {
  const policies = mayDo(roles, 'refunds:approve')
    ? await currentDocuments(pool, 'refund-policy')
    : [];
  const mayApprove = policies.flatMap(({ document }) =>
    document.kind === 'refund-policy' ? approvableUnder(document, roles) : [],
  );
  const mayPay = mayDo(roles, 'refunds:pay');
  const [counts, waiting, newest] = await Promise.all([
    countRefunds(pool, ON_THEIR_WAY),
    refundsWaitingFor(pool, { actor, mayApprove, mayPay }, SHOWN),
    listRefunds(pool, {}, { limit: SHOWN }),
  ]);
  const found = await Promise.all(waiting.refundIds.map((id) => refundById(pool, id)));
  return {
    states: ON_THEIR_WAY.map((state) => ({ state, count: counts.get(state) ?? 0 })),
    waitingForMe: {
      count: waiting.count,
      refunds: found.flatMap((refund) => (refund === null ? [] : [refundOf(refund)])),
    },
    newest: newest.data.map(refundOf),
  };
};
