import type { BusinessDate } from '@chobo/domain/kernel/time';
import { instantOf } from '@chobo/domain/kernel/time';
import { reconciliationDay } from '@chobo/domain/reconciliation-day/decider';
import { reconciliationDayStream } from '@chobo/domain/streams';
import { handleCommand } from '@chobo/event-store/handleCommand';
import type { Actor } from '@chobo/event-store/metadata';
import type { Position } from '@chobo/event-store/port';
import { ENGINE_VERSION } from '@chobo/reconciliation/matching/reconcileDay';
import type { PoolClient } from 'pg';

import { closedDayChangedBy } from './closedDays.ts';
import {
  holdViews,
  untilViewsAreAtHead,
  untilViewsReach,
  type StatementStoreDependencies,
} from './dependencies.ts';
import { computeRun, type ComputedRun } from './matching/computeRun.ts';
import { SEEN_NOW, type RunKey, type Seen } from './matching/runKey.ts';
import {
  firstDayWithNewItems,
  firstDayWithOtherHandMatches,
  noteThatRunHolds,
} from './newItems.ts';
import type { Progress } from './report.ts';
import { withSourceLock } from './sourceLock.ts';
import { currentSource, type PublishedSource } from './sources.ts';
import { inTransaction } from './transaction.ts';
import {
  firstDayWithoutRun,
  forgetUnfinished,
  noteUnfinished,
  unfinishedFrom,
} from './unfinished.ts';

/** The matching that another process decided differently on: look again. */
export class RunNotRecorded extends Error {
  readonly code: string;
  constructor(code: string, date: BusinessDate) {
    super(`The run of ${date} was not recorded (${code}); nothing was changed`);
    this.name = 'RunNotRecorded';
    this.code = code;
  }
}

/** A day whose run was not recorded, as a closed day would not read any more as it was signed. */
export type KeptDay = { readonly date: BusinessDate; readonly closed: BusinessDate };

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
 * which they came. A day whose outcome stays the same keeps its run, and one that
 * is closed meanwhile is passed over; one whose new outcome would change an earlier
 * closed day keeps its run, which `onKept` tells. Days that an earlier call left
 * behind when its process died are run as well.
 *
 * The caller holds the source's lock (`withSourceLock`), `dependencies.lock`.
 *
 * @returns the days that were run
 * @throws ViewsBehind, SourceLockLost, RunNotRecorded
 */
export const runDays = async (
  dependencies: StatementStoreDependencies,
  published: PublishedSource,
  from: BusinessDate,
  actor: Actor,
  onProgress?: Progress,
  onKept?: (kept: KeptDay) => void,
): Promise<readonly BusinessDate[]> => {
  const { pool } = dependencies;
  const { id } = published.source;
  let viewsStandAt = await untilViewsAreAtHead(dependencies);
  const days = await inTransaction(pool, async (client) => {
    await holdViews(client, viewsStandAt);
    const first = earlier(from, await firstDayWithoutRun(client, id));
    const noted = await noteUnfinished(client, id, first);
    return { keep: true, result: await runnableDays(client, id, noted) };
  });
  const ran: BusinessDate[] = [];
  for (const [index, day] of days.entries()) {
    onProgress?.({ stage: `matching ${day.date}`, done: index, total: days.length });
    const end = await runDay(dependencies, published, day, { actor, viewsStandAt });
    if (end.keptFor !== null) onKept?.({ date: day.date, closed: end.keptFor });
    else if (!end.closed) ran.push(day.date);
    viewsStandAt = end.viewsStandAt;
  }
  await forgetUnfinished(pool, id);
  onProgress?.({ stage: 'matching', done: days.length, total: days.length });
  return ran;
};

/**
 * After an import, or after something was matched by hand or that was undone: runs
 * again the open days that were run without items which they may see now, their
 * own or of days before them that are not run, those that looked at other matches
 * by hand of days before them, those that a crash left without a run, and the
 * later ones. Takes the source's lock.
 *
 * @throws ViewsBehind, SourceLockLost, RunNotRecorded
 */
