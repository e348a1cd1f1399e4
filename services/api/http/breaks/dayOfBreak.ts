import type { Pool } from 'pg';

import type { BreakWorkCommand, OnBreak } from '@chobo/domain/break/commands';
import type { BreakEvent, BreakResolution } from '@chobo/domain/break/events';
import { changesNoOutcome } from '@chobo/domain/break/onClosedDay';
import type { BusinessDate } from '@chobo/domain/kernel/time';
import { closingOf, type Closing } from '@chobo/domain/reconciliation-day/state';
import { reconciliationDay } from '@chobo/domain/reconciliation-day/decider';
import { reconciliationDayStream } from '@chobo/domain/streams';
import { loadState } from '@chobo/event-store/handleCommand';
import { daysOfItems } from '@chobo/projections/reconciliation-items/queries';
import { beginWork } from '@chobo/statement-store/dayWork';
import type { SourceLock } from '@chobo/statement-store/sourceLock';

import type { Given } from '../../commands/given.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems.ts';

/**
 * Which closing of the day stands; null while it is not closed. Read from the
 * day's own stream, since a view may not have the closing yet.
 */
export const closingOfDay = async (
  store: ApiDependencies['store'],
  { source, date }: Pick<OnBreak, 'source' | 'date'>,
): Promise<Closing | null> => {
  const { state } = await loadState(
    store,
    reconciliationDay,
    reconciliationDayStream(source, date),
  );
  return state.status === 'closed' ? closingOf(state) : null;
};

/** A break or proposal, with the items that are its own. */
export type WorkedOn = OnBreak & { readonly itemIds: readonly string[] };

/**
 * The days whose outcome work on a break settles or opens: that of the break, and
 * those of the items that it takes from other breaks, or gives back to them.
 *
 * @throws Problem `views_not_built` while the items are not there
 */
const daysConcerned = async (
  pool: Pool,
  { source, date }: OnBreak,
  items: readonly string[],
): Promise<readonly BusinessDate[]> => {
  const days = await daysOfItems(pool, source, items);
  if (days.size < items.length) throw new Problem('views_not_built');
  return [...new Set([date, ...days.values()])].sort();
};

/** The items that a resolution takes from other breaks: those of a match by hand that are not its own. */
const itemsTaken = (
  { itemIds }: WorkedOn,
  resolution: BreakResolution | null,
): readonly string[] =>
  resolution?.kind === 'matched_by_hand'
    ? resolution.items.filter((item) => !itemIds.includes(item))
    : [];

/**
 * The items that work concerns beside the break. A proposed match has settled the
 * breaks of its items on their own days: rejecting it opens those again.
 */
const itemsConcerned = (on: WorkedOn, events: readonly BreakEvent[]): readonly string[] => {
  for (const event of events) {
    if (event.type === 'ProposedMatchRejected') return event.data.match.items;
    if (event.type === 'BreakResolved' || event.type === 'BreakResolutionUndone') {
      return itemsTaken(on, event.data.resolution);
    }
  }
  return [];
};

/**
 * The first closing that keeps a resolution from being taken, or taken back; null
 * when all days that it concerns are open.
 */
export const closingInTheWay = async (
  { pool, store }: Pick<ApiDependencies, 'pool' | 'store'>,
  on: WorkedOn,
  resolution: BreakResolution | null,
): Promise<Closing | null> => {
  for (const date of await daysConcerned(pool, on, itemsTaken(on, resolution))) {
    const closing = await closingOfDay(store, { source: on.source, date });
    if (closing !== null) return closing;
  }
  return null;
};

/**
 * What must be done right before each attempt to record work on a break: it is
 * announced to the days whose outcome it changes, so that none of them is closed
 * past it. Undefined for a command that changes no outcome.
 *
 * @param lock under which was looked at what the command uses; asked last, when all else is done
 */
export const announcement = (
  { pool, store, newId }: Pick<ApiDependencies, 'pool' | 'store' | 'newId'>,
  { commandId: workId, actor, at }: Pick<Given, 'commandId' | 'actor' | 'at'>,
  command: BreakWorkCommand,
  on: WorkedOn,
  lock?: SourceLock,
) => {
  if (changesNoOutcome(command)) return undefined;
  const { breakId, source } = on;
  return async (events: readonly BreakEvent[]) => {
    const dates = await daysConcerned(pool, on, itemsConcerned(on, events));
    const refusal = await beginWork(
      store,
      { source, dates, breakId, workId },
      { actor, at, newId },
    );
    await lock?.stillHeld();
    return refusal;
  };
};
