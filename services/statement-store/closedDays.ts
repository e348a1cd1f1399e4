import type { BusinessDate } from '@chobo/domain/kernel/time';
import type { Pool, PoolClient } from 'pg';

type Day = { readonly source: string; readonly date: BusinessDate };

/**
 * The first closed day of a source after a date; null when there is none. The
 * caller holds the source's lock and the views (`holdViews`).
 */
export const closedDayAfter = async (
  client: PoolClient,
  { source, date }: Day,
): Promise<BusinessDate | null> => {
  const { rows } = await client.query<{ date: BusinessDate | null }>(
    `select min(business_date) as date from views.reconciliation_days
     where source = $1 and business_date > $2 and state = 'closed'`,
    [source, date],
  );
  return rows[0]?.date ?? null;
};

/**
 * The first closed day that would read otherwise if another run took the place
 * of a day's current one: it lists a break as settled, or a line as undone, by
 * the current run, and the other does not. Null when there is none.
 *
 * @param runNo the other run; null for one that does nothing of the kind
 */
export const closedDayChangedBy = async (
  sql: Pool | PoolClient,
  { source, date }: Day,
  runNo: number | null,
): Promise<BusinessDate | null> => {
  const { rows } = await sql.query<{ date: BusinessDate | null }>(
    `select min(closed.business_date) as date
     from views.reconciliation_days own
     join views.run_effects e on e.run_no = own.run_no and e.effect in ('settled', 'undone')
     join views.reconciliation_days closed
       on closed.source = own.source and closed.business_date = e.business_date
       and closed.state = 'closed'
     where own.source = $1 and own.business_date = $2 and not exists (
       select from views.run_effects other
       where other.run_no = $3 and other.effect = e.effect
         and other.business_date = e.business_date
         and other.item_no is not distinct from e.item_no
         and other.file_line is not distinct from e.file_line)`,
    [source, date, runNo],
  );
  return rows[0]?.date ?? null;
};
