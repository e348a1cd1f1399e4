import type { BusinessDate } from '@chobo/domain/kernel/time';
import type { Actor } from '@chobo/event-store/metadata';

import { holdViews, untilViewsAreAtHead, type StatementStoreDependencies } from './dependencies.ts';
import { dayWithoutRowsBefore, isToBeRestored } from './restoreRun.ts';
import { runDays, type KeptDay } from './runDays.ts';
import { withSourceLock } from './sourceLock.ts';
import { currentSource } from './sources.ts';
import { inTransaction } from './transaction.ts';

/** A day that cannot be run, as the file of this day, it or one before it, is not here. */
export class FileOfDayMissing extends Error {
  readonly code = 'file_of_day_missing';
  readonly date: BusinessDate;
  constructor(date: BusinessDate) {
    super(`The original file of ${date} is not in this store; hand it in again first`);
    this.name = 'FileOfDayMissing';
    this.date = date;
  }
}

/** A day that keeps its run: with the new one a closed day would not read any more as it was signed. */
export class ClosedDayWouldChange extends Error {
  readonly code = 'earlier_day_closed';
  readonly closed: BusinessDate;
  constructor({ date, closed }: KeptDay) {
    super(`The run of ${date} was not recorded: it would change ${closed}, which is closed`);
    this.name = 'ClosedDayWouldChange';
    this.closed = closed;
  }
}

/**
 * Runs the matching of a day and the later open ones again, by the source and the
 * items as they are now. An outcome that stays the same keeps its run.
 *
 * @param ready what is to be looked at or done before, once nobody else is at the source and every
 *   file is there; its throw ends the work
 * @returns the days that were run
 * @throws SourceBusy, ViewsBehind, FileOfDayMissing, ClosedDayWouldChange, SourceLockLost, RunNotRecorded
 */
export const matchDay = async (
  dependencies: StatementStoreDependencies,
  day: {
    readonly source: string;
    readonly date: BusinessDate;
    /** The file that occupies the day. */
    readonly statementId: string;
    readonly actor: Actor;
  },
  ready: () => Promise<void>,
): Promise<readonly BusinessDate[]> =>
  withSourceLock(
    dependencies.pool,
    day.source,
    async (lock) => {
      const published = await currentSource(dependencies.store, day.source);
      if (published === null) throw new Error(`Source ${day.source} is not published`);
      const missing = await missingFile(dependencies, day);
      if (missing !== null) throw new FileOfDayMissing(missing);
      await ready();
      const kept: KeptDay[] = [];
      const own = { ...dependencies, lock };
      const ran = await runDays(own, published, day.date, day.actor, undefined, (one) => {
        kept.push(one);
      });
      const [first] = kept.filter(({ date }) => date === day.date);
      if (first !== undefined) throw new ClosedDayWouldChange(first);
      return ran;
    },
    dependencies.sourcePatienceMs,
  );

const missingFile = async (
  dependencies: StatementStoreDependencies,
  day: { readonly source: string; readonly date: BusinessDate; readonly statementId: string },
): Promise<BusinessDate | null> => {
  if (await isToBeRestored(dependencies.pool, day.statementId)) return day.date;
  const viewsStandAt = await untilViewsAreAtHead(dependencies);
  return inTransaction(dependencies.pool, async (client) => {
    await holdViews(client, viewsStandAt);
    return { keep: false, result: await dayWithoutRowsBefore(client, day) };
  });
};
