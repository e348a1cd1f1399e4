import type { BusinessDate } from '@chobo/domain/kernel/time';
import type { Position } from '@chobo/event-store/port';
import type { Pool, PoolClient } from 'pg';

import { holdViews, type StatementStoreDependencies } from './dependencies.ts';
import { storeFile, type FileDigest } from './files/storeFile.ts';
import { computeRun } from './matching/computeRun.ts';
import type { Seen } from './matching/runKey.ts';
import { ROWS_MISSING, stageOnce, storedFile } from './recomputeRun.ts';
import type { ReconcileRequest } from './request.ts';
import { sourceVersion } from './sources.ts';
import { inTransaction } from './transaction.ts';

/** The file that a day has accepted, by the statement recorded for it. */
export type ReceivedFile = FileDigest & { readonly statementId: string };

/**
 * The first day of a source before a date whose file is not here, or the rows of
 * its run, so that nobody knows what it settled. The caller holds the views.
 */
export const dayWithoutRowsBefore = async (
  client: PoolClient,
  { source, date }: { readonly source: string; readonly date: BusinessDate },
): Promise<BusinessDate | null> => {
  const { rows } = await client.query<{ date: BusinessDate | null }>(
    `select min(d.business_date) as date
     from views.reconciliation_days d
     left join views.reconciliation_runs r using (run_no)
     left join app.statement_files f on f.statement_id = d.statement_id
     where d.source = $1 and d.business_date < $2
       and (f.statement_id is null or r.digest = $3)`,
    [source, date, ROWS_MISSING],
  );
  return rows[0]?.date ?? null;
};

/** Whether an accepted statement's file, its lines or the rows of its run are not here. */
export const isToBeRestored = async (pool: Pool, statementId: string): Promise<boolean> => {
  const { rows } = await pool.query<{ missing: boolean }>(
    `select not exists (
         select from app.statement_files where statement_id = $1 and lines_staged)
       or exists (
         select from views.reconciliation_runs where statement_id = $1 and digest = $2) as missing`,
    [statementId, ROWS_MISSING],
  );
  return rows[0]?.missing ?? false;
};

type RunWithoutRows = {
  readonly runNo: number;
  readonly sourceVersion: number;
  readonly recordedDigest: string | null;
} & Seen;

/**
 * Keeps a file again under the statement that is recorded for it, and computes
 * the rows of its day's run, which count only when they give the recorded
 * outcome. May be repeated after a crash.
 *
 * The caller holds the source's lock, and every earlier day has its rows.
 *
 * @throws ViewsBehind when the views do not reach `viewsStandAt`
 */
export const restoreRun = async (
  dependencies: StatementStoreDependencies,
  { source, date, file }: ReconcileRequest,
  received: ReceivedFile,
  viewsStandAt: Position,
): Promise<void> => {
  const { pool, store } = dependencies;
  const { statementId } = received;
  if ((await storedFile(pool, statementId)) === null) {
    await storeFile(pool, { ...received, source, date, fileName: file.name }, file);
  }
  const stored = await storedFile(pool, statementId);
  if (stored === null) throw new Error(`Statement ${statementId} is not among the views`);
  await inTransaction(pool, async (client) => {
    await stageOnce(client, dependencies, stored, { source, date });
    return { keep: true, result: undefined };
  });
  await inTransaction(pool, async (client) => {
    await holdViews(client, viewsStandAt);
    const { rows } = await client.query<RunWithoutRows>(
      `select run_no as "runNo", r.source_version as "sourceVersion", r.horizon,
         r.hand_matches as "handMatches", r.recorded_digest as "recordedDigest"
       from views.reconciliation_days d join views.reconciliation_runs r using (run_no)
       where d.source = $1 and d.business_date = $2 and r.digest = $3`,
      [source, date, ROWS_MISSING],
    );
    const run = rows[0];
    if (run === undefined) return { keep: false, result: undefined };
    const { digest } = await computeRun(client, {
      runNo: run.runNo,
      source: await sourceVersion(store, source, run.sourceVersion),
      date,
      statementNo: stored.statementNo,
      horizon: run.horizon,
      handMatches: run.handMatches,
    });
    await client.query('update views.reconciliation_runs set digest = $2 where run_no = $1', [
      run.runNo,
      digest,
    ]);
    return { keep: digest === run.recordedDigest, result: undefined };
  });
};
