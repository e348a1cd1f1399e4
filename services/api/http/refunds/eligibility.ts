import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { account } from '@chobo/domain/account/decider';
import { approvalTierOf } from '@chobo/domain/account/refundApproval';
import { refundEligibility, type RefundEligibility } from '@chobo/domain/account/refundEligibility';
import type { OpenedAccount, TopUp } from '@chobo/domain/account/state';
import type { RefundPolicy } from '@chobo/domain/catalogue/documents';
import { MAX_AMOUNT } from '@chobo/domain/kernel/money';
import { instantOf, type Instant } from '@chobo/domain/kernel/time';
import { accountStream } from '@chobo/domain/streams';
import { loadState } from '@chobo/event-store/handleCommand';

import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems.ts';
import { readQuerySchema } from '../schemas/after.ts';
import { readRefusals } from '../schemas/problem.ts';
import { idSchema, instantSchema, money, moneySchema } from '../schemas/values.ts';
import { refundPolicyOf } from './policy.ts';
import { REASON_CLASSES } from './reasonClasses.ts';

const ruleSchema = z
  .object({
    rule: z.enum([
      'payment_confirmed',
      'within_window',
      'not_activated',
      'not_used',
      'not_expired',
      'unused_value',
      'method_refundable',
      'no_open_refund',
      'reason_allowed',
      'not_charged_back',
      'fee_covered',
    ]),
    passed: z.boolean(),
    facts: z
      .record(
        z.string(),
        z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
      )
      .describe('What the rule was judged by; amounts in minor units'),
  })
  .meta({ id: 'RefundRule' });

export const eligibilitySchema = z
  .object({
    accountId: z.string(),
    topUpId: z.string(),
    eligible: z.boolean(),
    rules: z.array(ruleSchema),
    refundable: moneySchema.nullable().describe('The most that can be given back now'),
    amounts: z
      .object({
        value: moneySchema.describe('Taken out of the balance'),
        payback: moneySchema.describe('Of the price, before the fee'),
        fee: moneySchema,
        toCustomer: moneySchema.describe('What is paid out'),
        clawedBack: moneySchema.describe('Bonus taken back with it'),
      })
      .nullable()
      .describe('Null where this value cannot be given back'),
    reasonClasses: z.array(z.string()).describe('Classes of reason that the policy allows'),
    approverRole: z
      .string()
      .nullable()
      .describe('Who may approve this amount; null when nobody may, or nothing can be refunded'),
  })
  .meta({ id: 'RefundEligibility' });

/** Top-ups that somebody can choose among on one page. */
const MAX_TOP_UPS = 50;

const choiceSchema = eligibilitySchema.extend({
  status: z.enum(['requested', 'provisional', 'credited', 'failed']),
  price: moneySchema.describe('What was paid for it, or is to be'),
  at: instantSchema.describe('Paid, or else requested'),
});

/** The most that the rule about what is left allows, minor units; null before there is a lot. */
const refundableOf = ({ rules }: RefundEligibility): number | null => {
  const refundable = rules.find(({ rule }) => rule === 'unused_value')?.facts['refundable'];
  return typeof refundable === 'number' ? Math.max(0, refundable) : null;
};

const approverRoleOf = (
  { approvalTiers }: RefundPolicy,
  { amounts }: RefundEligibility,
): string | null =>
  amounts === null ? null : (approvalTierOf(approvalTiers, amounts.payback)?.role ?? null);

const amountsOf = ({ amounts }: RefundEligibility, currency: string) => {
  if (amounts === null) return null;
  const { value, payback, fee, held } = amounts;
  const bonus = held.reduce(
    (sum, { bucket, amount }) => sum + (bucket === 'bonus' ? amount : 0),
    0,
  );
  return {
    value: money(value, currency),
    payback: money(payback, currency),
    fee: money(fee, currency),
    toCustomer: money(Math.max(0, payback - fee), currency),
    clawedBack: money(bonus, currency),
  };
};

/** How much a top-up was sold for, and when. */
const saleOf = (topUp: TopUp): Pick<z.infer<typeof choiceSchema>, 'price' | 'at'> => {
  if (topUp.status === 'credited') {
    const { price, currency, paidAt: at } = topUp.credit;
    return { price: money(price, currency), at };
  }
  const { price, currency, requestedAt: at } = topUp.request;
  return { price: money(price, currency), at };
};

/** What is asked of one top-up; all that is left and any reason unless said. */
type Question = {
  readonly topUpId: string;
  readonly value?: number;
  readonly reasonClass?: string;
  readonly at: Instant;
};

