import type { BusinessDate } from '@chobo/domain/kernel/time';
import type { PoolClient } from 'pg';

/**
 * The first closed day of a source after a date; null when there is none. The
 * caller holds the source's lock and the views (`holdViews`).
 */
export const closedDayAfter = async (
  client: PoolClient,
  { source, date }: { readonly source: string; readonly date: BusinessDate },
): Promise<BusinessDate | null> => {
  const { rows } = await client.query<{ date: BusinessDate | null }>(
    `select min(business_date) as date from views.reconciliation_days
     where source = $1 and business_date > $2 and state = 'closed'`,
    [source, date],
  );
  return rows[0]?.date ?? null;
};
