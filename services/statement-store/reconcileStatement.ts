import { isBusinessDate } from '@chobo/domain/kernel/time';
import { reconciliationDay } from '@chobo/domain/reconciliation-day/decider';
import type { ReconciliationDayState } from '@chobo/domain/reconciliation-day/state';
import type { StatementProblem } from '@chobo/domain/statement/events';
import { reconciliationDayStream } from '@chobo/domain/streams';
import { loadState } from '@chobo/event-store/handleCommand';

import { dayReport } from './dayReport.ts';
import { holdViews, untilViewsAreAtHead, type StatementStoreDependencies } from './dependencies.ts';
import { closedDayAfter } from './closedDays.ts';
import { digestFile } from './files/storeFile.ts';
import { receiveStatement } from './receiveStatement.ts';
import {
  closedDay,
  earlierFileMissing,
  impossibleDate,
  laterDayClosed,
  occupiedDay,
  refusedReport,
  unknownSource,
} from './refusals.ts';
import { replacementInTheWay } from './replacing.ts';
import type { ReconciliationReport } from './report.ts';
import type { ReconcileRequest } from './request.ts';
import {
  dayWithoutRowsBefore,
  isToBeRestored,
  restoreRun,
  type ReceivedFile,
} from './restoreRun.ts';
import { runDays } from './runDays.ts';
import { withSourceLock, type SourceLock } from './sourceLock.ts';
import { currentSource, type PublishedSource } from './sources.ts';
import { completeSupersede } from './superseding.ts';
import { inTransaction } from './transaction.ts';
import { unfinishedFrom } from './unfinished.ts';

/**
 * Receives a statement and reconciles its day and the later open ones.
 *
 * The same bytes again for a day that accepted them do nothing and answer with
 * the current outcome; a refused or held file claims nothing. Two at once for
 * one source wait for each other.
 *
 * @throws SourceBusy, ViewsBehind, SourceLockLost, RunNotRecorded, and errors of the stores
 */
export const reconcileStatement = async (
  dependencies: StatementStoreDependencies,
  request: ReconcileRequest,
): Promise<ReconciliationReport> => {
  if (!isBusinessDate(request.date)) return refusedReport(request, [impossibleDate(request.date)]);
  const work = async (lock: SourceLock): Promise<ReconciliationReport> => {
    // While this waited for the lock, another version may have been published.
    const published = await currentSource(dependencies.store, request.source);
    if (published === null) return refusedReport(request, [unknownSource(request.source)]);
    return reconcileAlone({ ...dependencies, lock }, published, request);
  };
  const { pool, sourcePatienceMs } = dependencies;
  return withSourceLock(pool, request.source, work, sourcePatienceMs);
};

const reconcileAlone = async (
  dependencies: StatementStoreDependencies,
  published: PublishedSource,
  request: ReconcileRequest,
): Promise<ReconciliationReport> => {
  const stream = reconciliationDayStream(request.source, request.date);
  const { state } = await loadState(dependencies.store, reconciliationDay, stream);
  const digest = await digestFile(request.file);
  if (state.status !== 'untouched') {
    const { sha256, statementId } = state.statement;
    if (sha256 === digest.sha256) {
      const file = { ...digest, statementId };
      const report = await repeatedReport(dependencies, published, request, state.status, file);
      // A receipt of one's own that a crash ended is completed, not repeated.
      return { ...report, repeated: statementId !== request.statementId };
    }
    if (state.status === 'closed') return refusedReport(request, [closedDay(request)]);
    const { supersede } = request;
    if (supersede === undefined || (supersede.replaces ?? statementId) !== statementId) {
      return refusedReport(request, [occupiedDay(request, state.statement)]);
    }
  }
  const inTheWay =
    (await otherDayInTheWay(dependencies, request)) ??
    (await replacementInTheWay(dependencies, published, request, {
      ...digest,
      ...request.file,
      state: 'accepted',
    }));
  if (inTheWay !== null) return refusedReport(request, [inTheWay]);
  const received = await receiveStatement(dependencies, published, request, {
    ...digest,
    replaces: state.status === 'untouched' ? null : state.statement.statementId,
  });
  if (received.state !== 'accepted') return received.report;
  await runDays(dependencies, published, request.date, request.actor, request.onProgress);
  return currentReport(dependencies, request);
};

/** A file is taken only when no later day is closed and every earlier one can be read. */
export const otherDayInTheWay = async (
  dependencies: StatementStoreDependencies,
  request: Pick<ReconcileRequest, 'source' | 'date'>,
): Promise<StatementProblem | null> => {
  const viewsStandAt = await untilViewsAreAtHead(dependencies);
  return inTransaction(dependencies.pool, async (client) => {
    await holdViews(client, viewsStandAt);
    const closed = await closedDayAfter(client, request);
    const missing = await dayWithoutRowsBefore(client, request);
    const result =
      closed !== null
        ? laterDayClosed(request, closed)
        : missing !== null
          ? earlierFileMissing(request, missing)
          : null;
    return { keep: false, result };
  });
};

/**
 * A crash may have come between the claim of the day and the end of the runs
 * that follow from it: the same file completes them. A log may have been
 * imported without the file: the same file restores the outcome.
 */
const repeatedReport = async (
  dependencies: StatementStoreDependencies,
  published: PublishedSource,
  request: ReconcileRequest,
  status: ReconciliationDayState['status'],
  file: ReceivedFile,
): Promise<ReconciliationReport> => {
  if (await isToBeRestored(dependencies.pool, file.statementId)) {
    const viewsStandAt = await untilViewsAreAtHead(dependencies);
    const missing = await inTransaction(dependencies.pool, async (client) => {
      await holdViews(client, viewsStandAt);
      return { keep: false, result: await dayWithoutRowsBefore(client, request) };
    });
    if (missing !== null) return refusedReport(request, [earlierFileMissing(request, missing)]);
    await restoreRun(dependencies, request, file, viewsStandAt);
  }
  const isUnfinished = (await unfinishedFrom(dependencies.pool, request.source)) !== null;
  if (status === 'open') await completeSupersede(dependencies, request);
  if (status === 'open' || isUnfinished) {
    await runDays(dependencies, published, request.date, request.actor, request.onProgress);
  }
  await dependencies.projections.waitForHead(VIEW_PATIENCE_MS);
  return currentReport(dependencies, request);
};

/** A repeated file asks for no change, so a view that lags is waited for only so long. */
const VIEW_PATIENCE_MS = 60_000;

/** The outcome of a day that has just been run. */
export const currentReport = async (
  { pool }: StatementStoreDependencies,
  request: Pick<ReconcileRequest, 'source' | 'date'>,
): Promise<ReconciliationReport> => {
  const report = await dayReport(pool, request.source, request.date);
  if (report === null) throw new Error(`${request.source} ${request.date} has no run to report`);
  return report;
};
