import { foldRows } from '../rows/rowSet.ts';
import { asChoboEvent, streamId } from '../runner/eventTypes.ts';
import { tableSqlBeside } from '../runner/projection.ts';
import type { Projection } from '../runner/projection.ts';
import { foldRefunds, refundTable, touchedRefund } from './foldRefunds.ts';

/** Refunds from request to evidence: how much, who and when. */
export const refunds: Projection = {
  name: 'refunds',
  tables: ['views.refunds'],
  tableSql: tableSqlBeside(import.meta.url),
  types: [
    'RefundRequested',
    'RefundApproved',
    'RefundRejected',
    'RefundCancelled',
    'RefundSent',
    'RefundPaid',
    'RefundFailed',
    'RefundEvidenced',
  ],
  project: async (recorded, sql) => {
    const events = recorded.map(asChoboEvent);
    const keys = events.flatMap((event) => {
      const refundId = touchedRefund(event);
      return refundId === null ? [] : [[refundId, streamId(event.stream)]];
    });
    await foldRows(sql, refundTable, keys, (rows) => {
      for (const event of events) foldRefunds(rows, event, streamId(event.stream));
    });
  },
};
