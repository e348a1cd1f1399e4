import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { lotsOf } from '@chobo/projections/accounts/queries';
import { listCards } from '@chobo/projections/cards/queries';
import { listLedgerEntries } from '@chobo/projections/ledger/queries';
import { MAX_PAGE } from '@chobo/projections/lists/keyset';
import { subjectTimeline } from '@chobo/projections/timeline/queries';
import { textsOf } from '@chobo/texts/texts';

import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems.ts';
import { timelineEntryOf, timelineEntrySchema } from '../accounts/timeline.ts';
import { ledgerEntryOf, ledgerEntrySchema } from '../ledger/answers.ts';
import { readQuerySchema } from '../schemas/after.ts';
import { readRefusals } from '../schemas/problem.ts';
import { idSchema, money, moneySchema } from '../schemas/values.ts';
import { refundOf, refundSchema } from './answers.ts';
import { readApprovers } from './approvers.ts';
import { findRefund, ofAccountSchema } from './found.ts';
import { payersOf } from './payers.ts';

/** Cards shown with a refund; families have a few. */
const MAX_CARDS = 20;

const OLDEST_FIRST = { field: 'date', direction: 'asc' } as const;

const heldSchema = z.object({
  lot: z.string(),
  bucket: z.enum(['paid', 'bonus']),
  topUpId: z.string().nullable().describe('The top-up that the lot came with'),
  amount: moneySchema,
});

const detailSchema = z
  .object({
    ...refundSchema.shape,
    cards: z.array(z.string()).describe('ICCIDs of the account'),
    toCustomer: moneySchema.describe('What is paid out: payback less fee'),
    note: z
      .string()
      .nullable()
      .describe('Words of whoever asked for it; null when there are none, or they were erased'),
    decisionReason: z
      .string()
      .nullable()
      .describe('Words of whoever declined it; null when there are none, or they were erased'),
    held: z
      .array(heldSchema)
      .describe('What it holds of the balance, takes from it, or has released again'),
    postings: z
      .array(ledgerEntrySchema)
      .describe('Its lines in the ledger, oldest first; none before it is approved'),
    payers: z.array(z.string()).describe('Where its money may come from'),
    history: z.array(timelineEntrySchema).describe('What happened to it, oldest first'),
  })
  .meta({ id: 'RefundDetail' });

/** One refund: terms, who decided and why, and each step with its event. */
export const refundDetailRoutes: FastifyPluginCallbackZod<Pick<ApiDependencies, 'pool'>> = (
  app,
  { pool },
  done,
) => {
  app.get(
    '/api/v1/refunds/:id',
    {
      config: { access: 'refunds:read' },
      schema: {
        summary: 'One refund with its history',
        tags: ['Refunds'],
        params: z.object({ id: idSchema }),
        querystring: readQuerySchema.extend({ accountId: ofAccountSchema }),
        response: {
          ...readRefusals('refund_unknown', 'refund_ambiguous'),
          200: detailSchema,
        },
      },
    },
    async ({ params: { id }, query }) => {
      const refund = await findRefund(pool, id, query.accountId);
      if (refund === null) throw new Problem('refund_unknown');
      const { accountId, noteId, decisionReasonId, held, payback, fee, currency } = refund;
      const [cards, lots, entries, history, texts, approvers, payers] = await Promise.all([
        listCards(pool, { accountId }, { limit: MAX_CARDS }),
        lotsOf(pool, accountId),
        listLedgerEntries(
          pool,
          { accountId, refundId: id },
          { sort: OLDEST_FIRST, limit: MAX_PAGE },
        ),
        subjectTimeline(pool, accountId, id),
        textsOf(
          pool,
          [noteId, decisionReasonId].filter((textId) => textId !== null),
        ),
        readApprovers(pool),
        payersOf(pool, refund),
      ]);
      return {
        ...refundOf(refund, approvers),
        cards: cards.data.map(({ iccid }) => iccid),
        toCustomer: money(payback - fee, currency),
        note: texts.get(noteId ?? '') ?? null,
        decisionReason: texts.get(decisionReasonId ?? '') ?? null,
        held: held.map(({ lot, bucket, amount }) => ({
          lot,
          bucket,
          topUpId: lots.find(({ lotId }) => lotId === lot)?.topUpId ?? null,
          amount: money(amount, currency),
        })),
        postings: entries.data.map(ledgerEntryOf),
        payers: [...payers],
        history: history.map(timelineEntryOf),
      };
    },
  );
  done();
};
