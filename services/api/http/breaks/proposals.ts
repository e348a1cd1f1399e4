import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import type { BreakWorkCommand } from '@chobo/domain/break/commands';
import { breakCase } from '@chobo/domain/break/decider';
import { isBreakWork } from '@chobo/domain/break/events';
import { whileDayIsOpen } from '@chobo/domain/break/onClosedDay';
import { matchAsProposed } from '@chobo/domain/break/proposedMatch';
import { reconciliationDay } from '@chobo/domain/reconciliation-day/decider';
import { breakStream, reconciliationDayStream } from '@chobo/domain/streams';
import { loadState } from '@chobo/event-store/handleCommand';
import { namedParts } from '@chobo/projections/breaks/candidates';
import { listProposals, type ListedProposal } from '@chobo/projections/breaks/proposals';
import { lineMarks } from '@chobo/statement-store/matching/lineMark';
import type { SourceLock } from '@chobo/statement-store/sourceLock';

import { authorise } from '../../authorise.ts';
import { carryOut, commandAnswer, commandAnswerSchema } from '../../commands/carryOut.ts';
import { givenBy, type Given } from '../../commands/given.ts';
import { keepGivenText } from '../../commands/givenText.ts';
import { COMMAND_PERMISSIONS } from '../../commands/permissions.ts';
import { Problem } from '../../problems.ts';
import { matchAgain } from '../reconciliation-days/matchAgain.ts';
import type { MatchingMeans } from '../reconciliation-days/matchAgain.ts';
import { answerPage, listQuerySchema, pageSchema } from '../schemas/list.ts';
import { commandRefusals, readRefusals } from '../schemas/problem.ts';
import {
  businessDateSchema,
  idSchema,
  instant,
  instantSchema,
  money,
  moneySchema,
  reasonSchema,
  textSchema,
} from '../schemas/values.ts';
import { closingSchema } from './choices.ts';
import { announcement, closingOfDay, type WorkedOn } from './dayOfBreak.ts';
import { onBreak, proposalOrProblem, proposalWorkOrProblem } from './foundBreak.ts';
import type { SettlingAlone } from './settlingAlone.ts';
import { workFilter, workOf, workSchema } from './work.ts';

const tags = ['Reconciliation'];
const params = z.object({ id: idSchema });
const reasonBody = z.strictObject({ reason: reasonSchema.describe('Kept apart from the events') });

const matchSeenSchema = z
  .strictObject({ items: z.array(textSchema).max(100), lines: z.array(z.int()).max(100) })
  .describe('The match as it was looked at; refused when matching has made another of it since');

const decisionBody = reasonBody.extend({ match: matchSeenSchema.exactOptional() });

const stateSchema = z
  .enum(['open', 'accepted', 'rejected', 'in_work'])
  .describe(
    'What people said of the match; `in_work` where they resolved its top-up otherwise before: take that back first',
  );

const filterSchema = z.strictObject({
  source: idSchema.exactOptional(),
  date: businessDateSchema.exactOptional(),
  from: businessDateSchema.exactOptional(),
  to: businessDateSchema.exactOptional().describe('Included'),
  state: stateSchema.exactOptional(),
  decided: z
    .boolean()
    .exactOptional()
    .describe('false for those that keep their day from being closed'),
  workStatus: workFilter.workStatus,
});

const proposalSchema = z
  .object({
    id: z.string().describe('The same in every run of its day; a rejected one keeps its id'),
    source: z.string(),
    date: z.iso.date(),
    rule: z.string().describe('By which evidence they belong together'),
    items: z.array(z.string()),
    lines: z.array(z.int()),
    amount: moneySchema.describe('What our items come to'),
    closing: closingSchema
      .nullable()
      .describe('The closing of its day that stands: nothing of it is accepted or undone'),
    state: stateSchema,
    revision: z
      .int()
      .nullable()
      .describe('Of the work; pass it as `If-Match`, and `"none"` for null'),
    work: workSchema.nullable().describe('What people did about it; null when nobody has yet'),
    rejection: z
      .object({
        no: z.int().describe('Tells rejections of one id apart'),
        rejectedBy: z.string(),
        rejectedAt: instantSchema,
        breaks: z.array(z.string()).describe('Where its items and lines stand now'),
      })
      .nullable()
      .describe('Of a match that matching makes no more'),
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
  state: proposal.state,
  revision: proposal.work?.revision ?? null,
  work: proposal.work === null ? null : workOf(proposal.work),
  rejection:
    proposal.rejection === null
      ? null
      : {
          no: proposal.rejection.matchNo,
          rejectedBy: proposal.rejection.rejectedBy,
          rejectedAt: instant(proposal.rejection.rejectedAtMs),
          breaks: [...proposal.rejection.breakIds],
        },
});

const closingOf = ({ closing }: ListedProposal): z.infer<typeof closingSchema> | null => {
  if (closing === null) return null;
  const { closedAtMs, ...rest } = closing;
  return { ...rest, closedAt: instant(closedAtMs) };
};

/** What any decision about a proposal may be refused with. */
const REFUSALS = [
  'proposal_not_found',
  'day_closed',
  'break_status',
  'reason_required',
  'views_not_built',
] as const;

type MatchSeen = z.infer<typeof matchSeenSchema>;

/** @throws Problem `proposal_changed` when the match is not the one that was looked at */
const stillAsSeen = (seen: MatchSeen | undefined, proposal: ListedProposal): void => {
  if (seen === undefined) return;
  const told = ({ items, lines }: MatchSeen): string => JSON.stringify([items, lines]);
  const { itemIds: items, fileLines: lines } = proposal;
  if (told(seen) !== told({ items: [...items], lines: [...lines] })) {
    throw new Problem('proposal_changed', { facts: { items, lines } });
  }
};

