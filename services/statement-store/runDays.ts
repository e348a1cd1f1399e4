import type { BusinessDate } from '@chobo/domain/kernel/time';
import { instantOf } from '@chobo/domain/kernel/time';
import { reconciliationDay } from '@chobo/domain/reconciliation-day/decider';
import { reconciliationDayStream } from '@chobo/domain/streams';
import { handleCommand } from '@chobo/event-store/handleCommand';
import type { Actor } from '@chobo/event-store/metadata';
import { ENGINE_VERSION } from '@chobo/reconciliation/matching/reconcileDay';
import type { PoolClient } from 'pg';

import {
  untilViewsAreAtHead,
  untilViewsReach,
  type StatementStoreDependencies,
} from './dependencies.ts';
import { computeRun, type ComputedRun } from './matching/computeRun.ts';
import type { RunKey } from './matching/runKey.ts';
import { firstDayWithNewItems, noteThatRunHolds } from './newItems.ts';
import type { Progress } from './report.ts';
import { withSourceLock } from './sourceLock.ts';
import { currentSource, type PublishedSource } from './sources.ts';
import { inTransaction } from './transaction.ts';
import { forgetUnfinished, noteUnfinished, unfinishedFrom } from './unfinished.ts';

/** The matching that another process decided differently on: look again. */
export class RunNotRecorded extends Error {
  readonly code: string;
  constructor(code: string, date: BusinessDate) {
    super(`The run of ${date} was not recorded (${code}); nothing was changed`);
    this.name = 'RunNotRecorded';
    this.code = code;
  }
}

type RunnableDay = {
  readonly date: BusinessDate;
  readonly statementId: string;
  readonly sha256: string;
  readonly statementNo: number;
  /** Digest and file of the current run; null when there is none. */
  readonly digest: string | null;
};

/**
 * Runs the matching of a day and, again, of every later open day that has a
 * file, so that the outcome of several days does not depend on the order in
 * which they came. A day whose outcome stays the same keeps its run. Days that an
 * earlier call left behind when its process died are run as well.
 *
 * The caller holds the source's lock (`withSourceLock`).
 *
 * @throws ViewsBehind, RunNotRecorded
 */
export const runDays = async (
  dependencies: StatementStoreDependencies,
  published: PublishedSource,
  from: BusinessDate,
  actor: Actor,
  onProgress?: Progress,
): Promise<readonly BusinessDate[]> => {
  const { pool, projections } = dependencies;
  const { id } = published.source;
  await untilViewsAreAtHead(projections);
  const days = await runnableDays(dependencies, id, await noteUnfinished(pool, id, from));
  for (const [index, day] of days.entries()) {
    onProgress?.({ stage: `matching ${day.date}`, done: index, total: days.length });
    await runDay(dependencies, published, day, actor);
  }
  await forgetUnfinished(pool, id);
  onProgress?.({ stage: 'matching', done: days.length, total: days.length });
  return days.map(({ date }) => date);
};

/**
 * After an import: runs again the open days that were run without items which
 * they may see now, their own or of days before them that have no file, and the
 * later ones. Takes the source's lock.
 */
export const refreshDays = async (
  dependencies: StatementStoreDependencies,
  sourceId: string,
  actor: Actor,
  onProgress?: Progress,
): Promise<readonly BusinessDate[]> =>
  withSourceLock(dependencies.pool, sourceId, async () => {
    const published = await currentSource(dependencies.store, sourceId);
    if (published === null) return [];
    await untilViewsAreAtHead(dependencies.projections);
    const first =
      (await firstDayWithNewItems(dependencies.pool, sourceId)) ??
      (await unfinishedFrom(dependencies.pool, sourceId));
    if (first === null) return [];
    return runDays(dependencies, published, first, actor, onProgress);
  });

const runnableDays = async (
  { pool }: StatementStoreDependencies,
  sourceId: string,
  from: BusinessDate,
): Promise<readonly RunnableDay[]> => {
  const { rows } = await pool.query<RunnableDay>(
    `select d.business_date as date, d.statement_id as "statementId", d.sha256,
       f.statement_no as "statementNo", r.digest
     from views.reconciliation_days d
     join app.statement_files f on f.statement_id = d.statement_id
     left join views.reconciliation_runs r using (run_no)
     where d.source = $1 and d.business_date >= $2 and d.state <> 'closed'
     order by d.business_date`,
    [sourceId, from],
  );
  return rows;
};

