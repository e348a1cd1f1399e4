import type { RunCounts } from '@chobo/domain/reconciliation-day/events';
import type { ControlCheck } from '@chobo/domain/statement/events';
import { sourceDayEndsAt } from '@chobo/reconciliation/businessDay';
import type { DayOutcome } from '@chobo/reconciliation/matching/outcome';
import { reconcileDay } from '@chobo/reconciliation/matching/reconcileDay';
import type { UnreadableLine } from '@chobo/reconciliation/statementLine';
import type { PoolClient } from 'pg';

import { carriedItems } from './carriedItems.ts';
import { digestOutcome } from './digest.ts';
import { earlierDays } from './earlierLines.ts';
import { matchExactly } from './exactRoad.ts';
import { findingsOf, type Finding } from './findings.ts';
import { leftoverItems, leftoverLines } from './leftovers.ts';
import { confirmedNeighbours, unconfirmedItems, yesterdaysRun } from './neighbours.ts';
import type { RunKey } from './runKey.ts';
import { effectsOf, storeOutcome } from './storeOutcome.ts';

/** What a run came to. */
export type ComputedRun = { readonly counts: RunCounts; readonly digest: string };

/**
 * Computes one run in the caller's transaction and writes its rows under its
 * number: the exact pass as SQL over the staged lines, and only what is left
 * through the pure engine.
 *
 * It looks at the current runs of earlier days, so the caller holds the
 * source's lock and the projections are at the head.
 */
export const computeRun = async (client: PoolClient, run: RunKey): Promise<ComputedRun> => {
  const exactBySql = await matchExactly(client, run);
  const lines = await leftoverLines(client, run);
  const items = await leftoverItems(client, run);
  const yesterday = await yesterdaysRun(client, run);
  const unconfirmed = await unconfirmedItems(client, yesterday);
  const probes = [...items, ...unconfirmed.map(({ item }) => item)];
  const outcome = reconcileDay({
    date: run.date,
    endsAt: sourceDayEndsAt(run.date, run.source),
    settings: run.source.matching,
    lines,
    items,
    carried: await carriedItems(client, run, lines),
    earlier: await earlierDays(client, run, lines),
    neighbours: await confirmedNeighbours(client, run, yesterday, probes),
    unconfirmed,
  });
  const unreadable = await unreadableLines(client, run);
  const untied = await untiedChecks(client, run);
  const findings = findingsOf(run, outcome, { unreadable, untied });
  const effects = effectsOf(outcome, run.source.zone);
  await storeOutcome(client, run, { outcome, findings, effects });
  const counts = countsOf(outcome, findings, {
    exactBySql,
    lines: exactBySql + lines.length + unreadable.length,
    items: exactBySql + items.length,
  });
  return { counts, digest: await digestOutcome(client, run, { counts, findings, effects }) };
};

const countsOf = (
  outcome: DayOutcome,
  findings: readonly Finding[],
  counted: { readonly exactBySql: number; readonly lines: number; readonly items: number },
): RunCounts => {
  const breaks: Record<string, number> = {};
  for (const { type, kind } of findings) {
    if (type === 'break') breaks[kind] = (breaks[kind] ?? 0) + 1;
  }
  const carriedForward = outcome.exact.filter(({ carried }) => carried).length;
  return {
    lines: counted.lines,
    items: counted.items,
    exact: counted.exactBySql + outcome.exact.length - carriedForward,
    notExecuted: outcome.notExecuted.length,
    alreadySeen: outcome.alreadySeen.length,
    proposed: outcome.proposals.length,
    carriedForward,
    breaks: Object.fromEntries(Object.entries(breaks).sort()),
  };
};

const unreadableLines = async (
  client: PoolClient,
  run: RunKey,
): Promise<readonly UnreadableLine[]> => {
  const { rows } = await client.query<UnreadableLine>(
    `select file_line as "fileLine", column_name as "column", value, code, reason,
       carrier_reference as "carrierReference", reference
     from app.statement_unreadable_lines where statement_no = $1 order by file_line`,
    [run.statementNo],
  );
  return rows;
};

/** Control totals that do not tie, of a file that a person accepted all the same. */
const untiedChecks = async (client: PoolClient, run: RunKey): Promise<readonly ControlCheck[]> => {
  const { rows } = await client.query<ControlCheck>(
    `select c.name, c.stated, c.found
     from views.statements s
     join app.statement_files f using (statement_id),
     jsonb_to_recordset(s.control_checks) as c(name text, stated bigint, found bigint)
     where f.statement_no = $1 and c.stated <> c.found order by c.name`,
    [run.statementNo],
  );
  return rows;
};
