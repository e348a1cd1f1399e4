import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import type { BreakCommand, OnBreak } from '@chobo/domain/break/commands';
import { breakCase } from '@chobo/domain/break/decider';
import { breakStream } from '@chobo/domain/streams';
import { findUser } from '@chobo/identity/users';
import { findBreak, type ListedBreak } from '@chobo/projections/reconciliation-days/queries';
import { textHash } from '@chobo/texts/texts';

import { carryOut, commandAnswer, commandAnswerSchema } from '../../commands/carryOut.ts';
import { givenBy, type Given } from '../../commands/given.ts';
import { keepGivenText } from '../../commands/givenText.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { Problem, type ProblemCode } from '../../problems.ts';
import { commandRefusals } from '../schemas/problem.ts';
import { idSchema, reasonSchema } from '../schemas/values.ts';
import { resolutionSchema } from './work.ts';

const tags = ['Reconciliation'];
const params = z.object({ id: idSchema });
const reasonBody = z.strictObject({ reason: reasonSchema.describe('Kept apart from the events') });

type Means = Pick<ApiDependencies, 'pool' | 'store' | 'clock'>;

/** What people do about a break: who works on it, what they say, how it is resolved. */
export const breakCommandRoutes: FastifyPluginCallbackZod<Means> = (
  app,
  { pool, store, clock },
  done,
) => {
  const breakOrProblem = async (id: string): Promise<ListedBreak> => {
    const found = await findBreak(pool, id);
    if (found === null) throw new Problem('break_not_found');
    return found;
  };

  /** One that no later file has settled: resolving it by hand as well would count it twice. */
  const openBreakOrProblem = async (id: string): Promise<ListedBreak> => {
    const found = await breakOrProblem(id);
    const { resolvedOn } = found;
    if (resolvedOn !== null) throw new Problem('break_settled', { facts: { resolvedOn } });
    return found;
  };

  const onBreak = ({ breakId, source, date }: ListedBreak): OnBreak => ({ breakId, source, date });

  const give = async (given: Given, command: BreakCommand) => {
    const stream = breakStream(command.data.breakId);
    return commandAnswer(await carryOut({ store }, breakCase, { stream, command, given }));
  };

  const answers = (...own: readonly ProblemCode[]) => ({
    ...commandRefusals('break_not_found', 'break_status', 'views_not_built', ...own),
    200: commandAnswerSchema,
  });

  app.post(
    '/api/v1/breaks/:id/assignment',
    {
      config: { access: 'breaks:work' },
      schema: {
        summary: 'Give a break to somebody, or to nobody',
        tags,
        params,
        body: z.strictObject({ assignee: idSchema.nullable().describe('Login name') }),
        response: answers('user_not_found'),
      },
    },
    async (request) => {
      const given = givenBy(request, clock);
      const found = await breakOrProblem(request.params.id);
      const { assignee: login } = request.body;
      const user = login === null ? null : await findUser(pool, login);
      if (login !== null && (user === null || user.disabledAtMs !== null)) {
        throw new Problem('user_not_found');
      }
      const assignee = user === null ? null : `user:${user.login}`;
      return give(given, {
        type: 'AssignBreak',
        data: { ...onBreak(found), assignee, assignedBy: given.actor, at: given.at },
      });
    },
  );

  app.post(
    '/api/v1/breaks/:id/comments',
    {
      config: { access: 'breaks:work' },
      schema: {
        summary: 'Say something about a break',
        tags,
        params,
        body: z.strictObject({ text: reasonSchema.pipe(z.string().min(1)) }),
        response: answers(),
      },
    },
    async (request) => {
      const given = givenBy(request, clock);
      const found = await breakOrProblem(request.params.id);
      const { text } = request.body;
      const commentId = await keepGivenText(pool, given, text);
      return give(given, {
        type: 'CommentBreak',
        data: {
          ...onBreak(found),
          commentId,
          textHash: textHash(text),
          commentedBy: given.actor,
          at: given.at,
        },
      });
    },
  );

  app.post(
    '/api/v1/breaks/:id/resolution',
    {
      config: { access: 'breaks:work' },
      schema: {
        summary: 'Resolve a break, or propose to where money moves',
        description:
          'An adjustment, a write-off or a refund waits for the approval of a second person; anything else is resolved at once.',
        tags,
        params,
        body: z.strictObject({ resolution: resolutionSchema, reason: reasonSchema }),
        response: answers(
          'break_settled',
          'reason_required',
          'resolution_incomplete',
          'amount_not_allowed',
        ),
      },
    },
    async (request) => {
      const given = givenBy(request, clock);
      const found = await openBreakOrProblem(request.params.id);
      const { resolution, reason } = request.body;
      return give(given, {
        type: 'ProposeResolution',
        data: {
          ...onBreak(found),
          resolution,
          currency: found.currency,
          reasonId: await keepGivenText(pool, given, reason),
          proposedBy: given.actor,
          at: given.at,
        },
      });
    },
  );

  app.post(
    '/api/v1/breaks/:id/approval',
    {
      config: { access: 'breaks:approve' },
      schema: {
        summary: 'Give the second signature under a resolution that moves money',
        tags,
        params,
        body: z.strictObject({}),
        response: answers('break_settled', 'two_people_required'),
      },
    },
    async (request) => {
      const given = givenBy(request, clock);
      const found = await openBreakOrProblem(request.params.id);
      return give(given, {
        type: 'ApproveResolution',
        data: { ...onBreak(found), approvedBy: given.actor, at: given.at },
      });
    },
  );

  app.post(
    '/api/v1/breaks/:id/rejection',
    {
      config: { access: 'breaks:work' },
      schema: {
        summary: 'Send a proposed resolution back, with a reason',
        tags,
        params,
        body: reasonBody,
        response: answers('reason_required'),
      },
    },
    async (request) => {
      const given = givenBy(request, clock);
      const found = await breakOrProblem(request.params.id);
      const reasonId = await keepGivenText(pool, given, request.body.reason);
      return give(given, {
        type: 'RejectResolution',
        data: { ...onBreak(found), reasonId, rejectedBy: given.actor, at: given.at },
      });
    },
  );

  app.post(
    '/api/v1/breaks/:id/undo',
    {
      config: { access: 'breaks:work' },
      schema: {
        summary: 'Take a resolution back, with a reason',
        description: 'What moved money is undone by somebody other than its approver.',
        tags,
        params,
        body: reasonBody,
        response: answers('reason_required', 'two_people_required'),
      },
    },
    async (request) => {
      const given = givenBy(request, clock);
      const found = await breakOrProblem(request.params.id);
      const reasonId = await keepGivenText(pool, given, request.body.reason);
      return give(given, {
        type: 'UndoResolution',
        data: { ...onBreak(found), reasonId, undoneBy: given.actor, at: given.at },
      });
    },
  );
  done();
};
