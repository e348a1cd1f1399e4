import type { DayClosed } from '@chobo/domain/reconciliation-day/events';
import { dayAsFound } from '@chobo/domain/reconciliation-day/found';
import { reconciliationDayStream } from '@chobo/domain/streams';
import { settleBegunWork } from '@chobo/statement-store/dayWork';
import type { SourceLock } from '@chobo/statement-store/sourceLock';

import { carryOut } from '../../commands/carryOut.ts';
import type { Given } from '../../commands/given.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems.ts';
import type { DayKey } from './day.ts';
import { openWorkOfDay } from './openWork.ts';

/** How often a closing looks anew at a day on which work goes on, and how long it waits for the views each time. */
const MOST_ATTEMPTS = 5;
const VIEWS_PATIENCE_MS = 5_000;

/**
 * Gives the second signature to the day as it stands once nothing that was begun
 * on it can come any more. The signature is appended at the revision up to which
 * that holds; where work was begun in between, the day is looked at anew.
 *
 * @param lock of the source: nobody receives or matches meanwhile
 * @throws Problem
 */
export const closeAsItStands = async (
  { pool, store, runner, newId }: Pick<ApiDependencies, 'pool' | 'store' | 'runner' | 'newId'>,
  lock: SourceLock,
  given: Given,
  { source, date, runId }: DayKey & { readonly runId: DayClosed['data']['runId'] },
) => {
  const { actor: closedBy, at } = given;
  const stream = reconciliationDayStream(source, date);
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    const doer = { actor: closedBy, at, newId };
    const standsAt = await settleBegunWork(store, { source, date }, doer);
    // The views are where the log is: what is open is open.
    if (!(await runner.waitForHead(VIEWS_PATIENCE_MS))) throw new Problem('view_behind');
    const { openBreaks, unsignedProposals, workLeftBehind, daysWithoutFile } = await openWorkOfDay(
      pool,
      { source, date },
    );
    const seenRevision = given.seenRevision ?? standsAt;
    // Its giver has seen more than this has looked at.
    if (seenRevision > standsAt) continue;
    await lock.stillHeld();
    try {
      return await carryOut(
        { store },
        dayAsFound({ openBreaks, unsignedProposals, workLeftBehind, daysWithoutFile }),
        {
          stream,
          command: { type: 'CloseDay', data: { runId, closedBy, at } },
          given: { ...given, seenRevision },
        },
      );
    } catch (error) {
      const hasMoved = error instanceof Problem && error.code === 'changed_meanwhile';
      if (!hasMoved || given.seenRevision !== undefined) throw error;
    }
  }
  throw new Problem('conflict');
};
