import { foldRows } from '../rows/rowSet.ts';
import { asChoboEvent, streamId } from '../runner/eventTypes.ts';
import { tableSqlBeside } from '../runner/projection.ts';
import type { Projection } from '../runner/projection.ts';
import { foldTopUps, topUpTable, touchedTopUp } from './foldTopUps.ts';

/** Top-ups with their payment and what became of them. */
export const topUps: Projection = {
  name: 'top-ups',
  tables: ['views.top_ups'],
  tableSql: tableSqlBeside(import.meta.url),
  types: [
    'TopUpRequested',
    'TopUpPaidProvisionally',
    'TopUpCredited',
    'TopUpFailed',
    'TopUpReversed',
  ],
  project: async (recorded, sql) => {
    const events = recorded.map(asChoboEvent);
    const keys = events.flatMap((event) => {
      const topUpId = touchedTopUp(event);
      return topUpId === null ? [] : [[topUpId]];
    });
    await foldRows(sql, topUpTable, keys, (rows) => {
      for (const event of events) foldTopUps(rows, event, streamId(event.stream));
    });
  },
};
