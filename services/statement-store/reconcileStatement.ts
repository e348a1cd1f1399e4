import { isBusinessDate } from '@chobo/domain/kernel/time';
import { reconciliationDay } from '@chobo/domain/reconciliation-day/decider';
import type { ReconciliationDayState } from '@chobo/domain/reconciliation-day/state';
import { reconciliationDayStream } from '@chobo/domain/streams';
import { loadState } from '@chobo/event-store/handleCommand';

import { dayReport } from './dayReport.ts';
import type { StatementStoreDependencies } from './dependencies.ts';
import { digestFile } from './files/storeFile.ts';
import { receiveStatement } from './receiveStatement.ts';
import {
  closedDay,
  impossibleDate,
  occupiedDay,
  refusedReport,
  unknownSource,
} from './refusals.ts';
import type { ReconciliationReport } from './report.ts';
import type { ReconcileRequest } from './request.ts';
import { runDays } from './runDays.ts';
import { withSourceLock } from './sourceLock.ts';
import { currentSource, type PublishedSource } from './sources.ts';
import { completeSupersede } from './superseding.ts';
import { unfinishedFrom } from './unfinished.ts';

/**
 * Receives a statement and reconciles its day and the later open ones.
 *
 * The same bytes again for a day that accepted them do nothing and answer with
 * the current outcome; a refused or held file claims nothing. Two at once for
 * one source wait for each other.
 *
 * @throws ViewsBehind, RunNotRecorded, and errors of the stores
 */
export const reconcileStatement = async (
  dependencies: StatementStoreDependencies,
  request: ReconcileRequest,
): Promise<ReconciliationReport> => {
  if (!isBusinessDate(request.date)) return refusedReport(request, [impossibleDate(request.date)]);
  const published = await currentSource(dependencies.store, request.source);
  if (published === null) return refusedReport(request, [unknownSource(request.source)]);
  return withSourceLock(dependencies.pool, published.source.id, () =>
    reconcileAlone(dependencies, published, request),
  );
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
    if (state.statement.sha256 === digest.sha256) {
      return repeatedReport(dependencies, published, request, state);
    }
    if (state.status === 'closed') return refusedReport(request, [closedDay(request)]);
    if (request.supersede === undefined) {
      return refusedReport(request, [occupiedDay(request, state.statement)]);
    }
  }
  const received = await receiveStatement(dependencies, published, request, {
    ...digest,
    replaces: state.status === 'untouched' ? null : state.statement.statementId,
  });
  if (received.state !== 'accepted') return received.report;
  await runDays(dependencies, published, request.date, request.actor, request.onProgress);
  return currentReport(dependencies, request);
};

/**
 * A crash may have come between the claim of the day and the end of the runs
 * that follow from it: the same file completes them.
 */
const repeatedReport = async (
  dependencies: StatementStoreDependencies,
  published: PublishedSource,
  request: ReconcileRequest,
  state: ReconciliationDayState,
): Promise<ReconciliationReport> => {
  const isUnfinished = (await unfinishedFrom(dependencies.pool, request.source)) !== null;
  if (state.status === 'open') await completeSupersede(dependencies, request);
  if (state.status === 'open' || isUnfinished) {
    await runDays(dependencies, published, request.date, request.actor, request.onProgress);
  }
  await dependencies.projections.waitForHead(VIEW_PATIENCE_MS);
  return { ...(await currentReport(dependencies, request)), repeated: true };
};

/** A repeated file asks for no change, so a view that lags is waited for only so long. */
const VIEW_PATIENCE_MS = 60_000;

const currentReport = async (
  { pool }: StatementStoreDependencies,
  request: ReconcileRequest,
): Promise<ReconciliationReport> => {
  const report = await dayReport(pool, request.source, request.date);
  if (report === null) throw new Error(`${request.source} ${request.date} has no run to report`);
  return report;
};
