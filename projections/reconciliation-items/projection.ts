import { epochMs } from '@chobo/domain/kernel/time';
import type { PoolClient } from 'pg';

import { copyLine, copyLines } from '../rows/copy.ts';
import { asChoboEvent, streamId } from '../runner/eventTypes.ts';
import type { ChoboEvent, Recorded } from '../runner/eventTypes.ts';
import { tableSqlBeside } from '../runner/projection.ts';
import type { Projection } from '../runner/projection.ts';

const columns = [
  'item_no',
  'source',
  'business_date',
  'item_id',
  'kind',
  'reference',
  'card',
  'amount',
  'currency',
  'at_ms',
  'payment',
  'account_id',
  'wholesale',
];

/** The item's row without its number, or null when no source is to confirm the event. */
export const itemCells = (event: Recorded<ChoboEvent>): readonly (string | number)[] | null => {
  if (event.type !== 'TopUpCredited' || event.data.carrierCharge === null) return null;
  const { topUpId, iccid, value, currency, paidAt, payment, carrierCharge } = event.data;
  return [
    carrierCharge.source,
    carrierCharge.businessDate,
    topUpId,
    'top_up',
    topUpId,
    iccid,
    value,
    currency,
    epochMs(paidAt),
    `${payment.provider}:${payment.reference}`,
    streamId(event.stream),
    carrierCharge.amount,
  ];
};

const lastItemNo = async (sql: PoolClient): Promise<number> => {
  const { rows } = await sql.query<{ last: number }>(
    'select coalesce(max(item_no), 0) as last from views.reconciliation_items',
  );
  return rows[0]?.last ?? 0;
};

/** What the sources should confirm: one item per credited top-up that a carrier charges for. */
export const reconciliationItems: Projection = {
  name: 'reconciliation-items',
  tables: ['views.reconciliation_items'],
  tableSql: tableSqlBeside(import.meta.url),
  types: ['TopUpCredited'],
  project: async (events, sql) => {
    let itemNo = await lastItemNo(sql);
    const lines: string[] = [];
    for (const event of events) {
      const cells = itemCells(asChoboEvent(event));
      if (cells === null) continue;
      itemNo += 1;
      lines.push(copyLine([itemNo, ...cells]));
    }
    await copyLines(sql, 'views.reconciliation_items', columns, lines);
  },
};
