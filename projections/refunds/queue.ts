import type { Database } from '../lists/keyset.ts';
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

/** Refunds that wait for somebody: how many, and the oldest of them. */
export const refundsWaitingFor = async (
  database: Database,
  { actor, mayApprove, mayPay }: NextSteps,
  limit: number,
): Promise<{ readonly count: number; readonly refundIds: readonly string[] }> => {
  const { rows } = await database.query<{ count: number; refund_id: string }>(
    `select count(*) over ()::integer as count, refund_id from views.refunds r
     where (state = 'requested' and requested_by <> $1 and exists (
         select from unnest($2::text[], $3::bigint[], $4::bigint[]) as t(brand, above, up_to)
         where t.brand = r.brand and r.payback > t.above and r.payback <= t.up_to))
       or (state = 'approved' and $5)
     order by requested_at_ms, refund_id limit $6`,
    [
      actor,
      mayApprove.map(({ brand }) => brand),
      mayApprove.map(({ above }) => above),
      mayApprove.map(({ upTo }) => upTo),
      mayPay,
      limit,
    ],
  );
  return { count: rows[0]?.count ?? 0, refundIds: rows.map((row) => row.refund_id) };
};
