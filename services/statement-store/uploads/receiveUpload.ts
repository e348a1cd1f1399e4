import { findDay } from '@chobo/projections/reconciliation-days/report';
import { textsOf } from '@chobo/texts/texts';

import { acceptHeldStatement } from '../acceptHeldStatement.ts';
import type { StatementStoreDependencies } from '../dependencies.ts';
import { reconcileStatement } from '../reconcileStatement.ts';
import type { Progress, ReconciliationReport } from '../report.ts';
import { settledBy } from './foreseeMatching.ts';
import type { Upload, UploadProgress, UploadResult } from './upload.ts';
import { openUpload } from './uploads.ts';

const MATCHING = /^matching(?: (\d{4}-\d\d-\d\d))?$/;

/** Tells the steps of receiving as those of an upload; its lines are known from the preview. */
const told =
  (onProgress: (progress: UploadProgress) => void, lines: number | null): Progress =>
  ({ stage, done, total }) => {
    const [matched, date = null] = MATCHING.exec(stage) ?? [];
    if (matched === undefined) {
      onProgress({ stage: 'reading', date: null, done, of: total ?? lines });
    } else onProgress({ stage: 'matching', date, done, of: total });
  };

/**
 * Receives a confirmed file, or a held one that a person takes, and reconciles.
 * Begun again after a crash it goes on with the receipt that it had begun, so
 * that no file is received twice.
 *
 * @throws HeldNotAccepted, and what `reconcileStatement` throws
 */
export const receiveUpload = async (
  dependencies: StatementStoreDependencies,
  upload: Upload,
  onProgress: (progress: UploadProgress) => void,
): Promise<UploadResult> => {
  const { uploadId, heldStatementId, statementId, source, date, confirmedBy, reasonId } = upload;
  if (source === null || date === null || statementId === null || confirmedBy === null) {
    throw new Error(`Upload ${uploadId} is received before it is confirmed`);
  }
  const progress = told(onProgress, upload.preview?.lines ?? null);
  if (heldStatementId !== null) {
    const report = await acceptHeldStatement(dependencies, {
      statementId: heldStatementId,
      source,
      date,
      sha256: upload.sha256,
      acceptedBy: confirmedBy,
      reasonId: reasonId ?? '',
      supersedes: upload.supersedes,
      commandId: `upload:${uploadId}`,
      onProgress: progress,
    });
    return resultOf(dependencies, report);
  }
  const { pool } = dependencies;
  const occupant = upload.preview?.occupant?.statementId ?? null;
  const reason = reasonId === null ? null : ((await textsOf(pool, [reasonId])).get(reasonId) ?? '');
  const report = await reconcileStatement(dependencies, {
    source,
    date,
    file: { name: upload.fileName, open: () => openUpload(pool, uploadId) },
    actor: confirmedBy,
    statementId,
    onProgress: progress,
    ...(reason !== null &&
      reasonId !== null && {
        supersede: { reason, reasonId, ...(occupant !== null && { replaces: occupant }) },
      }),
  });
  return resultOf(dependencies, report);
};

/** Reasons that a result repeats; the statement has them all. */
const MAX_REASONS = 20;

const resultOf = async (
  { pool }: StatementStoreDependencies,
  report: ReconciliationReport,
): Promise<UploadResult> => {
  const accepted = report.state === 'accepted';
  const day = accepted ? await findDay(pool, report.source, report.date) : null;
  return {
    statementId: report.statementId === '' ? null : report.statementId,
    source: report.source,
    date: report.date,
    state: report.state,
    repeated: report.repeated,
    firstReceived: report.firstReceived ?? null,
    counts: day?.counts ?? null,
    settles: typeof day?.runNo === 'number' ? await settledBy(pool, day.runNo) : [],
    reasons: accepted ? [] : report.problems.slice(0, MAX_REASONS),
  };
};
