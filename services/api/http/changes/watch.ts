import { setTimeout as rest } from 'node:timers/promises';

import type { Position } from '@chobo/event-store/port';
import type { RunnerStatus } from '@chobo/projections/runner/status';

import type { ApiDependencies } from '../../dependencies.ts';
import { everyList, listsOf, type ChangingList } from './lists.ts';

/** Up to where the views are, null while one of them is being made, and what moved on the way. */
export type Change = {
  readonly position: Position | null;
  readonly lists: ReadonlySet<ChangingList>;
};

/** Looks after the views for everybody in this process who wants to know that they moved. */
export type ChangeWatch = {
  /** Up to where all views are by now. */
  readonly reached: () => Promise<Position | null>;
  /** What moved between a position that a reader knows and where the views are; null knows none. */
  readonly between: (known: Position | null, reached: Position | null) => Promise<Change>;
  /** Tells the listener again and again up to where the views are, until it is given up. */
  readonly listen: (listener: (reached: Position) => void) => () => void;
  readonly close: () => void;
};

/** How often the views are looked at while anybody listens, ms. */
const LOOK_EVERY_MS = 500;

/** After so many events all lists count as moved: reading on would cost more than it spares. */
const MOST_EVENTS = 2_000;

const NOTHING: ReadonlySet<ChangingList> = new Set();

const leastOf = ({ projections, head }: RunnerStatus): Position | null => {
  let least: Position | null = head;
  for (const { position, state } of projections) {
    if (position === null || state === 'loading' || state === 'absent') return null;
    if (position < least) least = position;
  }
  return least;
};

/**
 * One look serves all who listen, and without anybody there is none. A change
 * is told when the views hold it, never before, so that whoever reads again on
 * the word of it finds it.
 */
export const watchChanges = ({
  store,
  runner,
  logger,
}: Pick<ApiDependencies, 'store' | 'runner' | 'logger'>): ChangeWatch => {
  const listeners = new Set<(reached: Position) => void>();
  const closing = new AbortController();
  let looking = false;
  /** What was read of the log last, as most readers stand at one position. */
  const read = { upTo: '', lists: new Map<Position, Promise<ReadonlySet<ChangingList>>>() };

  const readLog = async (after: Position, upTo: Position): Promise<ReadonlySet<ChangingList>> => {
    const streams = new Set<string>();
    let events = 0;
    for await (const batch of store.readAll({ after, upTo, batchSize: 500 })) {
      events += batch.events.length;
      if (events > MOST_EVENTS) return everyList();
      for (const { stream } of batch.events) streams.add(stream);
    }
    return listsOf(streams);
  };

  const readOnce = (after: Position, upTo: Position): Promise<ReadonlySet<ChangingList>> => {
    if (read.upTo !== upTo) {
      read.upTo = upTo;
      read.lists.clear();
    }
    const known = read.lists.get(after);
    if (known !== undefined) return known;
    const lists = readLog(after, upTo);
    read.lists.set(after, lists);
    lists.catch(() => read.lists.delete(after));
    return lists;
  };

  const reached = async (): Promise<Position | null> => leastOf(await runner.status());

  const look = async (): Promise<void> => {
    while (listeners.size > 0 && !closing.signal.aborted) {
      try {
        const position = await reached();
        if (position !== null) for (const listener of [...listeners]) listener(position);
      } catch (error) {
        // The next look finds what this one did not.
        logger.warn({ err: error }, 'the changes could not be looked at');
      }
      await rest(LOOK_EVERY_MS, undefined, { signal: closing.signal, ref: false }).catch(
        () => undefined,
      );
    }
    looking = false;
  };

  return {
    reached,
    between: async (known, position) =>
      known === null || position === null || known >= position
        ? { position: position ?? known, lists: NOTHING }
        : { position, lists: await readOnce(known, position) },
    listen: (listener) => {
      listeners.add(listener);
      if (!looking) {
        looking = true;
        void look();
      }
      return () => listeners.delete(listener);
    },
    close: () => closing.abort(),
  };
};
