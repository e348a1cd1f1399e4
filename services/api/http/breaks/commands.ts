import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import type { BreakWorkCommand, OnBreak } from '@chobo/domain/break/commands';
import { breakCase } from '@chobo/domain/break/decider';
import { breakAsFound, type NamedInProposal } from '@chobo/domain/break/found';
import { isBreakWork } from '@chobo/domain/break/events';
import { whileDayIsOpen } from '@chobo/domain/break/onClosedDay';
import type { Actor } from '@chobo/domain/kernel/actor';
import type { Instant } from '@chobo/domain/kernel/time';
import { breakStream } from '@chobo/domain/streams';
import type { ListedBreak } from '@chobo/projections/reconciliation-days/queries';
import type { SourceLock } from '@chobo/statement-store/sourceLock';
import { textHash } from '@chobo/texts/texts';

import { carryOut, commandAnswer, commandAnswerSchema } from '../../commands/carryOut.ts';
import { givenBy, type Given } from '../../commands/given.ts';
import { keepGivenText } from '../../commands/givenText.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import type { ProblemCode } from '../../problems.ts';
import { commandRefusals } from '../schemas/problem.ts';
import { idSchema, reasonSchema } from '../schemas/values.ts';
import { assigneeOrProblem } from './assignee.ts';
import { announcement, closingOfDay, type WorkedOn } from './dayOfBreak.ts';
import {
  asFound,
  breakOrProblem,
  namedInApproval,
  namedInProposal,
  onBreak,
  workedOnOrProblem,
} from './foundBreak.ts';
import type { SettlingAlone } from './settlingAlone.ts';
import { resolutionSchema } from './work.ts';

const tags = ['Reconciliation'];
const params = z.object({ id: idSchema });
const reasonBody = z.strictObject({ reason: reasonSchema.describe('Kept apart from the events') });

type TakenBack = OnBreak & {
  readonly reasonId: string;
  readonly by: Actor;
  readonly at: Instant;
};

type Means = Pick<ApiDependencies, 'pool' | 'store' | 'runner' | 'clock' | 'newId'> & {
  readonly settlingAlone: SettlingAlone;
};

/** What people do about a break: who works on it, what they say, how it is resolved. */
export const breakCommandRoutes: FastifyPluginCallbackZod<Means> = (app, means, done) => {
  const { pool, store, clock, settlingAlone } = means;

  const give = async (
    given: Given,
    on: WorkedOn,
    command: BreakWorkCommand,
    {
      rules = breakCase,
      lock,
    }: { readonly rules?: typeof breakCase; readonly lock?: SourceLock } = {},
  ) => {
    const stream = breakStream(on.breakId);
    const aggregate = whileDayIsOpen(rules, await closingOfDay(store, on));
    const beforeAppend = announcement(means, given, command, on, lock);
    return commandAnswer(
      await carryOut({ store }, aggregate, {
        stream,
        command,
        given,
        isOfPart: isBreakWork,
        beforeAppend,
      }),
    );
  };

  /** Gives a command that uses what the break consists of, or what it names beside that. */
  const settle = async (
    given: Given,
    id: string,
    commandOf: (found: ListedBreak) => BreakWorkCommand,
    named: (found: ListedBreak) => Promise<NamedInProposal> = () => Promise.resolve({}),
  ) => {
    const { source } = await breakOrProblem(means, id);
    return settlingAlone(source, async (lock) => {
      const found = await breakOrProblem(means, id);
      const rules = breakAsFound(asFound(found), await named(found));
      return give(given, found, commandOf(found), { rules, lock });
    });
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
      const found = await breakOrProblem(means, request.params.id);
      const assignee = await assigneeOrProblem(pool, request.body.assignee);
      return give(given, found, {
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
      const found = await breakOrProblem(means, request.params.id);
      const { text } = request.body;
      const commentId = await keepGivenText(pool, given, text);
      return give(given, found, {
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
          'day_closed',
          'break_settled',
          'break_matched_elsewhere',
          'reason_required',
          'resolution_incomplete',
          'resolution_not_possible',
          'parts_not_free',
          'match_not_balanced',
          'refund_unknown',
          'refund_of_other_top_up',
          'refund_pays_nothing',
          'refund_in_other_break',
          'amount_not_allowed',
          'account_not_adjustable',
          'write_off_beyond_difference',
          'source_busy',
          'view_behind',
        ),
      },
    },
    async (request) => {
      const given = givenBy(request, clock);
      const { resolution, reason } = request.body;
      const reasonId = await keepGivenText(pool, given, reason);
      const { actor: proposedBy, at } = given;
      return settle(
        given,
        request.params.id,
        (found) => ({
          type: 'ProposeResolution',
          data: {
            ...onBreak(found),
            resolution,
            currency: found.currency,
            reasonId,
            proposedBy,
            at,
          },
        }),
        (found) => namedInProposal(pool, found, resolution),
      );
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
        response: answers(
          'day_closed',
          'break_settled',
          'break_matched_elsewhere',
          'two_people_required',
          'refund_unknown',
          'refund_of_other_top_up',
          'refund_pays_nothing',
          'refund_in_other_break',
          'account_not_adjustable',
          'write_off_beyond_difference',
          'source_busy',
          'view_behind',
        ),
      },
    },
    (request) => {
      const given = givenBy(request, clock);
      const { actor: approvedBy, at } = given;
      return settle(
        given,
        request.params.id,
        (found) => ({
          type: 'ApproveResolution',
          data: { ...onBreak(found), approvedBy, at },
        }),
        (found) => namedInApproval(pool, found),
      );
    },
  );

  /**
   * Takes something back that stands, with a reason: one way for a proposal and for a
   * resolution. Of a break that no run has any more too: what it posted stands until then.
   */
  const takeBack = (
    what: 'rejection' | 'undo',
    summary: string,
    refusal: readonly ProblemCode[],
    commandOf: (data: TakenBack) => BreakWorkCommand,
  ): void => {
    app.post(
      `/api/v1/breaks/:id/${what}`,
      {
        config: { access: 'breaks:work' },
        schema: { summary, tags, params, body: reasonBody, response: answers(...refusal) },
      },
      async (request) => {
        const given = givenBy(request, clock);
        const found = await workedOnOrProblem(means, request.params.id);
        const reasonId = await keepGivenText(pool, given, request.body.reason);
        const { actor: by, at } = given;
        return give(given, found, commandOf({ ...onBreak(found), reasonId, by, at }));
      },
    );
  };

  takeBack(
    'rejection',
    'Send a proposed resolution back, with a reason',
    ['day_closed', 'reason_required'],
    ({ by, ...data }) => ({ type: 'RejectResolution', data: { ...data, rejectedBy: by } }),
  );
  takeBack(
    'undo',
    'Take a resolution back, with a reason; money goes back where it was',
    ['day_closed', 'reason_required', 'two_people_required'],
    ({ by, ...data }) => ({ type: 'UndoResolution', data: { ...data, undoneBy: by } }),
  );
  done();
};
