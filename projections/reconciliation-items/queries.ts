import type { BusinessDate } from '@chobo/domain/kernel/time';

import type { Database } from '../lists/keyset.ts';

/** What a source should confirm; amounts in minor units. */
export type ReconciliationItem = {
  /** From 1 in the order of the log, over all sources. */
  readonly itemNo: number;
  readonly source: string;
  readonly businessDate: BusinessDate;
  readonly itemId: string;
  readonly kind: string;
  readonly reference: string;
  readonly card: string;
  readonly amount: number;
  readonly currency: string;
  readonly atMs: number;
  /** `<provider>:<reference>` of the payment behind it. */
  readonly payment: string;
  readonly accountId: string;
  readonly wholesale: number;
};

/** The number of the last item that there is; 0 when there is none: a run's horizon. */
export const lastItemNo = async (database: Database): Promise<number> => {
  const { rows } = await database.query<{ last: number }>(
    'select coalesce(max(item_no), 0) as last from views.reconciliation_items',
  );
  return rows[0]?.last ?? 0;
};

/** The day of each of these items; of one that the view does not have, none. */
export const daysOfItems = async (
  database: Database,
  source: string,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, BusinessDate>> => {
  if (itemIds.length === 0) return new Map();
  const { rows } = await database.query<{ id: string; date: BusinessDate }>(
    `select item_id as id, business_date as date from views.reconciliation_items
     where source = $1 and item_id = any($2)`,
    [source, itemIds],
  );
  return new Map(rows.map(({ id, date }) => [id, date]));
};

/** The items of one day of a source in the order of the log, those behind the horizon left out. */
export const itemsOfDay = async (
  database: Database,
  source: string,
  date: BusinessDate,
  horizon: number,
): Promise<readonly ReconciliationItem[]> => {
  const { rows } = await database.query<ReconciliationItem>(
    `select item_no as "itemNo", source, business_date as "businessDate", item_id as "itemId",
            kind, reference, card, amount, currency, at_ms as "atMs", payment,
            account_id as "accountId", wholesale
       from views.reconciliation_items
      where source = $1 and business_date = $2 and item_no <= $3
      order by item_no`,
    [source, date, horizon],
  );
  return rows;
};
