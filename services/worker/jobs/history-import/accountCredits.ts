import { account } from '@chobo/domain/account/decider';
import type { AccountCommand } from '@chobo/domain/account/commands';
import type { AccountEvent, TopUpCredited } from '@chobo/domain/account/events';
import type { AccountState } from '@chobo/domain/account/state';
import type { Iccid } from '@chobo/domain/card/iccid';
import type { Instant } from '@chobo/domain/kernel/time';
import { eventsToAppend } from '@chobo/event-store/handleCommand';
import type { Actor } from '@chobo/event-store/metadata';
import type { EventToAppend } from '@chobo/event-store/port';

import { creditCommandId } from '../../reactors/claimCommands.ts';

import type { HistoryTerms } from './terms.ts';

/** One row of the file as the account is to be credited for it. */
export type HistoryCredit = {
  readonly fileLine: number;
  readonly data: TopUpCredited['data'];
};

/** The credits of one card, in order of payment, for one account; never empty. */
export type AccountWork = {
  readonly iccid: Iccid;
  readonly accountId: string;
  /** Whether the card, or the account, may be in the store already. */
  readonly known: boolean;
  readonly credits: readonly HistoryCredit[];
};

/** A row that is refused, and the code of whoever refused it. */
export type RefusedCredit = { readonly credit: HistoryCredit; readonly code: string };

/** An account as it stands in the store, or as it will when what was decided is appended. */
export type AccountAt = {
  readonly state: AccountState;
  readonly revision: bigint | 'no_stream';
};

export const NO_ACCOUNT: AccountAt = { state: account.initialState(), revision: 'no_stream' };

/** What crediting comes to: the events of one append, and the rows that the account does not take. */
export type AccountCredits = {
  readonly events: readonly EventToAppend[];
  readonly refused: readonly RefusedCredit[];
  readonly opened: boolean;
  readonly after: AccountState;
};

/** Command ids derive from the file's ids, so that a repeat writes the same events again. */
export const commandIds = {
  registration: (iccid: Iccid): string => `import:card:${iccid}`,
  opening: (accountId: string): string => `import:open:${accountId}`,
  attachment: (iccid: Iccid): string => `import:attach:${iccid}`,
  claim: (topUpId: string): string => `import:claim:${topUpId}`,
} as const;

/**
 * Lets the account decide on its rows: opens it and attaches the card where
 * that has not been done, then credits row by row. Pure.
 */
export const decideCredits = (
  work: AccountWork,
  before: AccountState,
  terms: HistoryTerms,
  actor: Actor,
): AccountCredits => {
  let state = before;
  const events: EventToAppend[] = [];
  const refused: RefusedCredit[] = [];

  const perform = (command: AccountCommand, commandId: string, at: Instant): string | null => {
    const decision = account.decide(command, state);
    if (!decision.accepted) return decision.rejection.code;
    state = decision.events.reduce<AccountState>(account.evolve, state);
    const context = { commandId, actor, occurredAt: at };
    events.push(...eventsToAppend<AccountEvent>(account, decision.events, context, command));
    return null;
  };

  const opened = before.status === 'unopened';
  const { accountId, iccid } = work;
  const at = beginning(work);
  const opening: readonly [AccountCommand, string][] = [
    [
      {
        type: 'OpenAccount',
        data: {
          accountId,
          brand: terms.brand.id,
          plan: terms.plan.id,
          currency: terms.brand.currency,
          at,
        },
      },
      commandIds.opening(accountId),
    ],
    [{ type: 'AttachCard', data: { iccid, at } }, commandIds.attachment(iccid)],
  ];
  for (const [command, commandId] of opened ? opening : opening.slice(1)) {
    const code = perform(command, commandId, at);
    if (code !== null) {
      const all = work.credits.map((credit) => ({ credit, code }));
      return { events: [], refused: all, opened: false, after: before };
    }
  }
  for (const credit of work.credits) {
    const { data } = credit;
    const commandId = creditCommandId(commandIds.claim(data.topUpId));
    const code = perform({ type: 'CreditTopUp', data }, commandId, data.paidAt);
    if (code !== null) refused.push({ credit, code });
  }
  return { events, refused, opened, after: state };
};

/** When what is opened for these credits was opened: with the first payment. */
export const beginning = ({ credits, iccid }: AccountWork): Instant => {
  const [first] = credits;
  if (first === undefined) throw new RangeError(`There is nothing to credit for ${iccid}`);
  return first.data.paidAt;
};
