import { epochMs } from '@chobo/domain/kernel/time';

import { copyLine, copyLines } from '../rows/copy.ts';
import { asChoboEvent } from '../runner/eventTypes.ts';
import { tableSqlBeside } from '../runner/projection.ts';
import type { Projection } from '../runner/projection.ts';

const columns = ['iccid', 'account_id', 'brand', 'plan', 'registered_at_ms'];

/** Cards and the accounts that hold their money. */
export const cards: Projection = {
  name: 'cards',
  tables: ['views.cards'],
  tableSql: tableSqlBeside(import.meta.url),
  types: ['CardRegistered'],
  project: async (events, sql) => {
    const lines = events.map(asChoboEvent).flatMap((event) => {
      if (event.type !== 'CardRegistered') return [];
      const { iccid, accountId, brand, plan, registeredAt } = event.data;
      return [copyLine([iccid, accountId, brand, plan, epochMs(registeredAt)])];
    });
    await copyLines(sql, 'views.cards', columns, lines);
  },
};
