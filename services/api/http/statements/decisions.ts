import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import type { StatementCommand } from '@chobo/domain/statement/commands';
import { statement } from '@chobo/domain/statement/decider';
import { reconciliationDay } from '@chobo/domain/reconciliation-day/decider';
import { closingOf } from '@chobo/domain/reconciliation-day/state';
import { reconciliationDayStream, statementStream } from '@chobo/domain/streams';
import { loadState } from '@chobo/event-store/handleCommand';
import { findStatement, type ListedStatement } from '@chobo/projections/statements/queries';
import { findUpload, queueHeld } from '@chobo/statement-store/uploads/uploads';

import { authorise } from '../../authorise.ts';
import { carryOut, commandAnswer, commandAnswerSchema } from '../../commands/carryOut.ts';
import { givenBy, idOfAsked } from '../../commands/given.ts';
import { keepGivenText } from '../../commands/givenText.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems.ts';
import { commandRefusals } from '../schemas/problem.ts';
import { idSchema, reasonSchema } from '../schemas/values.ts';
import { uploadOf, uploadSchema } from '../statement-uploads/answers.ts';

const tags = ['Statements'];
const params = z.object({ id: idSchema });
const config = { access: 'statements:decide' } as const;

/** What a person decides about a file that is held. */
export const statementDecisionRoutes: FastifyPluginCallbackZod<
  Pick<ApiDependencies, 'pool' | 'store' | 'clock'>
> = (app, { pool, store, clock }, done) => {
  const statementOrProblem = async (id: string): Promise<ListedStatement> => {
    const found = await findStatement(pool, id);
    if (found === null) throw new Problem('statement_not_found');
    return found;
  };

  app.post(
    '/api/v1/statements/:id/acceptance',
    {
      config,
      schema: {
        summary: 'Accept a held file as it is, and reconcile its day',
        description:
          'What does not tie becomes a break of the day. The work goes on in the worker: ask `GET /statement-uploads/{id}` with the id that is answered.',
        tags,
        params,
        body: z.strictObject({
          reason: reasonSchema.describe('Why it is taken although it does not tie'),
          supersede: z.boolean().exactOptional().describe('Replace the file that has the day'),
        }),
        response: {
          ...commandRefusals(
            'statement_not_found',
            'statement_status',
            'reason_required',
            'person_required',
            'day_occupied',
            'day_closed',
          ),
          202: uploadSchema,
        },
      },
    },
    async (request, reply) => {
      const given = givenBy(request, clock);
      authorise(given, 'statements:decide');
      const { reason, supersede = false } = request.body;
      const found = await statementOrProblem(request.params.id);
      if (reason === '') throw new Problem('reason_required');
      const { statementId, source, date } = found;
      const command: StatementCommand = {
        type: 'AcceptHeldStatement',
        data: { statementId, acceptedBy: given.actor, reasonId: '-', at: given.at },
      };
      const { state, revision } = await loadState(store, statement, statementStream(statementId));
      // Where it has moved on the rules say so, and to what; a revision alone says less.
      const hasMoved = given.seenRevision !== undefined && given.seenRevision !== revision;
      const decision = statement.decide(command, state);
      if (!decision.accepted) {
        throw new Problem(decision.rejection.code, { facts: decision.rejection.facts });
      }
      if (hasMoved) throw new Problem('statement_status', { facts: { status: state.status } });
      const day = await loadState(store, reconciliationDay, reconciliationDayStream(source, date));
      if (day.state.status === 'closed') {
        throw new Problem('day_closed', { facts: closingOf(day.state) });
      }
      if (day.state.status !== 'untouched' && !supersede) {
        throw new Problem('day_occupied', { facts: { ...day.state.statement } });
      }
      const uploadId = idOfAsked(given, 'upload', request.body);
      await queueHeld(pool, {
        uploadId,
        statementId,
        source,
        date,
        fileName: found.fileName,
        sha256: found.sha256,
        bytes: found.bytes,
        by: given.actor,
        reasonId: await keepGivenText(pool, given, reason),
        supersedes: supersede,
        nowMs: given.nowMs,
      });
      const upload = await findUpload(pool, uploadId);
      if (upload === null) throw new Problem('upload_not_found');
      return reply
        .code(202)
        .header('location', `/api/v1/statement-uploads/${uploadId}`)
        .send(uploadOf(upload));
    },
  );

  app.post(
    '/api/v1/statements/:id/rejection',
    {
      config,
      schema: {
        summary: 'Turn a held file away',
        tags,
        params,
        body: z.strictObject({ reason: reasonSchema }),
        response: {
          ...commandRefusals(
            'statement_not_found',
            'statement_status',
            'reason_required',
            'person_required',
          ),
          200: commandAnswerSchema,
        },
      },
    },
    async (request) => {
      const given = givenBy(request, clock);
      const { reason } = request.body;
      const { statementId } = await statementOrProblem(request.params.id);
      if (reason === '') throw new Problem('reason_required');
      const reasonId = await keepGivenText(pool, given, reason);
      return commandAnswer(
        await carryOut({ store }, statement, {
          stream: statementStream(statementId),
          command: {
            type: 'RefuseHeldStatement',
            data: { statementId, refusedBy: given.actor, reasonId, at: given.at },
          },
          given,
        }),
      );
    },
  );
  done();
};
