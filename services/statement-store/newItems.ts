import type { BusinessDate } from '@chobo/domain/kernel/time';
import type { Pool, PoolClient } from 'pg';

import type { Seen } from './matching/runKey.ts';

/**
 * The first open day whose current run has not looked at all items that it may
 * see: its own, and those of days before it that have no run of their own and
 * so are carried to it, or that are closed and never run again; null when there
 * is none.
 */
export const firstDayWithNewItems = async (
  sql: Pool | PoolClient,
  sourceId: string,
): Promise<BusinessDate | null> => {
  const { rows } = await sql.query<{ date: BusinessDate }>(
    `with run_days as (
       select d.source, d.business_date, r.holds_up_to,
         lag(d.business_date) over (order by d.business_date) as run_before
       from views.reconciliation_days d join views.reconciliation_runs r using (run_no)
       where d.source = $1 and d.state <> 'closed'
     )
     select d.business_date as date from run_days d
     where exists (
       select from views.reconciliation_items i
       where i.source = d.source and i.business_date <= d.business_date
         and i.business_date > coalesce(d.run_before, '-infinity') and i.item_no > d.holds_up_to)
     order by d.business_date limit 1`,
    [sourceId],
  );
  return rows[0]?.date ?? null;
};

/**
 * Over days `d` and their current runs `r`: the run knew other matches by hand of
 * earlier days, or not all rejections of its own day and of earlier ones.
 */
const KNEW_OTHER_HAND_MATCHES = `d.state <> 'closed' and (exists (
  select from views.hand_matches m
  where m.source = d.source and m.business_date < d.business_date
    and greatest(m.match_no, m.until_no) > r.hands_hold_up_to) or exists (
  select from views.rejected_matches m
  where m.source = d.source and m.business_date <= d.business_date
    and m.match_no > r.hands_hold_up_to))`;

/**
 * The first open day whose current run has not looked at all that was matched by
 * hand on days before it, or undone there, or rejected there or on its own; null
 * when there is none.
 */
export const firstDayWithOtherHandMatches = async (
  sql: Pool | PoolClient,
  sourceId: string,
): Promise<BusinessDate | null> => {
  const { rows } = await sql.query<{ date: BusinessDate | null }>(
    `select min(d.business_date) as date
     from views.reconciliation_days d join views.reconciliation_runs r using (run_no)
     where d.source = $1 and ${KNEW_OTHER_HAND_MATCHES}`,
    [sourceId],
  );
  return rows[0]?.date ?? null;
};

/** Sources with such a day. */
export const sourcesWithOtherHandMatches = async (pool: Pool): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ source: string }>(
    `select distinct d.source
     from views.reconciliation_days d join views.reconciliation_runs r using (run_no)
     where ${KNEW_OTHER_HAND_MATCHES}`,
  );
  return rows.map(({ source }) => source);
};

/**
 * A run was computed again with what was seen and came to the same: it stays, and
 * neither those items nor those matches by hand are a reason to run its day once more.
 */
export const noteThatRunHolds = async (
  pool: Pool,
  sourceId: string,
  date: BusinessDate,
  { horizon, handMatches }: Seen,
): Promise<void> => {
  await pool.query(
    `update views.reconciliation_runs r set holds_up_to = $3, hands_hold_up_to = $4
     from views.reconciliation_days d
     where d.source = $1 and d.business_date = $2 and r.run_no = d.run_no`,
    [sourceId, date, horizon, handMatches],
  );
};
