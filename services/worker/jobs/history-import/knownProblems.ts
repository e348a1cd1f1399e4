import { payment } from '@chobo/domain/payment/decider';
import { paymentStream } from '@chobo/domain/streams';
import type { PoolClient } from 'pg';

import { decideCredits, NO_ACCOUNT } from './accountCredits.ts';
import type { HistoryCredit } from './accountCredits.ts';
import { readAccounts } from './appendCredits.ts';
import type { ImportContext } from './claims.ts';
import { stateOf } from './fold.ts';
import type { ImportProblem } from './historyRow.ts';
import type { ProblemList } from './problemList.ts';
import { readWork } from './works.ts';

/**
 * Asks the accounts that exist already, and the claims that an earlier import
 * left half-way, whether they would take their rows. Nothing is written.
 */
export const findKnownProblems = async (
  connection: PoolClient,
  context: ImportContext,
  problems: ProblemList,
): Promise<void> => {
  const { store, terms, actor, now } = context;
  for await (const works of readWork(connection, terms, 'known')) {
    const accounts = await readAccounts(
      store,
      works.map((work) => work.accountId),
    );
    for (const work of works) {
      const { state } = accounts.get(work.accountId) ?? NO_ACCOUNT;
      const { refused } = decideCredits(work, state, terms, actor);
      problems.add(refused.map(({ credit, code }) => refusalProblem(credit, code)));
    }
    const credits = works.flatMap(({ accountId, credits: own }) =>
      own.map((credit) => ({ accountId, credit })),
    );
    const pending = await pendingOf(
      connection,
      credits.map(({ credit }) => credit),
    );
    if (pending.size === 0) continue;
    const claims = await store.readStreams([...pending].map(streamOf));
    for (const { accountId, credit } of credits) {
      if (!pending.has(credit)) continue;
      const state = stateOf(payment, claims.get(streamOf(credit)) ?? []);
      const data = { accountId, credit: credit.data, at: now };
      const decision = payment.decide({ type: 'ClaimPayment', data }, state);
      if (decision.accepted) continue;
      problems.add([refusalProblem(credit, decision.rejection.code)]);
    }
  }
};

/** A row that the rules of the account or of the payment do not let in. */
export const refusalProblem = (credit: HistoryCredit, code: string): ImportProblem => ({
  fileLine: credit.fileLine,
  column: 'top_up_id',
  value: credit.data.topUpId,
  code,
  reason: REASONS[code] ?? `The account does not take this top-up (${code}).`,
});

const REASONS: Readonly<Record<string, string>> = {
  brand_differs: 'The account of this card belongs to another brand.',
  currency_differs: 'The account of this card is held in another currency.',
  card_of_another_brand: 'The card was registered for another brand in the meantime.',
  card_not_attached: 'The card is not attached to the account that it is registered for.',
  top_up_differs: 'The account knows this top-up with other content.',
  payment_already_claimed: 'The payment belongs to another top-up.',
  payment_claimed_differently: 'An import that was cut short has this top-up with other content.',
  payment_credit_refused: 'The account refused this payment before.',
};

const streamOf = ({ data }: HistoryCredit): string =>
  paymentStream(data.payment.provider, data.payment.reference);

/** The credits whose payment is claimed, and neither credited nor refused. */
const pendingOf = async (
  connection: PoolClient,
  credits: readonly HistoryCredit[],
): Promise<ReadonlySet<HistoryCredit>> => {
  const nameOf = ({ data: { payment: paid } }: HistoryCredit): string =>
    `${paid.provider}:${paid.reference}`;
  const { rows } = await connection.query<{ payment: string }>(
    `select payment from views.payment_claims where payment = any($1) and state = 'pending'`,
    [credits.map(nameOf)],
  );
  const pending = new Set(rows.map((row) => row.payment));
  return new Set(credits.filter((credit) => pending.has(nameOf(credit))));
};