/**
 * What matching puts before a person: lines and items that very probably belong
 * together. Accepting one is a match by hand of just these; rejecting one has the
 * day matched again with both sides kept apart. Neither moves money.
 */
export const proposalRoutes: FastifyPluginCallbackZod<
  MatchingMeans & { readonly settlingAlone: SettlingAlone }
> = (app, means, done) => {
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
    return carryOut({ store }, aggregate, {
      stream,
      command,
      given,
      isOfPart: isBreakWork,
      beforeAppend,
    });
  };

  const onProposal = ({ proposalId, source, date }: ListedProposal) => ({
    breakId: proposalId,
    source,
    date,
  });

  /** With the items that it is about. */
  const workedOn = (proposal: ListedProposal): WorkedOn => ({
    ...onProposal(proposal),
    itemIds: proposal.itemIds,
  });

  const reject = async (given: Given, proposal: ListedProposal, reason: string) => {
    const { rule, itemIds: items, statementId, fileLines: lines } = proposal;
    const command = {
      type: 'RejectProposedMatch',
      data: {
        ...onProposal(proposal),
        match: {
          rule,
          items,
          statementId,
          lines,
          lineMarks: await lineMarks(pool, statementId, lines),
        },
        reasonId: await keepGivenText(pool, given, reason),
        rejectedBy: given.actor,
        at: given.at,
      },
    } as const;
    return give(given, workedOn(proposal), command);
  };

  app.get(
    '/api/v1/proposals',
    {
      config: { access: 'reconciliation:read' },
      schema: {
        summary: 'Proposed matches of the current runs and rejected ones, newest day first',
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
        body: decisionBody,
        response: {
          ...commandRefusals(
            ...REFUSALS,
            'proposal_changed',
            'parts_not_free',
            'match_not_balanced',
            'source_busy',
            'view_behind',
          ),
          200: commandAnswerSchema,
        },
      },
    },
    async (request) => {
      const given = givenBy(request, clock);
      const { id } = request.params;
      const { match, reason } = request.body;
      const { source } = await proposalOrProblem(means, id);
      const reasonId = await keepGivenText(pool, given, reason);
      const { actor: proposedBy, at } = given;
      return settlingAlone(source, async (lock) => {
        const proposal = await proposalOrProblem(means, id);
        stillAsSeen(match, proposal);
        const { itemIds: items, fileLines: lines, currency } = proposal;
        const resolution = { kind: 'matched_by_hand', items, lines } as const;
        const data = { ...onProposal(proposal), resolution, currency, reasonId, proposedBy, at };
        const on = workedOn(proposal);
        const parts = await namedParts(pool, { ...on, fileLines: lines }, { items, lines });
        const rules = matchAsProposed({ breakId: id, items, lines }, parts);
        const command = { type: 'ProposeResolution', data } as const;
        return commandAnswer(await give(given, on, command, { rules, lock }));
      });
    },
  );

  app.post(
    '/api/v1/proposals/:id/rejection',
    {
      config: { access: 'breaks:work' },
      schema: {
        summary: 'Say that the sides of a proposed match do not belong together',
        description:
          'The day and the later open ones are matched again: what is left of each side is a break, and the two are not put together again. To take it back, match them by hand.',
        tags,
        params,
        body: decisionBody,
        response: {
          ...commandRefusals(
            ...REFUSALS,
            'proposal_changed',
            'file_of_day_missing',
            'earlier_day_closed',
            'statement_not_current',
            'source_busy',
            'view_behind',
          ),
          200: commandAnswerSchema,
        },
      },
    },
    async (request) => {
      const given = givenBy(request, clock);
      authorise(given, COMMAND_PERMISSIONS.RejectProposedMatch);
      const { id } = request.params;
      const { match, reason } = request.body;
      const { source, date } = await proposalOrProblem(means, id);
      const rejections: Awaited<ReturnType<typeof give>>[] = [];
      await matchAgain(means, { source, date }, given.actor, async () => {
        const proposal = await proposalOrProblem(means, id);
        stillAsSeen(match, proposal);
        rejections.push(await reject(given, proposal, reason));
      });
      const [rejected] = rejections;
      if (rejected === undefined) throw new Error(`Proposal ${id} was matched and not rejected`);
      const day = await loadState(store, reconciliationDay, reconciliationDayStream(source, date));
      const position = day.position > rejected.position ? day.position : rejected.position;
      return commandAnswer({ ...rejected, position });
    },
  );

  app.post(
    '/api/v1/proposals/:id/undo',
    {
      config: { access: 'breaks:work' },
      schema: {
        summary:
          'Take back the acceptance of a proposed match, or other work on its id, with a reason',
        description:
          'A resolution that only waits for its approval is sent back. Where money moved, it takes somebody other than the one who approved it.',
        tags,
        params,
        body: reasonBody,
        response: {
          ...commandRefusals(...REFUSALS, 'two_people_required'),
          200: commandAnswerSchema,
        },
      },
    },
    async (request) => {
      const given = givenBy(request, clock);
      const { isWaiting, ...on } = await proposalWorkOrProblem(means, request.params.id);
      const { actor, at } = given;
      const data = {
        ...onBreak(on),
        reasonId: await keepGivenText(pool, given, request.body.reason),
        at,
      };
      return commandAnswer(
        await give(
          given,
          on,
          isWaiting
            ? { type: 'RejectResolution', data: { ...data, rejectedBy: actor } }
            : { type: 'UndoResolution', data: { ...data, undoneBy: actor } },
        ),
      );
    },
  );
  done();
};
