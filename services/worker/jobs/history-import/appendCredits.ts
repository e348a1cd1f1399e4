import { account } from '@chobo/domain/account/decider';
import { payment } from '@chobo/domain/payment/decider';
import { accountStream, paymentStream } from '@chobo/domain/streams';
import { handleCommand } from '@chobo/event-store/handleCommand';
import type { EventStore } from '@chobo/event-store/port';

import { refusalCommandId } from '../../reactors/claimCommands.ts';
import { commandIds, decideCredits, NO_ACCOUNT } from './accountCredits.ts';
import type { AccountAt, AccountWork, RefusedCredit } from './accountCredits.ts';
import { claimPayments, isConflict, registerCards } from './claims.ts';
import type { ImportContext } from './claims.ts';
import { stateOf } from './fold.ts';

export type Credited = {
  readonly credited: number;
  readonly opened: number;
  readonly refused: readonly RefusedCredit[];
};

/** How often an account is read and decided again when others keep writing to it. */
const ATTEMPTS = 20;

/**
 * Brings a chunk of accounts in: registers new cards, claims each payment, and
 * only then credits the accounts, each in one append. What a crash left of an
 * earlier run is recognised by the ids of its events.
 *
 * @param works each account at most once
 */
export const appendCredits = async (
  context: ImportContext,
  works: readonly AccountWork[],
): Promise<Credited> => {
  const refused: RefusedCredit[] = [];
  const registered = await registerCards(context, works, refused);
  let open = await claimPayments(context, registered, refused);
  let credited = 0;
  let opened = 0;
  for (let attempt = 1; open.length > 0; attempt += 1) {
    if (attempt > ATTEMPTS) throw new Error(`${open.length} accounts are written to without pause`);
    const done = await creditAccounts(context, open);
    credited += done.credited;
    opened += done.opened;
    for (const refusal of done.refused) await refuseClaim(context, refusal);
    refused.push(...done.refused);
    // Whoever was in the way has written: from now on these accounts are read first.
    open = done.conflicts.map((work) => ({ ...work, known: true }));
  }
  return { credited, opened, refused };
};

/** One attempt: the accounts that were elsewhere come back as conflicts. */
const creditAccounts = async (
  { store, terms, actor }: ImportContext,
  works: readonly AccountWork[],
): Promise<Credited & { readonly conflicts: readonly AccountWork[] }> => {
  const accounts = await readAccounts(
    store,
    works.filter((work) => work.known).map((work) => work.accountId),
  );
  const decided = works.map((work) => {
    const before = accounts.get(work.accountId) ?? NO_ACCOUNT;
    return { work, before, decision: decideCredits(work, before.state, terms, actor) };
  });
  const writing = decided.filter(({ decision }) => decision.events.length > 0);
  const outcomes = await store.appendMany(
    writing.map(({ work, before, decision }) => ({
      stream: accountStream(work.accountId),
      expectedRevision: before.revision,
      events: decision.events,
    })),
  );
  const conflicts = new Set(
    writing.filter((_, index) => isConflict(outcomes[index])).map(({ work }) => work),
  );
  const ended = decided.filter(({ work }) => !conflicts.has(work));
  const refused = ended.flatMap(({ decision }) => decision.refused);
  const credits = ended.reduce((sum, { work }) => sum + work.credits.length, 0);
  return {
    credited: credits - refused.length,
    opened: ended.filter(({ decision }) => decision.opened).length,
    refused,
    conflicts: [...conflicts],
  };
};

/** Accounts as they stand; one that does not exist is `NO_ACCOUNT`. */
export const readAccounts = async (
  store: EventStore,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, AccountAt>> => {
  if (accountIds.length === 0) return new Map();
  const streams = await store.readStreams(accountIds.map(accountStream));
  return new Map(
    accountIds.map((id) => {
      const events = streams.get(accountStream(id)) ?? [];
      const last = events.at(-1);
      return [
        id,
        last === undefined
          ? NO_ACCOUNT
          : { state: stateOf(account, events), revision: last.revision },
      ];
    }),
  );
};

/** Ends the claim of a payment that its account did not take: the money is to be given back. */
const refuseClaim = async (
  { store, actor, now }: ImportContext,
  { credit, code }: RefusedCredit,
): Promise<void> => {
  const { topUpId, payment: paid } = credit.data;
  await handleCommand(store, payment, {
    stream: paymentStream(paid.provider, paid.reference),
    command: { type: 'RefusePaymentCredit', data: { topUpId, code, at: now } },
    context: { commandId: refusalCommandId(commandIds.claim(topUpId)), actor, occurredAt: now },
  });
};
