import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import type { AccountCommand } from '@chobo/domain/account/commands';
import { account } from '@chobo/domain/account/decider';
import { isOfRefund, type AccountEvent } from '@chobo/domain/account/events';
import { MAX_AMOUNT } from '@chobo/domain/kernel/money';
import { accountStream } from '@chobo/domain/streams';
import { accountById } from '@chobo/projections/accounts/queries';
import type { RefundView } from '@chobo/projections/refunds/queries';

import { carryOut, commandAnswer, commandAnswerSchema } from '../../commands/carryOut.ts';
import { givenBy, idOfAsked, type Given } from '../../commands/given.ts';
import { keepGivenText } from '../../commands/givenText.ts';
import type { GivenCommandType } from '../../commands/permissions.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { Problem, type ProblemCode } from '../../problems.ts';
import { commandRefusals } from '../schemas/problem.ts';
import { idSchema, reasonSchema, textSchema } from '../schemas/values.ts';
import { findRefund, ofAccountSchema } from './found.ts';
import { payersOf } from './payers.ts';
import { refundPolicyOf } from './policy.ts';

const tags = ['Refunds'];
/** How long a refund that nobody knows is waited for. */
const VIEWS_PATIENCE_MS = 2_000;

const params = z.object({ id: idSchema });
const querystring = z.strictObject({ accountId: ofAccountSchema });

/** Why a payout failed for good; words of our own, as they stand in the event. */
const failureSchema = z.enum(['account_unknown', 'account_closed', 'name_differs', 'returned']);

type RefundCommand = Extract<AccountCommand, { type: GivenCommandType }>;

/** Asking for a refund, deciding on it, and what became of its payout. */
export const refundCommandRoutes: FastifyPluginCallbackZod<
  Pick<ApiDependencies, 'pool' | 'store' | 'runner' | 'clock'>
