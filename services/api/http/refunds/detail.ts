import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { approvalTierOf } from '@chobo/domain/account/refundApproval';
import { listCards } from '@chobo/projections/cards/queries';
import { refundById, type RefundView } from '@chobo/projections/refunds/queries';
import { subjectTimeline } from '@chobo/projections/timeline/queries';
import { textsOf } from '@chobo/texts/texts';

import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems.ts';
import { timelineEntryOf, timelineEntrySchema } from '../accounts/timeline.ts';
import { readQuerySchema } from '../schemas/after.ts';
import { readRefusals } from '../schemas/problem.ts';
import { idSchema, money, moneySchema } from '../schemas/values.ts';
import { refundOf, refundSchema } from './answers.ts';
import { payersOf } from './payers.ts';
import { refundPolicyOf } from './policy.ts';

/** Cards shown with a refund; families have a few. */
const MAX_CARDS = 20;

const detailSchema = z
  .object({
    ...refundSchema.shape,
    cards: z.array(z.string()).describe('ICCIDs of the account'),
    toCustomer: moneySchema.describe('What is paid out: payback less fee'),
    decisionReason: z
      .string()
      .nullable()
      .describe('Words of whoever declined it; null when there are none, or they were erased'),
    approverRole: z
      .string()
      .nullable()
      .describe('Whose role may approve it; null when it waits for no approval'),
    payers: z.array(z.string()).describe('Where its money may come from'),
    history: z.array(timelineEntrySchema).describe('What happened to it, oldest first'),
  })
  .meta({ id: 'RefundDetail' });

/** One refund: terms, who decided and why, and each step with its event. */
export const refundDetailRoutes: FastifyPluginCallbackZod<
  Pick<ApiDependencies, 'pool' | 'store'>
> = (app, { pool, store }, done) => {
  const approverRoleOf = async ({ state, brand, payback }: RefundView): Promise<string | null> => {
    if (state !== 'requested') return null;
    const { approvalTiers } = await refundPolicyOf(store, brand);
    return approvalTierOf(approvalTiers, payback)?.role ?? null;
  };

  app.get(
    '/api/v1/refunds/:id',
    {
      config: { access: 'refunds:read' },
      schema: {
        summary: 'One refund with its history',
        tags: ['Refunds'],
        params: z.object({ id: idSchema }),
        querystring: readQuerySchema,
        response: {
          ...readRefusals('refund_unknown', 'refund_policy_missing'),
          200: detailSchema,
        },
      },
    },
    async ({ params: { id } }) => {
      const refund = await refundById(pool, id);
      if (refund === null) throw new Problem('refund_unknown');
      const { accountId, decisionReasonId, payback, fee, currency } = refund;
      const [cards, history, texts, approverRole, payers] = await Promise.all([
        listCards(pool, { accountId }, { limit: MAX_CARDS }),
        subjectTimeline(pool, accountId, id),
        textsOf(pool, decisionReasonId === null ? [] : [decisionReasonId]),
        approverRoleOf(refund),
        payersOf(pool, refund),
      ]);
      return {
        ...refundOf(refund),
        cards: cards.data.map(({ iccid }) => iccid),
        toCustomer: money(payback - fee, currency),
        decisionReason: texts.get(decisionReasonId ?? '') ?? null,
        approverRole,
        payers: [...payers],
        history: history.map(timelineEntryOf),
      };
    },
  );
  done();
};
