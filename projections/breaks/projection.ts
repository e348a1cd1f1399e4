import { foldRows } from '../rows/rowSet.ts';
import { asChoboEvent } from '../runner/eventTypes.ts';
import { tableSqlBeside } from '../runner/projection.ts';
import type { Projection } from '../runner/projection.ts';
import { breakEvent, breakWorkTable, foldBreaks } from './foldBreaks.ts';

/** Who works on which break, and how far they have come. */
export const breaks: Projection = {
  name: 'breaks',
  tables: ['views.break_work'],
  tableSql: tableSqlBeside(import.meta.url),
  types: [
    'BreakAssigned',
    'BreakCommented',
    'BreakResolutionProposed',
    'BreakResolutionApproved',
    'BreakResolutionRejected',
    'BreakResolved',
    'BreakResolutionUndone',
  ],
  project: async (recorded, sql) => {
    const events = recorded.flatMap((event) => breakEvent(asChoboEvent(event)) ?? []);
    const keys = events.map(({ data }) => [data.breakId]);
    await foldRows(sql, breakWorkTable, keys, (rows) => {
      for (const event of events) foldBreaks(rows, event);
    });
  },
};
