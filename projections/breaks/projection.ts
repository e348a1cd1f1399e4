import { foldRows } from '../rows/rowSet.ts';
import { asChoboEvent } from '../runner/eventTypes.ts';
import { tableSqlBeside } from '../runner/projection.ts';
import type { Projection } from '../runner/projection.ts';
import { breakEvent, breakWorkTable, foldBreaks } from './foldBreaks.ts';
import { projectHandMatch } from './handMatches.ts';

/** Who works on which break, how far they have come, and what they have matched by hand. */
export const breaks: Projection = {
  name: 'breaks',
  tables: ['views.break_work', 'views.hand_matches', 'views.rejected_matches'],
  tableSql: tableSqlBeside(import.meta.url),
  types: [
    'BreakAssigned',
    'BreakCommented',
    'BreakResolutionProposed',
    'BreakResolutionApproved',
    'BreakResolutionRejected',
    'BreakResolved',
    'BreakResolutionUndone',
    'ProposedMatchRejected',
  ],
  project: async (recorded, sql) => {
    const events = recorded.flatMap((one) => {
      const event = breakEvent(asChoboEvent(one));
      return event === null ? [] : [{ event, revision: Number(one.revision) }];
    });
    const keys = events.map(({ event }) => [event.data.breakId]);
    await foldRows(sql, breakWorkTable, keys, (rows) => {
      for (const { event, revision } of events) foldBreaks(rows, event, revision);
    });
    for (const { event } of events) await projectHandMatch(sql, event);
  },
};