> = (app, { pool, store, runner, clock }, done) => {
  /** Also one that was asked for a moment ago and that the views do not hold yet. */
  const refundOrProblem = async ({
    params: { id },
    query: { accountId },
  }: {
    readonly params: z.output<typeof params>;
    readonly query: z.output<typeof querystring>;
  }): Promise<RefundView> => {
    let refund = await findRefund(pool, id, accountId);
    if (refund === null && (await runner.waitForHead(VIEWS_PATIENCE_MS))) {
      refund = await findRefund(pool, id, accountId);
    }
    if (refund === null) throw new Problem('refund_unknown');
    return refund;
  };

  const give = async (
    accountId: string,
    given: Given,
    command: RefundCommand,
    isOfPart?: (event: AccountEvent) => boolean,
  ) =>
    commandAnswer(
      await carryOut({ store }, account, {
        stream: accountStream(accountId),
        command,
        given,
        ...(isOfPart !== undefined && { isOfPart }),
      }),
    );

  /** Whoever saw the refund as it is may go on, whatever else has happened on its account. */
  const giveOn = ({ accountId, refundId }: RefundView, given: Given, command: RefundCommand) =>
    give(accountId, given, command, (event) => isOfRefund(event, refundId));

  const onRefund = (...own: readonly ProblemCode[]) => ({
    ...commandRefusals(
      'refund_unknown',
      'refund_ambiguous',
      'refund_status',
      'views_not_built',
      ...own,
    ),
    200: commandAnswerSchema,
  });

  app.post(
    '/api/v1/refunds',
    {
      config: { access: 'refunds:request' },
      schema: {
        summary: 'Ask for a refund of a top-up, whole or in part',
        description:
          "Judged by the brand's policy as it is published now. The value is held until somebody else decides; each rule that fails is named with its fact.",
        tags,
        body: z.strictObject({
          accountId: idSchema,
          topUpId: idSchema,
          value: z.int().min(1).max(MAX_AMOUNT).describe('Value to give back, minor units'),
          reasonClass: idSchema.describe('Class of the reason, e.g. `leaving-japan`'),
          note: reasonSchema
            .exactOptional()
            .describe('Words beside the class, for whoever decides; kept where they can be erased'),
        }),
        response: {
          ...commandRefusals(
            'account_not_found',
            'top_up_unknown',
            'refund_not_eligible',
            'refund_policy_missing',
            'views_not_built',
          ),
          201: commandAnswerSchema.extend({ refundId: z.string() }),
        },
      },
    },
    async (request, reply) => {
      const given = givenBy(request, clock);
      const { accountId, topUpId, value, reasonClass, note = '' } = request.body;
      const found = await accountById(pool, accountId);
      if (found === null) throw new Problem('account_not_found');
      const refundId = idOfAsked(given, 'refund', request.body);
      const noteId = note === '' ? null : await keepGivenText(pool, given, note);
      const answer = await give(accountId, given, {
        type: 'RequestRefund',
        data: {
          refundId,
          topUpId,
          value,
          reasonClass,
          noteId,
          policy: await refundPolicyOf(store, found.brand),
          requestedBy: given.actor,
          at: given.at,
        },
      });
      return reply.code(201).send({ ...answer, refundId });
    },
  );

  app.post(
    '/api/v1/refunds/:id/approval',
    {
      config: { access: 'refunds:approve' },
      schema: {
        summary: 'Approve a refund that somebody else asked for',
        tags,
        params,
        querystring,
        body: z.strictObject({}),
        response: onRefund(
          'two_people_required',
          'approval_role_missing',
          'approval_tier_missing',
          'refund_policy_missing',
        ),
      },
    },
    async (request) => {
      const given = givenBy(request, clock);
      const refund = await refundOrProblem(request);
      const { approvalTiers: tiers } = await refundPolicyOf(store, refund.brand);
      const { actor: approvedBy, roles, at } = given;
      return giveOn(refund, given, {
        type: 'ApproveRefund',
        data: { refundId: refund.refundId, approvedBy, roles, tiers, at },
      });
    },
  );

  app.post(
    '/api/v1/refunds/:id/rejection',
    {
      config: { access: 'refunds:approve' },
      schema: {
        summary: 'Decline a refund, with a reason',
        tags,
        params,
        querystring,
        body: z.strictObject({ reason: reasonSchema }),
        response: onRefund('reason_required'),
      },
    },
    async (request) => {
      const given = givenBy(request, clock);
      const refund = await refundOrProblem(request);
      const { refundId } = refund;
      const reasonId = await keepGivenText(pool, given, request.body.reason);
      return giveOn(refund, given, {
        type: 'RejectRefund',
        data: { refundId, reasonId, rejectedBy: given.actor, at: given.at },
      });
    },
  );

  app.post(
    '/api/v1/refunds/:id/cancellation',
    {
      config: { access: 'refunds:request' },
      schema: {
        summary: 'Take a refund back before its payout is ordered',
        tags,
        params,
        querystring,
        body: z.strictObject({}),
        response: onRefund(),
      },
    },
    async (request) => {
      const given = givenBy(request, clock);
      const refund = await refundOrProblem(request);
      return giveOn(refund, given, {
        type: 'CancelRefund',
        data: { refundId: refund.refundId, cancelledBy: given.actor, at: given.at },
      });
    },
  );

  app.post(
    '/api/v1/refunds/:id/payout',
    {
      config: { access: 'refunds:pay' },
      schema: {
        summary: 'Record that an approved refund was paid, with the reference of the payment',
        tags,
        params,
        querystring,
        body: z.strictObject({
          paidFrom: idSchema.describe('The provider through which the top-up was paid, or `bank`'),
          payoutReference: textSchema.describe('Reference of the transfer'),
        }),
        response: onRefund('payer_unknown'),
      },
    },
    async (request) => {
      const given = givenBy(request, clock);
      const refund = await refundOrProblem(request);
      const { refundId } = refund;
      const payers = await payersOf(pool, refund);
      if (!payers.includes(request.body.paidFrom)) {
        throw new Problem('payer_unknown', { facts: { payers } });
      }
      return giveOn(refund, given, {
        type: 'RecordRefundPaid',
        data: { refundId, ...request.body, at: given.at },
      });
    },
  );

  app.post(
    '/api/v1/refunds/:id/failure',
    {
      config: { access: 'refunds:pay' },
      schema: {
        summary: 'Record that the payout failed for good; what it took comes back',
        tags,
        params,
        querystring,
        body: z.strictObject({ reason: failureSchema }),
        response: onRefund(),
      },
    },
    async (request) => {
      const given = givenBy(request, clock);
      const refund = await refundOrProblem(request);
      return giveOn(refund, given, {
        type: 'RecordRefundFailed',
        data: { refundId: refund.refundId, reason: request.body.reason, at: given.at },
      });
    },
  );
  done();
};
