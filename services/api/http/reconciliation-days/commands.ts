import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { reconciliationDay } from '@chobo/domain/reconciliation-day/decider';
import { closingOf } from '@chobo/domain/reconciliation-day/state';
import { reconciliationDayStream } from '@chobo/domain/streams';
import { loadState } from '@chobo/event-store/handleCommand';
import type { EventMetadata } from '@chobo/event-store/metadata';
import { withSourceLock } from '@chobo/statement-store/sourceLock';

import { authorise } from '../../authorise.ts';
import { carryOut, commandAnswer, commandAnswerSchema } from '../../commands/carryOut.ts';
import { givenBy, type Given } from '../../commands/given.ts';
import { keepGivenText } from '../../commands/givenText.ts';
import { Problem } from '../../problems.ts';
import { commandRefusals } from '../schemas/problem.ts';
import { idSchema, reasonSchema } from '../schemas/values.ts';
import { closeAsItStands } from './closing.ts';
import { dayParamsSchema, knownDay } from './day.ts';
import { matchAgain } from './matchAgain.ts';
import type { MatchingMeans } from './matchAgain.ts';

const tags = ['Reconciliation'];

const runBody = z.strictObject({
  runId: idSchema.describe('The run that the signer looked at; refused when it is another by now'),
});

/** What people do with a day: match it again, sign it twice, open it again. */
export const dayCommandRoutes: FastifyPluginCallbackZod<MatchingMeans> = (app, means, done) => {
  const { pool, store, clock, sourcePatienceMs } = means;

  /** What the giver saw is what is there still; for work that is no command of the day itself. */
  const stillAsSeen = async (stream: string, { seenRevision }: Given): Promise<void> => {
    const changes: EventMetadata[] = [];
    const { state, revision } = await loadState(store, reconciliationDay, stream, (event) =>
      changes.push(event.metadata),
    );
    if (seenRevision !== undefined && seenRevision !== revision) {
      const last = changes.at(-1);
      throw new Problem('changed_meanwhile', {
        facts: {
          changedBy: last?.actor ?? null,
          changedAt: last?.occurredAt ?? null,
          revision: String(revision),
        },
      });
    }
    if (state.status === 'closed') {
      throw new Problem('day_closed', { facts: closingOf(state) });
    }
  };

  app.post(
    '/api/v1/reconciliation-days/:day/matching',
    {
      config: { access: 'reconciliation:match' },
      schema: {
        summary: 'Run the matching of a day and the later open ones again',
        description:
          'By the source and the items as they are now. An outcome that stays the same keeps its run and its signature.',
        tags,
        params: dayParamsSchema,
        body: z.strictObject({}),
        response: {
          ...commandRefusals(
            'reconciliation_day_not_found',
            'day_closed',
            'file_of_day_missing',
            'earlier_day_closed',
            'statement_not_current',
            'source_busy',
            'view_behind',
            'views_not_built',
          ),
          200: commandAnswerSchema.extend({
            runId: z.string().nullable().describe('The current run of the day afterwards'),
            changed: z.boolean().describe('false when the outcome is what it was'),
            ran: z.array(z.iso.date()).describe('The days that were run'),
          }),
        },
      },
    },
    async (request) => {
      const given = givenBy(request, clock);
      authorise(given, 'reconciliation:match');
      const { day } = request.params;
      const before = await knownDay(pool, day);
      const ran = await matchAgain(means, day, given.actor, () =>
        stillAsSeen(reconciliationDayStream(day.source, day.date), given),
      );
      const stream = reconciliationDayStream(day.source, day.date);
      const { state, revision, position } = await loadState(store, reconciliationDay, stream);
      const runId = 'run' in state ? state.run.runId : null;
      return {
        ...commandAnswer({ position, revision, repeated: false }),
        runId,
        changed: runId !== String(before.runNo),
        ran: [...ran],
      };
    },
  );

  app.post(
    '/api/v1/reconciliation-days/:day/review',
    {
      config: { access: 'reconciliation:close' },
      schema: {
        summary: 'Sign the outcome of a day first',
        tags,
        params: dayParamsSchema,
        body: runBody,
        response: {
          ...commandRefusals(
            'reconciliation_day_not_found',
            'day_status',
            'run_not_current',
            'console_user_required',
            'views_not_built',
          ),
          200: commandAnswerSchema,
        },
      },
    },
    async (request) => {
      const given = givenBy(request, clock);
      const { source, date } = request.params.day;
      await knownDay(pool, { source, date });
      const { actor: reviewedBy, at } = given;
      return commandAnswer(
        await carryOut({ store }, reconciliationDay, {
          stream: reconciliationDayStream(source, date),
          command: { type: 'ReviewDay', data: { runId: request.body.runId, reviewedBy, at } },
          given,
          // The first signature is on the run: work on breaks goes on until the second.
          isOfPart: ({ type }) => type !== 'DayWorkBegun',
        }),
      );
    },
  );

  app.post(
    '/api/v1/reconciliation-days/:day/closing',
    {
      config: { access: 'reconciliation:close' },
      schema: {
        summary: 'Sign the outcome of a day second, and close it',
        description:
          'By somebody other than the reviewer, once nothing of the day is open: `GET …/open-work` tells what is.',
        tags,
        params: dayParamsSchema,
        body: runBody,
        response: {
          ...commandRefusals(
            'reconciliation_day_not_found',
            'day_status',
            'day_not_settled',
            'run_not_current',
            'two_people_required',
            'console_user_required',
            'source_busy',
            'view_behind',
            'views_not_built',
          ),
          200: commandAnswerSchema,
        },
      },
    },
    async (request) => {
      const given = givenBy(request, clock);
      authorise(given, 'reconciliation:close');
      const { source, date } = request.params.day;
      await knownDay(pool, { source, date });
      const { runId } = request.body;
      return commandAnswer(
        await withSourceLock(
          pool,
          source,
          (lock) => closeAsItStands(means, lock, given, { source, date, runId }),
          sourcePatienceMs,
        ),
      );
    },
  );

  app.post(
    '/api/v1/reconciliation-days/:day/reopening',
    {
      config: { access: 'reconciliation:reopen' },
      schema: {
        summary: 'Open a closed day again under a new version, with a reason',
        description: 'By somebody other than the one who closed it.',
        tags,
        params: dayParamsSchema,
        body: z.strictObject({ reason: reasonSchema.describe('Kept apart from the events') }),
        response: {
          ...commandRefusals(
            'reconciliation_day_not_found',
            'day_status',
            'reason_required',
            'two_people_required',
            'console_user_required',
            'views_not_built',
          ),
          200: commandAnswerSchema,
        },
      },
    },
    async (request) => {
      const given = givenBy(request, clock);
      authorise(given, 'reconciliation:reopen');
      const { source, date } = request.params.day;
      await knownDay(pool, { source, date });
      if (request.body.reason === '') throw new Problem('reason_required');
      const reasonId = await keepGivenText(pool, given, request.body.reason);
      const { actor: reopenedBy, at } = given;
      return commandAnswer(
        await carryOut({ store }, reconciliationDay, {
          stream: reconciliationDayStream(source, date),
          command: { type: 'ReopenDay', data: { reasonId, reopenedBy, at } },
          given,
        }),
      );
    },
  );
  done();
};
