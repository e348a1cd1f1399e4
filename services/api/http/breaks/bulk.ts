import { hash } from 'node:crypto';

import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { breakAsFound } from '@chobo/domain/break/found';
import { breakCase } from '@chobo/domain/break/decider';
import { isBreakWork } from '@chobo/domain/break/events';
import { whileDayIsOpen } from '@chobo/domain/break/onClosedDay';
import { amountPosted } from '@chobo/domain/break/resolution';
import type { BreakState } from '@chobo/domain/break/state';
import { canonicalJson } from '@chobo/domain/kernel/canonical';
import type { Rejection } from '@chobo/domain/kernel/decider';
import { accountPosted } from '@chobo/domain/ledger/breakPostings';
import { breakStream } from '@chobo/domain/streams';
import { loadState } from '@chobo/event-store/handleCommand';
import { MAX_PAGE } from '@chobo/projections/lists/keyset';
import {
  findBreak,
  listBreaks,
  type BreakFilter,
  type ListedBreak,
} from '@chobo/projections/reconciliation-days/queries';
import type { SourceLock } from '@chobo/statement-store/sourceLock';

import { authorise } from '../../authorise.ts';
import { carryOut } from '../../commands/carryOut.ts';
import { derivedId, givenBy, type Given } from '../../commands/given.ts';
import { keepGivenText } from '../../commands/givenText.ts';
import { COMMAND_PERMISSIONS } from '../../commands/permissions.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { Problem, isProblemCode, type ProblemCode } from '../../problems.ts';
import { commandRefusals } from '../schemas/problem.ts';
import { idSchema, money, moneySchema, type MoneyAnswer } from '../schemas/values.ts';
import { breakKindSchema } from './answers.ts';
import { assigneeOrProblem } from './assignee.ts';
import {
  actionSchema,
  COMMAND_OF,
  commandFor,
  type ActionParts,
  type BulkAction,
} from './bulkAction.ts';
import { announcement, closingOfDay } from './dayOfBreak.ts';
import { breakFilterSchema, viewFilterOf } from './filter.ts';
import { asFound, namedInApproval } from './foundBreak.ts';
import type { SettlingAlone } from './settlingAlone.ts';
import { resolutionOf, resolutionSchema } from './work.ts';

const tags = ['Reconciliation'];

/** Breaks that one request takes: what a person can still look through in a preview. */
export const MAX_BULK = 500;

const refusalSchema = z
  .object({ code: z.string(), facts: z.record(z.string(), z.unknown()) })
  .describe('Why it cannot be done to this break, as a problem names it');

const signedSchema = z
  .object({
    resolution: resolutionSchema,
    amount: moneySchema
      .nullable()
      .describe('Posted, debit of the account positive; null for a refund, which posts itself'),
    account: z.string().nullable().describe('Where it is posted, against suspense'),
  })
  .describe('The proposal under which an approval puts the second signature');

type Signed = z.infer<typeof signedSchema>;

const previewSchema = z.object({
  count: z.int(),
  possible: z.int().describe('How many of them it can be done to'),
  sums: z
    .array(moneySchema)
    .describe(
      'One sum per currency of those, signed: of what is posted for an approval, else of their differences',
    ),
  hasMore: z.boolean().describe('true when the filter selects more than one request takes'),
  breaks: z.array(
    z.object({
      id: z.string(),
      source: z.string(),
      date: z.iso.date(),
      kind: breakKindSchema,
      difference: moneySchema.nullable(),
      signed: signedSchema.nullable().describe('null for other actions, and where none waits'),
      revision: z.int().nullable(),
      refusal: refusalSchema.nullable(),
    }),
  ),
  digest: z.string().describe('Of all this; pass it on to carry out what was shown'),
});

const outcomeSchema = z.object({
  done: z.int(),
  refused: z.int(),
  position: z.string().optional().describe('Pass it as `?after=`; left out when nothing was done'),
  breaks: z.array(
    z.object({
      id: z.string(),
      revision: z.int().nullable(),
      refusal: refusalSchema.nullable().describe('null when it was done'),
    }),
  ),
});

type Refusal = { readonly code: string; readonly facts: Record<string, unknown> };

/** A break as a preview shows it. */
type Judged = {
  readonly found: ListedBreak;
  readonly revision: bigint | 'no_stream';
  readonly signed: Signed | null;
  readonly refusal: Refusal | null;
  /** True when this very request has been carried out on it before. */
  readonly isBegun: boolean;
};

/** What is held of each source. */
type Locks = ReadonlyMap<string, SourceLock>;

type Means = Pick<ApiDependencies, 'pool' | 'store' | 'runner' | 'clock' | 'newId'> & {
  readonly settlingAlone: SettlingAlone;
};