/** Judges a top-up by the policy: each rule with its answer, and what would be given back. */
export const eligibilityOf = (
  state: OpenedAccount,
  policy: RefundPolicy,
  { topUpId, value, reasonClass, at }: Question,
): z.infer<typeof eligibilitySchema> => {
  const reasonClasses: readonly string[] = policy.reasonClasses ?? REASON_CLASSES;
  const ask = (asked: number | null): RefundEligibility =>
    refundEligibility(state, policy, {
      topUpId,
      value: asked,
      reasonClass: reasonClass ?? reasonClasses[0] ?? '',
      at,
    });
  const refundable = refundableOf(ask(null));
  // All that is left, less what a correction has added to what was bought.
  const found = ask(value ?? refundable);
  return {
    accountId: state.accountId,
    topUpId,
    eligible: found.eligible,
    rules: found.rules.map(({ rule, passed, facts }) => ({
      rule,
      passed,
      facts: Object.fromEntries(
        Object.entries(facts).map(([name, fact]) => [
          name,
          Array.isArray(fact) ? [...(fact as readonly string[])] : fact,
        ]),
      ),
    })) as z.infer<typeof ruleSchema>[],
    refundable: refundable === null ? null : money(refundable, state.currency),
    amounts: amountsOf(found, state.currency),
    reasonClasses: [...reasonClasses],
    approverRole: approverRoleOf(policy, found),
  };
};

/** Whether a top-up can be refunded, and why: asked before a refund is. */
export const refundEligibilityRoutes: FastifyPluginCallbackZod<
  Pick<ApiDependencies, 'store' | 'clock'>
> = (app, { store, clock }, done) => {
  app.get(
    '/api/v1/accounts/:id/refund-eligibility',
    {
      config: { access: 'refunds:read' },
      schema: {
        summary: 'Whether a top-up can be refunded: each rule with its answer and its facts',
        description:
          'By the account as it is now and the policy as it is published now. The same rules decide again when the refund is asked for.',
        tags: ['Refunds'],
        params: z.object({ id: idSchema }),
        querystring: readQuerySchema.extend({
          topUpId: idSchema,
          value: z.coerce
            .number()
            .int()
            .min(1)
            .max(MAX_AMOUNT)
            .exactOptional()
            .describe('Minor units; all that is left unless said'),
          reasonClass: idSchema.exactOptional(),
        }),
        response: {
          ...readRefusals('account_not_found', 'top_up_unknown', 'refund_policy_missing'),
          200: eligibilitySchema,
        },
      },
    },
    async ({ params: { id }, query }) => {
      const { state } = await loadState(store, account, accountStream(id));
      if (state.status === 'unopened') throw new Problem('account_not_found');
      if (!state.topUps.has(query.topUpId)) throw new Problem('top_up_unknown');
      const policy = await refundPolicyOf(store, state.brand);
      const { topUpId, value, reasonClass } = query;
      return eligibilityOf(state, policy, {
        topUpId,
        ...(value !== undefined && { value }),
        ...(reasonClass !== undefined && { reasonClass }),
        at: instantOf(clock()),
      });
    },
  );

  app.get(
    '/api/v1/accounts/:id/refundable-top-ups',
    {
      config: { access: 'refunds:read' },
      schema: {
        summary: 'The top-ups of an account, and whether each can be refunded',
        description: `Asked of all that is left of each. The newest first, ${MAX_TOP_UPS} at most.`,
        tags: ['Refunds'],
        params: z.object({ id: idSchema }),
        querystring: readQuerySchema,
        response: {
          ...readRefusals('account_not_found', 'refund_policy_missing'),
          200: z.object({ topUps: z.array(choiceSchema), hasMore: z.boolean() }),
        },
      },
    },
    async ({ params: { id } }) => {
      const { state } = await loadState(store, account, accountStream(id));
      if (state.status === 'unopened') throw new Problem('account_not_found');
      const policy = await refundPolicyOf(store, state.brand);
      const at = instantOf(clock());
      const newest = [...state.topUps].toReversed();
      return {
        topUps: newest.slice(0, MAX_TOP_UPS).map(([topUpId, topUp]) => ({
          ...eligibilityOf(state, policy, { topUpId, at }),
          status: topUp.status,
          ...saleOf(topUp),
        })),
        hasMore: newest.length > MAX_TOP_UPS,
      };
    },
  );
  done();
};
