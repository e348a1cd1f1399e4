import type { Iccid } from '@chobo/domain/card/iccid';
import { card } from '@chobo/domain/card/decider';
import type { CardState } from '@chobo/domain/card/state';
import type { Instant } from '@chobo/domain/kernel/time';
import { payment } from '@chobo/domain/payment/decider';
import { cardStream, paymentStream } from '@chobo/domain/streams';
import { WrongExpectedRevision } from '@chobo/event-store/errors';
import { eventsToAppend } from '@chobo/event-store/handleCommand';
import type { Actor } from '@chobo/event-store/metadata';
import type { Append, AppendOutcome, EventStore } from '@chobo/event-store/port';

import { beginning, commandIds } from './accountCredits.ts';
import type { AccountWork, HistoryCredit, RefusedCredit } from './accountCredits.ts';
import { stateOf } from './fold.ts';
import type { HistoryTerms } from './terms.ts';

export type ImportContext = {
  readonly store: EventStore;
  readonly terms: HistoryTerms;
  readonly actor: Actor;
  /** When payments are claimed by this run; everything else happens at the time of payment. */
  readonly now: Instant;
};

/**
 * Registers cards that are new. One that somebody registered in the meantime
 * keeps its account, and its rows go there.
 */
export const registerCards = async (
  { store, terms, actor }: ImportContext,
  works: readonly AccountWork[],
  refused: RefusedCredit[],
): Promise<readonly AccountWork[]> => {
  const decided = works.map((work) => {
    const at = beginning(work);
    const { iccid, accountId } = work;
    const { brand, plan } = terms;
    const data = { iccid, accountId, brand: brand.id, plan: plan.id, at };
    const command = { type: 'RegisterCard', data } as const;
    const decision = card.decide(command, card.initialState());
    if (!decision.accepted) throw new Error(`${iccid}: ${decision.rejection.code}`);
    const context = { commandId: commandIds.registration(iccid), actor, occurredAt: at };
    return { work, events: eventsToAppend(card, decision.events, context, command) };
  });
  const fresh = decided.filter(({ work }) => !work.known);
  const outcomes = await store.appendMany(
    fresh.map(({ work, events }) => ({
      stream: cardStream(work.iccid),
      expectedRevision: 'no_stream',
      events,
    })),
  );
  const taken = fresh.filter((_, index) => isConflict(outcomes[index])).map(({ work }) => work);
  if (taken.length === 0) return works;
  const owners = await ownersOf(
    store,
    taken.map((work) => work.iccid),
  );
  return works.flatMap((work) => {
    const owner = taken.includes(work) ? owners.get(work.iccid) : undefined;
    if (owner?.status !== 'registered') return [work];
    const { accountId, brand } = owner.registration;
    if (brand === terms.brand.id) return [{ ...work, accountId, known: true }];
    refused.push(...work.credits.map((credit) => ({ credit, code: 'card_of_another_brand' })));
    return [];
  });
};

/**
 * Claims the payment of each credit for its top-up. Credits whose payment belongs to
 * another top-up are left out of what comes back.
 */
export const claimPayments = async (
  { store, actor, now }: ImportContext,
  works: readonly AccountWork[],
  refused: RefusedCredit[],
): Promise<readonly AccountWork[]> => {
  const claims = works.flatMap(({ accountId, credits }) =>
    credits.map((credit) => {
      const { topUpId, paidAt, payment: paid } = credit.data;
      const command = {
        type: 'ClaimPayment',
        data: { accountId, credit: credit.data, at: now },
      } as const;
      const decision = payment.decide(command, payment.initialState());
      if (!decision.accepted) throw new Error(`${topUpId}: ${decision.rejection.code}`);
      const context = { commandId: commandIds.claim(topUpId), actor, occurredAt: paidAt };
      const append: Append = {
        stream: paymentStream(paid.provider, paid.reference),
        expectedRevision: 'no_stream',
        events: eventsToAppend(payment, decision.events, context, command),
      };
      return { credit, command, append };
    }),
  );
  const outcomes = await store.appendMany(claims.map(({ append }) => append));
  const taken = claims.filter((_, index) => isConflict(outcomes[index]));
  if (taken.length === 0) return works;
  const streams = await store.readStreams(taken.map(({ append }) => append.stream));
  const lost = new Set<HistoryCredit>();
  for (const { credit, command, append } of taken) {
    const state = stateOf(payment, streams.get(append.stream) ?? []);
    const decision = payment.decide(command, state);
    // Accepted without events: it is this very claim, made by somebody else.
    if (decision.accepted) continue;
    lost.add(credit);
    refused.push({ credit, code: decision.rejection.code });
  }
  return works
    .map((work) => ({ ...work, credits: work.credits.filter((credit) => !lost.has(credit)) }))
    .filter((work) => work.credits.length > 0);
};

/** Whether the stream was elsewhere; what else can go wrong is thrown. */
export const isConflict = (outcome: AppendOutcome | undefined): boolean => {
  if (outcome === undefined) throw new Error('The store gave an append no outcome');
  if (outcome.ok) return false;
  if (outcome.error instanceof WrongExpectedRevision) return true;
  throw outcome.error;
};

const ownersOf = async (
  store: EventStore,
  iccids: readonly Iccid[],
): Promise<ReadonlyMap<Iccid, CardState>> => {
  const streams = await store.readStreams(iccids.map(cardStream));
  return new Map(
    iccids.map((iccid) => [iccid, stateOf(card, streams.get(cardStream(iccid)) ?? [])]),
  );
};