export const refreshDays = async (
  dependencies: StatementStoreDependencies,
  sourceId: string,
  actor: Actor,
  onProgress?: Progress,
): Promise<readonly BusinessDate[]> =>
  withSourceLock(dependencies.pool, sourceId, async (lock) => {
    const published = await currentSource(dependencies.store, sourceId);
    if (published === null) return [];
    const viewsStandAt = await untilViewsAreAtHead(dependencies);
    const first = await inTransaction(dependencies.pool, async (client) => {
      await holdViews(client, viewsStandAt);
      const result =
        earliest(
          await firstDayWithNewItems(client, sourceId),
          await firstDayWithOtherHandMatches(client, sourceId),
        ) ??
        (await unfinishedFrom(client, sourceId)) ??
        (await firstDayWithoutRun(client, sourceId));
      return { keep: false, result };
    });
    if (first === null) return [];
    return runDays({ ...dependencies, lock }, published, first, actor, onProgress);
  });

const earlier = (date: BusinessDate, other: BusinessDate | null): BusinessDate =>
  other !== null && other < date ? other : date;

const earliest = (date: BusinessDate | null, other: BusinessDate | null): BusinessDate | null =>
  date === null ? other : earlier(date, other);

const runnableDays = async (
  client: PoolClient,
  sourceId: string,
  from: BusinessDate,
): Promise<readonly RunnableDay[]> => {
  const { rows } = await client.query<RunnableDay>(
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

/** How far the views stand after a day, whether it was closed before its run, and for which closed day it kept its run. */
type DayEnd = {
  readonly closed: boolean;
  readonly keptFor: BusinessDate | null;
  readonly viewsStandAt: Position;
};

type NewRun = ComputedRun & { readonly runNo: number } & Seen;

const runDay = async (
  dependencies: StatementStoreDependencies,
  published: PublishedSource,
  day: RunnableDay,
  { actor, viewsStandAt }: { readonly actor: Actor; readonly viewsStandAt: Position },
): Promise<DayEnd> => {
  const run = await inTransaction(dependencies.pool, async (client) => {
    await holdViews(client, viewsStandAt);
    const computed = await computeNewRun(client, published, day);
    const isSame = computed.digest === day.digest;
    const of = { source: published.source.id, date: day.date };
    const keptFor = isSame ? null : await closedDayChangedBy(client, of, computed.runNo);
    return { keep: !isSame && keptFor === null, result: { ...computed, isSame, keptFor } };
  });
  const { keptFor } = run;
  if (keptFor !== null) return { closed: false, keptFor, viewsStandAt };
  if (run.isSame) {
    await noteThatRunHolds(dependencies.pool, published.source.id, day.date, run);
    return { closed: false, keptFor, viewsStandAt };
  }
  await dependencies.lock?.stillHeld();
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
        handMatches: run.handMatches,
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
  if (result.accepted) {
    await untilViewsReach(dependencies.projections, result.position);
    return { closed: false, keptFor, viewsStandAt: result.position };
  }
  const { code } = result.rejection;
  if (code !== 'day_closed') throw new RunNotRecorded(code, day.date);
  // The later days read the closed one as it stands.
  const head = await untilViewsAreAtHead(dependencies);
  await inTransaction(dependencies.pool, async (client) => {
    await holdViews(client, head);
    await forgetUnrecordedRuns(client, source.id, day.date);
    return { keep: true, result: null };
  });
  return { closed: true, keptFor, viewsStandAt: head };
};

const computeNewRun = async (
  client: PoolClient,
  published: PublishedSource,
  day: RunnableDay,
): Promise<NewRun> => {
  await forgetUnrecordedRuns(client, published.source.id, day.date);
  const { rows } = await client.query<{ run_no: number } & Seen>(
    `select nextval('app.run_numbers') as run_no, ${SEEN_NOW}`,
  );
  const row = rows[0];
  if (row === undefined) throw new Error('The run was not numbered');
  const key: RunKey = {
    runNo: row.run_no,
    source: published.source,
    date: day.date,
    statementNo: day.statementNo,
    horizon: row.horizon,
    handMatches: row.handMatches,
  };
  const computed = await computeRun(client, key);
  await insertRun(client, key, { ...day, sourceVersion: published.version }, computed);
  const { runNo, horizon, handMatches } = key;
  return { ...computed, runNo, horizon, handMatches };
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
       source_version, horizon, hand_matches, holds_up_to,
       hands_hold_up_to, counts, digest)
     values ($1, $2, $3, $4, $5, $6, $7, $6, $7, $8, $9)`,
    [
      run.runNo,
      run.source.id,
      run.date,
      pins.statementId,
      pins.sourceVersion,
      run.horizon,
      run.handMatches,
      JSON.stringify(computed.counts),
      computed.digest,
    ],
  );
};

/** Rows of runs that never got their event, their process having died or the day being closed. */
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
