import { createConditions, type Database } from '../lists/keyset.ts';
import type { RefundState } from './foldRefunds.ts';

/** How many refunds are on their way, by state. */
export const countRefunds = async (
  database: Database,
  states: readonly RefundState[],
): Promise<ReadonlyMap<RefundState, number>> => {
  const { rows } = await database.query<{ state: RefundState; count: number }>(
    `select state, count(*)::integer as count from views.refunds
     where state = any($1) group by state`,
    [states],
  );
  return new Map(rows.map(({ state, count }) => [state, count]));
};

/** Amounts of one brand: more than `above`, at most `upTo`, minor units. */
export type AmountRange = {
  readonly brand: string;
  readonly above: number;
  readonly upTo: number;
};

/** What somebody can take the next step of. */
export type NextSteps = {
  /** As an actor; nobody approves what they asked for themselves. */
  readonly actor: string;
  /** Paybacks that they may approve. */
  readonly mayApprove: readonly AmountRange[];
  readonly mayPay: boolean;
};

/** Leaves the refunds that wait for somebody. */
export const addWaitingFor = (
  { add }: Pick<ReturnType<typeof createConditions>, 'add'>,
  { actor, mayApprove, mayPay }: NextSteps,
): void => {
  add(
    `state = any(?)
     and (state = 'approved' or (requested_by <> ? and exists (
       select from unnest(?::text[], ?::bigint[], ?::bigint[]) as tier (of_brand, above, up_to)
        where of_brand = brand and payback > above and payback <= up_to)))`,
    mayPay ? ['requested', 'approved'] : ['requested'],
    actor,
    mayApprove.map(({ brand }) => brand),
    mayApprove.map(({ above }) => above),
    mayApprove.map(({ upTo }) => upTo),
  );
};

/** How many refunds wait for somebody. */
export const countWaitingFor = async (database: Database, steps: NextSteps): Promise<number> => {
  const where = createConditions();
  addWaitingFor(where, steps);
  const { rows } = await database.query<{ count: number }>(
    `select count(*)::integer as count from views.refunds where ${where.conditions.join(' and ')}`,
    where.values,
  );
  return rows[0]?.count ?? 0;
};
