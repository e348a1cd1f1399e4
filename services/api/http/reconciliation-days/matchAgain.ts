import type { Actor } from '@chobo/domain/kernel/actor';
import type { BusinessDate } from '@chobo/domain/kernel/time';
import { ClosedDayWouldChange, FileOfDayMissing, matchDay } from '@chobo/statement-store/matchDay';
import { RunNotRecorded } from '@chobo/statement-store/runDays';

import type { ApiDependencies } from '../../dependencies.ts';
import { Problem, isProblemCode } from '../../problems.ts';
import { knownDay, type DayKey } from './day.ts';

/** How long a command waits for the views. */
const VIEWS_PATIENCE_MS = 5_000;

/** What it takes to run days again on somebody's command. */
export type MatchingMeans = Pick<
  ApiDependencies,
  'pool' | 'store' | 'runner' | 'clock' | 'newId'
> & {
  /**
   * How long a command waits for a source at which somebody else is: together
   * with the views well within the time that its idempotency key is kept for it.
   */
  readonly sourcePatienceMs: number;
};

/**
 * Runs a day and the later open ones again.
 *
 * @param ready what is looked at or done before, with nobody else at the source; its throw ends the work
 * @returns the days that were run
 * @throws Problem where the day cannot be run
 */
export const matchAgain = async (
  { pool, store, runner, clock, newId, sourcePatienceMs }: MatchingMeans,
  { source, date }: DayKey,
  actor: Actor,
  ready: () => Promise<void>,
): Promise<readonly BusinessDate[]> => {
  const { statementId } = await knownDay(pool, { source, date });
  const dependencies = {
    pool,
    store,
    projections: runner,
    clock,
    newId,
    sourcePatienceMs,
    viewsPatienceMs: VIEWS_PATIENCE_MS,
  };
  try {
    return await matchDay(dependencies, { source, date, statementId, actor }, ready);
  } catch (error) {
    if (error instanceof FileOfDayMissing) {
      throw new Problem('file_of_day_missing', { facts: { date: error.date } });
    }
    if (error instanceof ClosedDayWouldChange) {
      throw new Problem('earlier_day_closed', { facts: { closed: error.closed } });
    }
    if (error instanceof RunNotRecorded) {
      throw new Problem(isProblemCode(error.code) ? error.code : 'conflict');
    }
    throw error;
  }
};