/** The same thing done to many breaks: shown first, then carried out one by one. */
export const bulkBreakRoutes: FastifyPluginCallbackZod<Means> = (app, means, done) => {
  const { pool, store, clock, settlingAlone } = means;
  const partsOf = async (action: BulkAction, reasonId: string): Promise<ActionParts> => ({
    assignee: action.type === 'assign' ? await assigneeOrProblem(pool, action.assignee) : null,
    reasonId,
  });

  const asItMayBeWorkedOn = async (found: ListedBreak, { type }: BulkAction) => {
    const named = type === 'approve' ? await namedInApproval(pool, found) : {};
    return whileDayIsOpen(breakAsFound(asFound(found), named), await closingOfDay(store, found));
  };

  const judge = async (
    found: ListedBreak,
    action: BulkAction,
    given: Given,
    parts: ActionParts,
  ): Promise<Judged> => {
    const commandId = ownCommandId(given, found.breakId);
    let isBegun = false;
    const { state, revision } = await loadState(
      store,
      breakCase,
      breakStream(found.breakId),
      ({ metadata }) => {
        isBegun ||= metadata.commandId === commandId;
      },
    );
    const aggregate = await asItMayBeWorkedOn(found, action);
    const decision = aggregate.decide(commandFor(action, found, given, parts), state);
    const refusal = decision.accepted ? null : told(decision.rejection);
    const signed = action.type === 'approve' ? signedOf(state) : null;
    return { found, revision, signed, refusal, isBegun };
  };

  app.post(
    '/api/v1/breaks/bulk/preview',
    {
      config: { access: 'breaks:work', withoutIdempotencyKey: true },
      schema: {
        summary: 'Show what an action would do to many breaks',
        description: `Takes ids, or a filter of the list of breaks; ${MAX_BULK} breaks at most, of more the newest. Nothing is changed.`,
        tags,
        body: z.strictObject({
          selection: z.union([
            z.strictObject({ ids: z.array(idSchema).min(1).max(MAX_BULK) }),
            z.strictObject({ filter: breakFilterSchema }),
          ]),
          action: actionSchema,
        }),
        response: {
          ...commandRefusals('user_not_found', 'views_not_built'),
          200: previewSchema,
        },
      },
    },
    async (request) => {
      const given = givenBy(request, clock);
      const { selection, action } = request.body;
      authorise(given, COMMAND_PERMISSIONS[COMMAND_OF[action.type]]);
      const parts = await partsOf(action, reasonOf(action));
      const { selected, hasMore } = await select(selection);
      const judged: Judged[] = [];
      for (const found of selected) judged.push(await judge(found, action, given, parts));
      return { ...previewOf(judged, action), hasMore };
    },
  );

  app.post(
    '/api/v1/breaks/bulk',
    {
      config: { access: 'breaks:work' },
      schema: {
        summary: 'Do to many breaks what a preview has shown',
        description:
          'Refused as a whole when any of them has changed since the preview. Each break is then a command of its own; what became of each is told.',
        tags,
        body: z.strictObject({
          ids: z.array(idSchema).min(1).max(MAX_BULK).describe('Of the preview, in its order'),
          action: actionSchema,
          digest: z.string().max(100),
        }),
        response: {
          ...commandRefusals(
            'selection_changed',
            'user_not_found',
            'views_not_built',
            'source_busy',
            'view_behind',
          ),
          200: outcomeSchema,
        },
      },
    },
    async (request) => {
      const given = givenBy(request, clock);
      const { ids, action, digest } = request.body;
      authorise(given, COMMAND_PERMISSIONS[COMMAND_OF[action.type]]);
      const parts = await partsOf(action, await keepGivenText(pool, given, reasonOf(action)));
      const { selected } = await select({ ids });
      // Whom a break is given to settles nothing.
      const sources = action.type === 'assign' ? [] : selected.map(({ source }) => source);
      return settlingAll([...new Set(sources)].sort(), async (locks) => {
        const judged: Judged[] = [];
        for (const found of (await select({ ids })).selected) {
          judged.push(await judge(found, action, given, parts));
        }
        // What this very request has begun, before its process ended, is gone on with.
        const isBegun = judged.some((one) => one.isBegun);
        if (!isBegun && previewOf(judged, action).digest !== digest) {
          throw new Problem('selection_changed');
        }
        return carryOutAll(judged, action, given, { ...parts, locks });
      });
    },
  );

  /** Works on several sources alone. Whoever does so takes them in the same order, so that none waits for ever. */
  const settlingAll = <Result>(
    [first, ...others]: readonly string[],
    work: (locks: Locks) => Promise<Result>,
    held: Locks = new Map(),
  ): Promise<Result> =>
    first === undefined
      ? work(held)
      : settlingAlone(first, (lock) =>
          settlingAll(others, work, new Map([...held, [first, lock]])),
        );

  const select = async (
    selection:
      { readonly ids: readonly string[] } | { readonly filter: z.infer<typeof breakFilterSchema> },
  ): Promise<{ readonly selected: readonly ListedBreak[]; readonly hasMore: boolean }> => {
    if ('filter' in selection) return filtered(viewFilterOf(selection.filter, clock()));
    const selected: ListedBreak[] = [];
    for (const id of new Set(selection.ids)) {
      const found = await findBreak(pool, id);
      if (found !== null) selected.push(found);
    }
    return { selected, hasMore: false };
  };

  const filtered = async (filter: BreakFilter) => {
    const selected: ListedBreak[] = [];
    let cursor: string | undefined;
    for (;;) {
      const limit = Math.min(MAX_PAGE, MAX_BULK - selected.length);
      const { data, pageInfo } = await listBreaks(pool, filter, {
        limit,
        ...(cursor !== undefined && { cursor }),
      });
      selected.push(...data);
      const { nextCursor } = pageInfo;
      if (nextCursor === null) return { selected, hasMore: false };
      if (selected.length >= MAX_BULK) return { selected, hasMore: true };
      cursor = nextCursor;
    }
  };

  const carryOutAll = async (
    judged: readonly Judged[],
    action: BulkAction,
    given: Given,
    { locks, ...parts }: ActionParts & { readonly locks: Locks },
  ): Promise<z.infer<typeof outcomeSchema>> => {
    const breaks: z.infer<typeof outcomeSchema>['breaks'] = [];
    let position: string | undefined;
    for (const { found, revision, refusal, isBegun } of judged) {
      const id = found.breakId;
      if (refusal !== null && !isBegun) {
        breaks.push({ id, revision: revisionAnswer(revision), refusal });
        continue;
      }
      try {
        const command = commandFor(action, found, given, parts);
        const own = { ...given, commandId: ownCommandId(given, id), seenRevision: revision };
        const carried = await carryOut({ store }, await asItMayBeWorkedOn(found, action), {
          stream: breakStream(id),
          command,
          given: own,
          isOfPart: isBreakWork,
          beforeAppend: announcement(means, own, command, found, locks.get(found.source)),
        });
        if (position === undefined || carried.position > position) position = carried.position;
        breaks.push({ id, revision: revisionAnswer(carried.revision), refusal: null });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        const told = { code: error.code, facts: { ...error.facts } };
        breaks.push({ id, revision: revisionAnswer(revision), refusal: told });
      }
    }
    const refused = breaks.filter(({ refusal }) => refusal !== null).length;
    const done = breaks.length - refused;
    return { done, refused, ...(position !== undefined && { position }), breaks };
  };
  done();
};

