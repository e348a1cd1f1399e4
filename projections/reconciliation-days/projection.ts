import type { DayMatched, ReconciliationDayEvent } from '@chobo/domain/reconciliation-day/events';
import type { RecordedEvent } from '@chobo/event-store/port';
import type { PoolClient } from 'pg';

import { tableSqlBeside, type Projection } from '../runner/projection.ts';

/**
 * Computes a run's rows again from the stored file and the items up to its
 * horizon, in the transaction given; when it resolves the rows are there, or,
 * without the file, the run alone with an empty digest.
 */
export type RecomputeRun = (sql: PoolClient, run: DayMatched['data']) => Promise<void>;

/**
 * The days and the rows of their current runs.
 *
 * A run writes its rows before its event, under a number that nobody looks at;
 * the event makes them the day's. When they are not there, on a rebuild, they
 * are computed again from what the event pins. An imported log numbers runs that
 * this store has not: its own go on after them.
 */
export const reconciliationDays = (dependencies: {
  readonly recompute: RecomputeRun;
}): Projection => ({
  name: 'reconciliation-days',
  tables: [
    'views.reconciliation_days',
    'views.reconciliation_runs',
    'views.line_outcomes',
    'views.findings',
    'views.finding_items',
    'views.run_effects',
  ],
  tableSql: tableSqlBeside(import.meta.url),
  types: [
    'DayStatementAccepted',
    'DayMatched',
    'DayWorkBegun',
    'DayReviewed',
    'DayClosed',
    'DayReopened',
  ],
  after: ['statements', 'reconciliation-items', 'breaks'],
  project: async (events, sql) => {
    for (const event of events) await projectOne(event, sql, dependencies.recompute);
  },
});

const projectOne = async (
  recorded: RecordedEvent,
  sql: PoolClient,
  recompute: RecomputeRun,
): Promise<void> => {
  const event = recorded as RecordedEvent & ReconciliationDayEvent;
  switch (event.type) {
    case 'DayStatementAccepted': {
      const { source, date, statementId, sha256, acceptedBy, acceptedAt } = event.data;
      await forgetCurrentRun(sql, source, date);
      await sql.query(
        `insert into views.reconciliation_days
           (source, business_date, state, statement_id, sha256, accepted_by, accepted_at, revision)
         values ($1, $2, 'open', $3, $4, $5, $6, $7)
         on conflict (source, business_date) do update set state = 'open', run_no = null,
           statement_id = excluded.statement_id, sha256 = excluded.sha256,
           accepted_by = excluded.accepted_by, accepted_at = excluded.accepted_at,
           revision = excluded.revision, ${UNSIGNED}`,
        [source, date, statementId, sha256, acceptedBy, acceptedAt, recorded.revision],
      );
      return;
    }
    case 'DayMatched':
      return matched(sql, event.data, recorded.revision, recompute);
    case 'DayWorkBegun':
      return moveOn(sql, recorded);
    case 'DayReviewed': {
      const { reviewedBy, reviewedAt } = event.data;
      const set = `state = 'reviewed', reviewed_by = $4, reviewed_at = $5`;
      return moveOn(sql, recorded, set, [reviewedBy, reviewedAt]);
    }
    case 'DayClosed': {
      const { runId, closedBy, closedAt } = event.data;
      await keepJudgements(sql, runId);
      return moveOn(sql, recorded, `state = 'closed', closed_by = $4, closed_at = $5`, [
        closedBy,
        closedAt,
      ]);
    }
    case 'DayReopened':
      await forgetJudgements(sql, recorded.stream);
      return moveOn(sql, recorded, `state = 'reopened', version = $4, ${UNSIGNED}`, [
        event.data.version,
      ]);
    default:
  }
};

/** Assignments by which nobody has signed the day. */
const UNSIGNED = 'reviewed_by = null, reviewed_at = null, closed_by = null, closed_at = null';