type NewRun = ComputedRun & { readonly runNo: number; readonly horizon: number };

const runDay = async (
  dependencies: StatementStoreDependencies,
  published: PublishedSource,
  day: RunnableDay,
  actor: Actor,
): Promise<void> => {
  const run = await inTransaction(dependencies.pool, async (client) => {
    const computed = await computeNewRun(client, published, day);
    return { keep: computed.digest !== day.digest, result: computed };
  });
  if (run.digest === day.digest) {
    await noteThatRunHolds(dependencies.pool, published.source.id, day.date, run.horizon);
    return;
  }
  const { source } = published;
  const runId = String(run.runNo);
  const result = await handleCommand(dependencies.store, reconciliationDay, {
    stream: reconciliationDayStream(source.id, day.date),
    command: {
      type: 'RecordMatching',
      data: {
        source: source.id,
        date: day.date,
        runId,
        statementId: day.statementId,
        sha256: day.sha256,
        sourceVersion: published.version,
        engineVersion: ENGINE_VERSION,
        horizon: run.horizon,
        counts: run.counts,
        digest: run.digest,
        matchedBy: actor,
        at: instantOf(dependencies.clock()),
      },
    },
    context: {
      commandId: `run:${runId}`,
      actor,
      occurredAt: instantOf(dependencies.clock()),
    },
  });
  if (!result.accepted) throw new RunNotRecorded(result.rejection.code, day.date);
  await untilViewsReach(dependencies.projections, result.position);
};

const computeNewRun = async (
  client: PoolClient,
  published: PublishedSource,
  day: RunnableDay,
): Promise<NewRun> => {
  await forgetUnrecordedRuns(client, published.source.id, day.date);
  const { rows } = await client.query<{ run_no: number; horizon: number }>(
    `select nextval('app.run_numbers') as run_no,
       (select coalesce(max(item_no), 0) from views.reconciliation_items) as horizon`,
  );
  const row = rows[0];
  if (row === undefined) throw new Error('The run was not numbered');
  const key: RunKey = {
    runNo: row.run_no,
    source: published.source,
    date: day.date,
    statementNo: day.statementNo,
    horizon: row.horizon,
  };
  const computed = await computeRun(client, key);
  await insertRun(client, key, { ...day, sourceVersion: published.version }, computed);
  return { ...computed, runNo: key.runNo, horizon: key.horizon };
};

/** The row by which the run's event finds that its rows are there. */
export const insertRun = async (
  client: PoolClient,
  run: RunKey,
  pins: { readonly statementId: string; readonly sourceVersion: number },
  computed: ComputedRun,
): Promise<void> => {
  await client.query(
    `insert into views.reconciliation_runs (run_no, source, business_date, statement_id,
       source_version, horizon, holds_up_to, counts, digest)
     values ($1, $2, $3, $4, $5, $6, $6, $7, $8)`,
    [
      run.runNo,
      run.source.id,
      run.date,
      pins.statementId,
      pins.sourceVersion,
      run.horizon,
      JSON.stringify(computed.counts),
      computed.digest,
    ],
  );
};

/** Rows of runs whose process died before their event: nobody refers to them. */
const forgetUnrecordedRuns = async (
  client: PoolClient,
  sourceId: string,
  date: BusinessDate,
): Promise<void> => {
  const { rows } = await client.query<{ run_no: number }>(
    `delete from views.reconciliation_runs
     where source = $1 and business_date = $2 and recorded_digest is null returning run_no`,
    [sourceId, date],
  );
  const runNos = rows.map((row) => row.run_no);
  if (runNos.length === 0) return;
  for (const table of ['line_outcomes', 'findings', 'finding_items', 'run_effects']) {
    await client.query(`delete from views.${table} where run_no = any($1)`, [runNos]);
  }
};
