import type { Pool } from 'pg';
import type { EventStore } from '@chobo/event-store/port';

import { receiptsCheck, type RunCheck } from './receiptsCheck.ts';
import type { Seen } from './matching/runKey.ts';
import { computeAside } from './recomputeRun.ts';
import type { Progress } from './report.ts';
import { inTransaction } from './transaction.ts';

type Recorded = {
  readonly source: string;
  readonly date: string;
  readonly statementId: string;
  readonly sourceVersion: number;
  readonly digest: string;
  readonly recordedDigest: string;
  /** Closed, and an earlier day has been run again since: what it looked at is not there any more. */
  readonly outlived: boolean;
  /** The log was imported, and the original file has not been handed in again. */
  readonly fileMissing: boolean;
} & Seen;

/**
 * Computes every current run again, from its stored file read afresh and the
 * items up to its horizon, and compares the digest with the one in its event. A
 * closed day whose earlier days were run again since is only compared with the
 * views: a rebuild, which follows the log, computes it from what it looked at.
 * Last comes what crashes have left of receipts.
 */
export const verifyRuns = async (
  { pool, store }: { readonly pool: Pool; readonly store: EventStore },
  onProgress?: Progress,
): Promise<readonly RunCheck[]> => {
  const { rows } = await pool.query<Recorded>(
    `select d.source, d.business_date as date, r.statement_id as "statementId",
       r.source_version as "sourceVersion", r.horizon, r.hand_matches as "handMatches",
       r.digest, r.recorded_digest as "recordedDigest",
       d.state = 'closed' and exists (
         select from views.reconciliation_days e
         where e.source = d.source and e.business_date < d.business_date and e.run_no > d.run_no
       ) as outlived,
       not exists (
         select from app.statement_files f where f.statement_id = r.statement_id
       ) as "fileMissing"
     from views.reconciliation_days d join views.reconciliation_runs r using (run_no)
     order by d.source, d.business_date`,
  );
  const checks: RunCheck[] = [];
  for (const [index, run] of rows.entries()) {
    onProgress?.({
      stage: `computing ${run.source} ${run.date} again`,
      done: index,
      total: rows.length,
    });
    if (run.fileMissing) {
      checks.push(fileMissingCheck(run));
      continue;
    }
    if (run.outlived) {
      checks.push(outlivedCheck(run));
      continue;
    }
    const { digest } = await inTransaction(pool, async (client) => ({
      keep: false,
      result: await computeAside(client, { pool, store }, run),
    }));
    const ok = digest === run.recordedDigest && run.digest === run.recordedDigest;
    checks.push({
      check: `matching of ${run.source} on ${run.date}`,
      ok,
      detail: ok
        ? 'The stored file and the events give the recorded outcome again.'
        : `The event records outcome ${run.recordedDigest}, the views hold ${run.digest}, computing it again gives ${digest}.`,
    });
  }
  return [...checks, await receiptsCheck(pool)];
};

const fileMissingCheck = (run: Recorded): RunCheck => ({
  check: `matching of ${run.source} on ${run.date}`,
  ok: false,
  detail:
    'The original file is not in this store, so the outcome cannot be computed again; hand the file in again.',
});

const outlivedCheck = (run: Recorded): RunCheck => {
  const ok = run.digest === run.recordedDigest;
  return {
    check: `matching of ${run.source} on ${run.date}`,
    ok,
    detail: ok
      ? 'Closed before an earlier day was run again; the views hold the recorded outcome.'
      : `The event records outcome ${run.recordedDigest}, the views hold ${run.digest}.`,
  };
};
