import { account } from '@chobo/domain/account/decider';
import { card } from '@chobo/domain/card/decider';
import { instantOf } from '@chobo/domain/kernel/time';
import { payment } from '@chobo/domain/payment/decider';
import type { PaymentClaimed, PaymentEvent } from '@chobo/domain/payment/events';
import { accountStream, cardStream } from '@chobo/domain/streams';
import { handleCommand, loadState } from '@chobo/event-store/handleCommand';
import { currentEvent } from '@chobo/event-store/handleCommand/loadState';
import type { EventStore, RecordedEvent } from '@chobo/event-store/port';
import { pendingClaims } from '@chobo/projections/payment-claims/queries';
import type { PendingClaim } from '@chobo/projections/payment-claims/queries';
import type { Pool } from 'pg';
import type { Logger } from 'pino';

import { commandIds } from '../jobs/history-import/accountCredits.ts';
import { creditCommandId, refusalCommandId } from './claimCommands.ts';

export type CompleteClaimsDependencies = {
  readonly pool: Pool;
  readonly store: EventStore;
  /** Epoch ms. */
  readonly clock: () => number;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
};

/** What became of the claims that were found half-way. */
export type CompletedClaims = { readonly credited: number; readonly refused: number };

const ACTOR = 'job:complete-claims';

/** Claims in one round; what is left comes in the next. */
const ROUND = 1_000;

/**
 * Completes payments that were claimed but, because a process died in between,
 * neither credited nor refused. The claim carries the whole credit, and its
 * command's id derives from the claim's: whoever else completes it too writes
 * the same event, so the payment is credited once.
 *
 * @param claimedBeforeMs younger claims are under way, not left behind; epoch ms
 */
export const completeClaims = async (
  dependencies: CompleteClaimsDependencies,
  claimedBeforeMs: number,
): Promise<CompletedClaims> => {
  const { pool, logger } = dependencies;
  const count = { credited: 0, refused: 0 };
  for (const claim of await pendingClaims(pool, claimedBeforeMs, ROUND)) {
    try {
      const end = await completeClaim(dependencies, claim);
      count[end] += 1;
      logger.info({ payment: claim.payment, topUp: claim.topUpId, end }, 'a claim left half-way');
    } catch (error) {
      // One claim that cannot be completed now must not hold up the others.
      logger.error({ err: error, payment: claim.payment }, 'a claim could not be completed');
    }
  }
  return count;
};

const completeClaim = async (
  { store, clock }: CompleteClaimsDependencies,
  { payment: name }: PendingClaim,
): Promise<keyof CompletedClaims> => {
  const stream = `payment-${name}`;
  const claimed = await firstEvent(store, stream);
  const claim = claimOf(claimed);
  const { commandId, correlationId } = claimed.metadata;
  const cause = { actor: ACTOR, correlationId, causationId: claimed.id };
  const { credit } = claim;
  if (credit.imported) await openForImport(store, claim, cause);
  const result = await handleCommand(store, account, {
    stream: accountStream(claim.accountId),
    command: { type: 'CreditTopUp', data: credit },
    context: { ...cause, commandId: creditCommandId(commandId), occurredAt: credit.paidAt },
  });
  if (result.accepted || (await isCredited(store, claim))) return 'credited';
  const now = instantOf(clock());
  const { code } = result.rejection;
  await handleCommand(store, payment, {
    stream,
    command: { type: 'RefusePaymentCredit', data: { topUpId: credit.topUpId, code, at: now } },
    context: { ...cause, commandId: refusalCommandId(commandId), occurredAt: now },
  });
  return 'refused';
};

type Claim = PaymentClaimed['data'];

type Cause = {
  readonly actor: string;
  readonly correlationId: string;
  readonly causationId: string;
};

/**
 * An import registers a card and claims its payments before it opens the
 * account. When it died in between, the card says what to open.
 */
const openForImport = async (
  store: EventStore,
  { accountId, credit }: Claim,
  cause: Cause,
): Promise<void> => {
  const { iccid, brand, currency, paidAt: at } = credit;
  const stream = accountStream(accountId);
  if ((await loadState(store, account, stream)).state.status !== 'unopened') return;
  const { state } = await loadState(store, card, cardStream(iccid));
  if (state.status !== 'registered' || state.registration.accountId !== accountId) return;
  const { plan } = state.registration;
  await handleCommand(store, account, {
    stream,
    command: { type: 'OpenAccount', data: { accountId, brand, plan, currency, at } },
    context: { ...cause, commandId: commandIds.opening(accountId), occurredAt: at },
  });
  await handleCommand(store, account, {
    stream,
    command: { type: 'AttachCard', data: { iccid, at } },
    context: { ...cause, commandId: commandIds.attachment(iccid), occurredAt: at },
  });
};

/** Whether the account has the credit, whoever brought it there. */
const isCredited = async (store: EventStore, { accountId, credit }: Claim): Promise<boolean> => {
  const { state } = await loadState(store, account, accountStream(accountId));
  return state.status !== 'unopened' && state.topUps.get(credit.topUpId)?.status === 'credited';
};

const firstEvent = async (store: EventStore, stream: string): Promise<RecordedEvent> => {
  for await (const event of store.readStream(stream, { maxCount: 1 })) return event;
  throw new Error(`Stream ${stream} has no events`);
};

const claimOf = (recorded: RecordedEvent): Claim => {
  const event = currentEvent<PaymentEvent>(payment, recorded);
  if (event.type !== 'PaymentClaimed') throw new Error(`A payment begins with ${event.type}`);
  return event.data;
};
