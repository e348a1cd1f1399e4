import type { Pool } from 'pg';
import { z } from 'zod';

import { breakCase } from '@chobo/domain/break/decider';
import { isBreakWork, type BreakEvent, type BreakWorkEvent } from '@chobo/domain/break/events';
import { unreachable } from '@chobo/domain/kernel/decider';
import { breakStream } from '@chobo/domain/streams';
import { currentEvent, loadState } from '@chobo/event-store/handleCommand/loadState';
import type { EventStore } from '@chobo/event-store/port';
import { workAfter, type BreakWork } from '@chobo/projections/breaks/queries';
import { textsOf } from '@chobo/texts/texts';

import { instantSchema, moneyOrNull, moneySchema } from '../schemas/values.ts';
import { resolutionOf, resolutionSchema } from './work.ts';

export const historyEntrySchema = z
  .object({
    revision: z.int(),
    at: instantSchema,
    actor: z.string(),
    what: z.enum([
      'assigned',
      'commented',
      'proposed',
      'approved',
      'rejected',
      'resolved',
      'undone',
      'match_rejected',
    ]),
    assignee: z.string().nullable().describe('To whom it was given; null for nobody'),
    resolution: resolutionSchema.nullable(),
    match: z
      .object({ items: z.array(z.string()), lines: z.array(z.int()) })
      .nullable()
      .describe('The proposed match that was rejected'),
    amount: moneySchema.nullable().describe('What was posted'),
    text: z.string().nullable().describe('The comment or the reason; null when it was erased'),
  })
  .meta({ id: 'BreakHistoryEntry' });

type Entry = z.infer<typeof historyEntrySchema>;

/** The work on a break as its own stream tells it, to the last event. */
export type BreakHistory = {
  readonly entries: readonly Entry[];
  /** What the events come to; null when there are none. */
  readonly work: BreakWork | null;
  /** Of the last event; null when there is none. */
  readonly revision: number | null;
};

/** Reads what people have done about a break, and the words that they gave for it. */
export const historyOf = async (
  { pool, store }: { readonly pool: Pool; readonly store: EventStore },
  breakId: string,
): Promise<BreakHistory> => {
  const recorded: { readonly event: BreakWorkEvent; readonly revision: number }[] = [];
  const { revision } = await loadState(store, breakCase, breakStream(breakId), (stored) => {
    const event = currentEvent<BreakEvent>(breakCase, stored);
    // Nobody did anything about the break: its day was being closed.
    if (isBreakWork(event)) recorded.push({ event, revision: Number(stored.revision) });
  });
  const events = recorded.map(({ event }) => event);
  const texts = await textsOf(
    pool,
    events.flatMap((event) => textIdOf(event) ?? []),
  );
  return {
    entries: recorded.map(({ event, revision: at }) => ({
      revision: at,
      assignee: null,
      resolution: null,
      match: null,
      amount: null,
      text: texts.get(textIdOf(event) ?? '') ?? null,
      ...entryOf(event),
    })),
    work: workAfter(recorded),
    revision: revision === 'no_stream' ? null : Number(revision),
  };
};

/** The id of the words that an event refers to; null when it takes none. */
const textIdOf = (event: BreakWorkEvent): string | null => {
  switch (event.type) {
    case 'BreakCommented':
      return event.data.commentId;
    case 'BreakResolutionProposed':
    case 'BreakResolutionRejected':
    case 'BreakResolutionUndone':
    case 'ProposedMatchRejected':
      return event.data.reasonId;
    case 'BreakAssigned':
    case 'BreakResolutionApproved':
    case 'BreakResolved':
      return null;
    default:
      return unreachable(event);
  }
};

const entryOf = (event: BreakWorkEvent): Pick<Entry, 'what' | 'actor' | 'at'> & Partial<Entry> => {
  switch (event.type) {
    case 'BreakAssigned': {
      const { assignee, assignedBy: actor, assignedAt: at } = event.data;
      return { what: 'assigned', actor, at, assignee };
    }
    case 'BreakCommented':
      return { what: 'commented', actor: event.data.commentedBy, at: event.data.commentedAt };
    case 'BreakResolutionProposed': {
      const { resolution, proposedBy: actor, proposedAt: at } = event.data;
      return { what: 'proposed', actor, at, resolution: resolutionOf(resolution) };
    }
    case 'BreakResolutionApproved':
      return { what: 'approved', actor: event.data.approvedBy, at: event.data.approvedAt };
    case 'BreakResolutionRejected':
      return { what: 'rejected', actor: event.data.rejectedBy, at: event.data.rejectedAt };
    case 'BreakResolved': {
      const { resolution, amount, currency, resolvedBy: actor, resolvedAt: at } = event.data;
      return {
        what: 'resolved',
        actor,
        at,
        resolution: resolutionOf(resolution),
        amount: moneyOrNull(amount === 0 ? null : amount, currency),
      };
    }
    case 'BreakResolutionUndone': {
      const { resolution, amount, currency, undoneBy: actor, undoneAt: at } = event.data;
      return {
        what: 'undone',
        actor,
        at,
        resolution: resolutionOf(resolution),
        amount: moneyOrNull(amount === 0 ? null : -amount, currency),
      };
    }
    case 'ProposedMatchRejected': {
      const { match, rejectedBy: actor, rejectedAt: at } = event.data;
      const { items, lines } = match;
      return { what: 'match_rejected', actor, at, match: { items: [...items], lines: [...lines] } };
    }
    default:
      return unreachable(event);
  }
};