const matched = async (
  sql: PoolClient,
  run: DayMatched['data'],
  revision: bigint,
  recompute: RecomputeRun,
): Promise<void> => {
  const { rowCount } = await sql.query('select from views.reconciliation_runs where run_no = $1', [
    run.runId,
  ]);
  if (rowCount === 0) await recompute(sql, run);
  await numberRunsAfter(sql, run.runId);
  const isSigned = await isReviewedWith(sql, run);
  await forgetCurrentRun(sql, run.source, run.date);
  await sql.query(
    `update views.reconciliation_runs
     set recorded_digest = $2, matched_by = $3, matched_at = $4 where run_no = $1`,
    [run.runId, run.digest, run.matchedBy, run.matchedAt],
  );
  await sql.query(
    `update views.reconciliation_days
     set run_no = $3, revision = $4 ${isSigned ? '' : `, state = 'matched', ${UNSIGNED}`}
     where source = $1 and business_date = $2`,
    [run.source, run.date, run.runId, revision],
  );
};

/**
 * Whether the day is reviewed with the very outcome of this run. What a reviewer
 * signs is the outcome, so a later run that comes to the same does not void it.
 */
const isReviewedWith = async (sql: PoolClient, run: DayMatched['data']): Promise<boolean> => {
  const { rowCount } = await sql.query(
    `select from views.reconciliation_days d join views.reconciliation_runs r using (run_no)
     where d.source = $1 and d.business_date = $2 and d.state = 'reviewed'
       and r.recorded_digest = $3`,
    [run.source, run.date, run.digest],
  );
  return rowCount === 1;
};

/** No-op for a run that was numbered here. */
const numberRunsAfter = async (sql: PoolClient, runId: string): Promise<void> => {
  await sql.query(
    `select setval('app.run_numbers', $1::bigint) from app.run_numbers
     where last_value < $1::bigint`,
    [runId],
  );
};

const RUN_TABLES = [
  'views.line_outcomes',
  'views.findings',
  'views.finding_items',
  'views.run_effects',
  'views.reconciliation_runs',
];

/** Only the current run's rows are kept; those of an older one can be computed again. */
const forgetCurrentRun = async (sql: PoolClient, source: string, date: string): Promise<void> => {
  const { rows } = await sql.query<{ run_no: number }>(
    `select run_no from views.reconciliation_days
     where source = $1 and business_date = $2 and run_no is not null`,
    [source, date],
  );
  const runNo = rows[0]?.run_no;
  if (runNo === undefined) return;
  for (const table of RUN_TABLES)
    await sql.query(`delete from ${table} where run_no = $1`, [runNo]);
};

/** A closed day reads on as it was closed, whatever a later run of the next day says. */
const keepJudgements = async (sql: PoolClient, runId: string): Promise<void> => {
  await sql.query(
    `update views.findings f set closed_kind = again.kind, closed_detail = again.detail,
       closed_facts = again.facts
     from views.reconciliation_days d
     join views.reconciliation_days later
       on later.source = d.source and later.business_date = d.business_date + 1
     join views.run_effects again on again.run_no = later.run_no and again.effect = 'rejudged'
     where d.run_no = $1 and f.run_no = d.run_no and f.item_nos = array[again.item_no]
       and f.kind in ('timing', 'missing_in_statement')`,
    [runId],
  );
};

/** An open day reads as the next day's run judges it. */
const forgetJudgements = async (sql: PoolClient, stream: string): Promise<void> => {
  const [source, date] = dayOf(stream);
  await sql.query(
    `update views.findings f set closed_kind = null, closed_detail = null, closed_facts = null
     from views.reconciliation_days d
     where d.source = $1 and d.business_date = $2 and f.run_no = d.run_no
       and f.closed_kind is not null`,
    [source, date],
  );
};

/** Source and date from the name of a day's stream. */
const dayOf = (stream: string): readonly [string, string] => {
  const name = stream.slice('reconciliationDay-'.length);
  const colon = name.lastIndexOf(':');
  return [name.slice(0, colon), name.slice(colon + 1)];
};

/** @param set assignments of ours beside the revision, with `$4`… for the values */
const moveOn = async (
  sql: PoolClient,
  { stream, revision }: RecordedEvent,
  set = '',
  values: readonly (string | number)[] = [],
): Promise<void> => {
  await sql.query(
    `update views.reconciliation_days set revision = $3 ${set === '' ? '' : `, ${set}`}
     where source = $1 and business_date = $2`,
    [...dayOf(stream), revision, ...values],
  );
};
