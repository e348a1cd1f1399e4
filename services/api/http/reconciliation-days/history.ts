import type { Pool } from 'pg';
import { z } from 'zod';

import { unreachable } from '@chobo/domain/kernel/decider';
import { reconciliationDay } from '@chobo/domain/reconciliation-day/decider';
import type { DayWorkBegun, ReconciliationDayEvent } from '@chobo/domain/reconciliation-day/events';
import { reconciliationDayStream } from '@chobo/domain/streams';
import { readEvents } from '@chobo/event-store/handleCommand';
import type { EventStore } from '@chobo/event-store/port';
import { textsOf } from '@chobo/texts/texts';

import { instantSchema } from '../schemas/values.ts';
import { countsSchema } from './answers.ts';
import type { DayKey } from './day.ts';

const entrySchema = z
  .object({
    revision: z.int(),
    at: instantSchema,
    actor: z.string(),
    what: z.enum(['accepted', 'matched', 'reviewed', 'closed', 'reopened']),
    statementId: z.string().nullable().describe('The file that was accepted or matched'),
    supersedes: z.string().nullable().describe('The file whose place it took'),
    runId: z.string().nullable().describe('The run that was made or signed'),
    counts: countsSchema.nullable().describe('What the run came to'),
    version: z.int().nullable().describe('Of the day, when it was closed or reopened'),
    text: z.string().nullable().describe('The reason; null when none was given or it was erased'),
  })
  .meta({ id: 'ReconciliationDayHistoryEntry' });

export const dayHistorySchema = z
  .object({ entries: z.array(entrySchema) })
  .meta({ id: 'ReconciliationDayHistory' });

type Entry = z.infer<typeof entrySchema>;

/** What was done on a day by whom, as its own stream tells it, with the reasons given. */
export const historyOfDay = async (
  { pool, store }: { readonly pool: Pool; readonly store: Pick<EventStore, 'readStream'> },
  { source, date }: DayKey,
): Promise<z.infer<typeof dayHistorySchema>> => {
  const events: ReconciliationDayEvent[] = [];
  const stream = reconciliationDayStream(source, date);
  for await (const event of readEvents(store, reconciliationDay, stream)) events.push(event);
  const texts = await textsOf(
    pool,
    events.flatMap((event) => reasonIdOf(event) ?? []),
  );
  return {
    entries: events.flatMap((event, revision) =>
      // Work on a break is told by the break.
      event.type === 'DayWorkBegun'
        ? []
        : {
            revision,
            statementId: null,
            supersedes: null,
            runId: null,
            counts: null,
            version: null,
            text: texts.get(reasonIdOf(event) ?? '') ?? null,
            ...entryOf(event),
          },
    ),
  };
};

const reasonIdOf = (event: ReconciliationDayEvent): string | null =>
  event.type === 'DayStatementAccepted' || event.type === 'DayReopened'
    ? event.data.reasonId
    : null;

const entryOf = (
  event: Exclude<ReconciliationDayEvent, DayWorkBegun>,
): Pick<Entry, 'what' | 'actor' | 'at'> & Partial<Entry> => {
  switch (event.type) {
    case 'DayStatementAccepted': {
      const { statementId, supersedes, acceptedBy: actor, acceptedAt: at } = event.data;
      return { what: 'accepted', actor, at, statementId, supersedes };
    }
    case 'DayMatched': {
      const { statementId, runId, counts, matchedBy: actor, matchedAt: at } = event.data;
      return { what: 'matched', actor, at, statementId, runId, counts };
    }
    case 'DayReviewed': {
      const { runId, reviewedBy: actor, reviewedAt: at } = event.data;
      return { what: 'reviewed', actor, at, runId };
    }
    case 'DayClosed': {
      const { runId, version, closedBy: actor, closedAt: at } = event.data;
      return { what: 'closed', actor, at, runId, version };
    }
    case 'DayReopened': {
      const { version, reopenedBy: actor, reopenedAt: at } = event.data;
      return { what: 'reopened', actor, at, version };
    }
    default:
      return unreachable(event);
  }
};
