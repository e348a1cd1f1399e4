import { account } from '@chobo/domain/account/decider';
import type { AccountRejection } from '@chobo/domain/account/rejections';
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
export type CompletedClaims = {
  readonly credited: number;
  readonly refused: number;
  /** Could not be completed now; they wait for another round. */
  readonly left: number;
  /** Statement sources whose days have items now which they had not. */
  readonly sources: readonly string[];
};

/** How often claims that still wait could not be completed, by payment. */
export type FailedAttempts = Map<string, number>;

export type RoundOptions = {
  /** Claims in one round, 1,000 unless said; what is left comes in the next. */
  readonly limit?: number;
  /** Kept by the caller from round to round, so that claims that always fail hold up no others. */
  readonly attempts?: FailedAttempts;
  /** Once aborted, no further claim is begun. */
  readonly signal?: AbortSignal;
};

const ACTOR = 'job:complete-claims';

/**
 * Refusals that no later event of the account takes back: the money is to be
 * returned. After any other the claim waits, since money refused once stays refused.
 */
const FINAL: ReadonlySet<string> = new Set<AccountRejection['code']>([
  'account_lapsed',
  'amount_not_allowed',
  'brand_differs',
  'currency_differs',
  'lot_id_taken',
  'top_up_differs',
  'top_up_status',
]);

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
  { limit = 1_000, attempts = new Map(), signal }: RoundOptions = {},
): Promise<CompletedClaims> => {
  const { pool, logger } = dependencies;
  const count = { credited: 0, refused: 0, left: 0 };
  const sources = new Set<string>();
  for (const claim of await nextClaims(pool, claimedBeforeMs, limit, attempts)) {
    if (signal?.aborted === true) break;
    const { payment: name, topUpId: topUp } = claim;
    try {
      const { end, source } = await completeClaim(dependencies, claim);
      count[end] += 1;
      attempts.delete(name);
      if (source !== null) sources.add(source);
      logger.info({ payment: name, topUp, end }, 'a claim left half-way');
    } catch (error) {
      // One claim that cannot be completed now must not hold up the others.
      count.left += 1;
      attempts.set(name, (attempts.get(name) ?? 0) + 1);
      logger.error({ err: error, payment: name, topUp }, 'a claim could not be completed');
    }
  }
  return { ...count, sources: [...sources] };
};

/** The oldest claims, after those that failed less often; forgets attempts on claims that ended. */
const nextClaims = async (
  pool: Pool,
  claimedBeforeMs: number,
  limit: number,
  attempts: FailedAttempts,
): Promise<readonly PendingClaim[]> => {
  const claims = await pendingClaims(pool, claimedBeforeMs, limit + attempts.size);
  const pending = new Set(claims.map(({ payment: name }) => name));
  for (const name of attempts.keys()) if (!pending.has(name)) attempts.delete(name);
  const failures = (claim: PendingClaim): number => attempts.get(claim.payment) ?? 0;
  return claims.toSorted((a, b) => failures(a) - failures(b)).slice(0, limit);
};

type Completed = {
  readonly end: 'credited' | 'refused';
  /** The statement source that lists the credit; null when none does. */
  readonly source: string | null;
};

/** @throws Error while the claim can be neither credited nor, for good, refused */
const completeClaim = async (
  { store, clock }: CompleteClaimsDependencies,
  { payment: name }: PendingClaim,
): Promise<Completed> => {
  const stream = `payment-${name}`;
  const claimed = await firstEvent(store, stream);
  const claim = claimOf(claimed);
  const { commandId, correlationId } = claimed.metadata;
  const cause = { actor: ACTOR, correlationId, causationId: claimed.id };
  const { credit } = claim;
  if (credit.imported) await prepareForImport(store, claim, cause);
  const result = await handleCommand(store, account, {
    stream: accountStream(claim.accountId),
    command: { type: 'CreditTopUp', data: credit },
    context: { ...cause, commandId: creditCommandId(commandId), occurredAt: credit.paidAt },
  });
  if (result.accepted || (await isCredited(store, claim))) {
    return { end: 'credited', source: credit.carrierCharge?.source ?? null };
  }
  const { code } = result.rejection;
  if (!FINAL.has(code)) throw notNow('CreditTopUp', code);
  const now = instantOf(clock());
  const refusal = await handleCommand(store, payment, {
    stream,
    command: { type: 'RefusePaymentCredit', data: { topUpId: credit.topUpId, code, at: now } },
    context: { ...cause, commandId: refusalCommandId(commandId), occurredAt: now },
  });
  mustBeAccepted('RefusePaymentCredit', refusal);
  return { end: 'refused', source: null };
};

const notNow = (command: string, code: string): Error =>
  new Error(`${command} answers ${code}; the claim waits for the next round`);

type Result =
  | { readonly accepted: true }
  | { readonly accepted: false; readonly rejection: { readonly code: string } };

const mustBeAccepted = (command: string, result: Result): void => {
  if (!result.accepted) throw notNow(command, result.rejection.code);
};

type Claim = PaymentClaimed['data'];

type Cause = {
  readonly actor: string;
  readonly correlationId: string;
  readonly causationId: string;
};

/**
 * An import registers a card and claims its payments before it opens the
 * account and attaches the card. What of that is missing, because it died in
 * between, is done here; the card says what to open.
 */
const prepareForImport = async (
  store: EventStore,
  { accountId, credit }: Claim,
  cause: Cause,
): Promise<void> => {
  const { iccid, brand, currency, paidAt: at } = credit;
  const stream = accountStream(accountId);
  const { state: before } = await loadState(store, account, stream);
  if (before.status !== 'unopened' && before.cards.includes(iccid)) return;
  const { state } = await loadState(store, card, cardStream(iccid));
  if (state.status !== 'registered' || state.registration.accountId !== accountId) return;
  if (before.status === 'unopened') {
    const { plan } = state.registration;
    const opening = await handleCommand(store, account, {
      stream,
      command: { type: 'OpenAccount', data: { accountId, brand, plan, currency, at } },
      context: { ...cause, commandId: commandIds.opening(accountId), occurredAt: at },
    });
    mustBeAccepted('OpenAccount', opening);
  }
  const attachment = await handleCommand(store, account, {
    stream,
    command: { type: 'AttachCard', data: { iccid, at } },
    context: { ...cause, commandId: commandIds.attachment(iccid), occurredAt: at },
  });
  mustBeAccepted('AttachCard', attachment);
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
