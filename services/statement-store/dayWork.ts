import { breakCase } from '@chobo/domain/break/decider';
import type { BusinessDate, Instant } from '@chobo/domain/kernel/time';
import { reconciliationDay } from '@chobo/domain/reconciliation-day/decider';
import type { ReconciliationDayEvent } from '@chobo/domain/reconciliation-day/events';
import type { ReconciliationDayRejection } from '@chobo/domain/reconciliation-day/rejections';
import { breakStream, reconciliationDayStream } from '@chobo/domain/streams';
import { StreamNotFound } from '@chobo/event-store/errors';
import {
  handleCommand,
  type ChangedMeanwhile,
  type CommandIdReused,
  type Conflict,
} from '@chobo/event-store/handleCommand';
import { currentEvent } from '@chobo/event-store/handleCommand/loadState';
import type { Actor } from '@chobo/event-store/metadata';
import type { EventStore, RecordedEvent } from '@chobo/event-store/port';

/** Who does something, when, and how each attempt at it gets a name of its own. */
export type Doer = {
  readonly actor: Actor;
  readonly at: Instant;
  readonly newId: () => string;
};

type Refusal = ReconciliationDayRejection | CommandIdReused | Conflict | ChangedMeanwhile;

/**
 * Announces work on a break in the streams of the days that it concerns. To be
 * called for each attempt, after the break was read and before the work is
 * appended there, with the revision that was read: only so does
 * `settleBegunWork` see, or cut off, whatever may still come.
 *
 * @returns why it may not be done: one of the days is closed; null when it may
 */
export const beginWork = async (
  store: Pick<EventStore, 'append' | 'readStream'>,
  work: {
    readonly source: string;
    readonly dates: readonly BusinessDate[];
    readonly breakId: string;
    /** Id of the command that is about to be recorded. */
    readonly workId: string;
  },
  { actor, at, newId }: Doer,
): Promise<Refusal | null> => {
  const { source, dates, breakId, workId } = work;
  for (const date of [...new Set(dates)].sort()) {
    const begun = await handleCommand(store, reconciliationDay, {
      stream: reconciliationDayStream(source, date),
      command: { type: 'BeginWork', data: { breakId, workId, begunBy: actor, at } },
      context: { commandId: `begin:${newId()}`, causationId: workId, actor, occurredAt: at },
    });
    if (!begun.accepted) return begun.rejection;
  }
  return null;
};

/** Breaks that are looked at in one request. */
const BREAKS_AT_ONCE = 500;

/**
 * Sees to it that of the work announced on a day nothing comes any more: it is in
 * its break's stream, or it was cut off there, so that its append fails and it is
 * decided anew, which begins with another announcement.
 *
 * @returns the revision of the day up to which this holds: who signs the day while
 *   it stands there signs what is there
 */
export const settleBegunWork = async (
  store: Pick<EventStore, 'append' | 'readStream' | 'readStreams'>,
  day: { readonly source: string; readonly date: BusinessDate },
  doer: Doer,
): Promise<bigint | 'no_stream'> => {
  const { revision, begun } = await begunSinceClosing(store, day);
  const breakIds = [...begun.keys()];
  for (let first = 0; first < breakIds.length; first += BREAKS_AT_ONCE) {
    const some = breakIds.slice(first, first + BREAKS_AT_ONCE);
    const streams = await store.readStreams(some.map(breakStream));
    for (const breakId of some) {
      const there = streams.get(breakStream(breakId)) ?? [];
      if (!isAllThere(begun.get(breakId) ?? [], there)) await cutOff(store, breakId, doer);
    }
  }
  return revision;
};

type Begun = {
  readonly revision: bigint | 'no_stream';
  /** Ids of the commands, by break. */
  readonly begun: ReadonlyMap<string, readonly string[]>;
};

const begunSinceClosing = async (
  store: Pick<EventStore, 'readStream'>,
  { source, date }: { readonly source: string; readonly date: BusinessDate },
): Promise<Begun> => {
  const begun = new Map<string, string[]>();
  let revision: bigint | 'no_stream' = 'no_stream';
  const stream = reconciliationDayStream(source, date);
  try {
    for await (const recorded of store.readStream(stream, { direction: 'backwards' })) {
      if (revision === 'no_stream') revision = recorded.revision;
      const event = currentEvent<ReconciliationDayEvent>(reconciliationDay, recorded);
      if (event.type === 'DayClosed') break;
      if (event.type !== 'DayWorkBegun') continue;
      const { breakId, workId } = event.data;
      begun.set(breakId, [...(begun.get(breakId) ?? []), workId]);
    }
  } catch (error) {
    if (!(error instanceof StreamNotFound)) throw error;
  }
  return { revision, begun };
};

const isAllThere = (workIds: readonly string[], events: readonly RecordedEvent[]): boolean => {
  const recorded = new Set(events.map(({ metadata }) => metadata.commandId));
  return workIds.every((workId) => recorded.has(workId));
};

/** The work on a break could not be cut off, as others went on with it: try again. */
export class WorkGoesOn extends Error {
  readonly code = 'work_goes_on';
  constructor(breakId: string) {
    super(`The work on break ${breakId} could not be cut off; nothing was signed`);
    this.name = 'WorkGoesOn';
  }
}

const cutOff = async (
  store: Pick<EventStore, 'append' | 'readStream'>,
  breakId: string,
  { actor, at, newId }: Doer,
): Promise<void> => {
  const result = await handleCommand(store, breakCase, {
    stream: breakStream(breakId),
    command: { type: 'CutOffWork', data: { breakId, cutOffBy: actor, at } },
    context: { commandId: `cut-off:${newId()}`, actor, occurredAt: at },
  });
  if (!result.accepted) throw new WorkGoesOn(breakId);
};
