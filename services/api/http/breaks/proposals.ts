import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import type { BreakWorkCommand } from '@chobo/domain/break/commands';
import { breakCase } from '@chobo/domain/break/decider';
import { isBreakWork } from '@chobo/domain/break/events';
import { whileDayIsOpen } from '@chobo/domain/break/onClosedDay';
import { breakStream } from '@chobo/domain/streams';
import { listProposals, type ListedProposal } from '@chobo/projections/breaks/proposals';

import { carryOut, commandAnswer, commandAnswerSchema } from '../../commands/carryOut.ts';
import { givenBy, type Given } from '../../commands/given.ts';
import { keepGivenText } from '../../commands/givenText.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { answerPage, listQuerySchema, pageSchema } from '../schemas/list.ts';
import { commandRefusals, readRefusals } from '../schemas/problem.ts';
import {
  businessDateSchema,
  idSchema,
  instant,
  money,
  moneySchema,
  reasonSchema,
} from '../schemas/values.ts';
import { closingSchema } from './choices.ts';
import { announcement, closingOfDay } from './dayOfBreak.ts';
import { proposalOrProblem } from './foundBreak.ts';
import { workFilter, workOf, workSchema } from './work.ts';

const tags = ['Reconciliation'];
const params = z.object({ id: idSchema });
const reasonBody = z.strictObject({ reason: reasonSchema.describe('Kept apart from the events') });

const filterSchema = z.strictObject({
  source: idSchema.exactOptional(),
  date: businessDateSchema.exactOptional(),
  from: businessDateSchema.exactOptional(),
  to: businessDateSchema.exactOptional().describe('Included'),
  workStatus: workFilter.workStatus,
});

const proposalSchema = z
  .object({
    id: z.string().describe('The same in every run of its day'),
    source: z.string(),
    date: z.iso.date(),
    rule: z.string().describe('By which evidence they belong together'),
    items: z.array(z.string()),
    lines: z.array(z.int()),
    amount: moneySchema.describe('What our items come to'),
    closing: closingSchema
      .nullable()
      .describe('The closing of its day that stands: nothing of it is accepted or undone'),
    work: workSchema.nullable().describe('What people did about it; null when nobody has yet'),
  })
  .meta({ id: 'Proposal' });

const proposalOf = (proposal: ListedProposal): z.infer<typeof proposalSchema> => ({
  id: proposal.proposalId,
  source: proposal.source,
  date: proposal.date,
  rule: proposal.rule,
  items: [...proposal.itemIds],
  lines: [...proposal.fileLines],
  amount: money(proposal.amount, proposal.currency),
  closing: closingOf(proposal),
  work: proposal.work === null ? null : workOf(proposal.work),
});

const closingOf = ({ closing }: ListedProposal): z.infer<typeof closingSchema> | null => {
  if (closing === null) return null;
  const { closedAtMs, ...rest } = closing;
  return { ...rest, closedAt: instant(closedAtMs) };
};

/**
 * What matching puts before a person: lines and items that very probably belong
 * together. Accepting one is a match by hand of just these; it moves no money.
 */
export const proposalRoutes: FastifyPluginCallbackZod<
  Pick<ApiDependencies, 'pool' | 'store' | 'runner' | 'clock' | 'newId'>
> = (app, means, done) => {
  const { pool, store, clock } = means;

  const give = async (given: Given, proposal: ListedProposal, command: BreakWorkCommand) => {
    const stream = breakStream(proposal.proposalId);
    const aggregate = whileDayIsOpen(breakCase, await closingOfDay(store, proposal));
    const on = { ...onProposal(proposal), itemIds: proposal.itemIds };
    const beforeAppend = announcement(means, given, command, on);
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

  const onProposal = ({ proposalId, source, date }: ListedProposal) => ({
    breakId: proposalId,
    source,
    date,
  });

  const response = {
    ...commandRefusals(
      'proposal_not_found',
      'day_closed',
      'break_status',
      'reason_required',
      'views_not_built',
    ),
    200: commandAnswerSchema,
  };

  app.get(
    '/api/v1/proposals',
    {
      config: { access: 'reconciliation:read' },
      schema: {
        summary: 'Proposed matches of the current runs, newest day first',
        tags,
        querystring: listQuerySchema(filterSchema, ['date']),
        response: { ...readRefusals('invalid_cursor'), 200: pageSchema(proposalSchema) },
      },
    },
    ({ query }) => answerPage(query, listProposals(pool, query.filter ?? {}, query), proposalOf),
  );

  app.post(
    '/api/v1/proposals/:id/acceptance',
    {
      config: { access: 'breaks:work' },
      schema: {
        summary: 'Accept that both sides of a proposed match belong together',
        tags,
        params,
        body: reasonBody,
        response,
      },
    },
    async (request) => {
      const given = givenBy(request, clock);
      const proposal = await proposalOrProblem(means, request.params.id);
      const { itemIds: items, fileLines: lines, currency } = proposal;
      return give(given, proposal, {
        type: 'ProposeResolution',
        data: {
          ...onProposal(proposal),
          resolution: { kind: 'matched_by_hand', items, lines },
          currency,
          reasonId: await keepGivenText(pool, given, request.body.reason),
          proposedBy: given.actor,
          at: given.at,
        },
      });
    },
  );

  app.post(
    '/api/v1/proposals/:id/undo',
    {
      config: { access: 'breaks:work' },
      schema: {
        summary: 'Take the acceptance of a proposed match back, with a reason',
        tags,
        params,
        body: reasonBody,
        response,
      },
    },
    async (request) => {
      const given = givenBy(request, clock);
      const proposal = await proposalOrProblem(means, request.params.id);
      return give(given, proposal, {
        type: 'UndoResolution',
        data: {
          ...onProposal(proposal),
          reasonId: await keepGivenText(pool, given, request.body.reason),
          undoneBy: given.actor,
          at: given.at,
        },
      });
    },
  );
  done();
};