/** The id of the command for one break: the same when the whole request is repeated. */
const ownCommandId = (given: Given, breakId: string): string =>
  `api:${derivedId(given, `break ${breakId}`)}`;

/** The words of an action: whether it needs some, the rules say. */
const reasonOf = (action: BulkAction): string => (action.type === 'resolve' ? action.reason : '');

const revisionAnswer = (revision: bigint | 'no_stream'): number | null =>
  revision === 'no_stream' ? null : Number(revision);

const told = ({ code, facts }: Rejection): Refusal => {
  const known: ProblemCode = isProblemCode(code) ? code : 'internal_error';
  return { code: known, facts: { ...facts } };
};

/** What a second signature carries out, from the very stream that it is written to. */
const signedOf = (state: BreakState): Signed | null => {
  if (state.status !== 'proposed') return null;
  const { resolution, currency } = state;
  const account = accountPosted(resolution);
  return {
    resolution: resolutionOf(resolution),
    amount: account === null ? null : money(amountPosted(resolution), currency),
    account,
  };
};

const sumsOf = (amounts: readonly (MoneyAnswer | null)[]): MoneyAnswer[] => {
  const sums = new Map<string, number>();
  for (const one of amounts) {
    if (one !== null) sums.set(one.currency, (sums.get(one.currency) ?? 0) + one.amount);
  }
  return [...sums].map(([currency, amount]) => money(amount, currency));
};

const previewOf = (
  judged: readonly Judged[],
  action: BulkAction,
): Omit<z.infer<typeof previewSchema>, 'hasMore'> => {
  const breaks = judged.map(({ found, revision, signed, refusal }) => ({
    id: found.breakId,
    source: found.source,
    date: found.date,
    kind: found.kind,
    difference: found.difference === null ? null : money(found.difference, found.currency),
    signed,
    revision: revisionAnswer(revision),
    refusal,
  }));
  const possible = breaks.filter(({ refusal }) => refusal === null);
  // Who signs must see what is posted: it need not be the difference.
  const amounts = possible.map(({ difference, signed }) =>
    action.type === 'approve' ? (signed?.amount ?? null) : difference,
  );
  return {
    count: breaks.length,
    possible: possible.length,
    sums: sumsOf(amounts),
    breaks,
    digest: hash('sha256', canonicalJson({ action, breaks })),
  };
};
