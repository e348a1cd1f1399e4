import type { BusinessDate } from '@chobo/domain/kernel/time';
import { instantOf } from '@chobo/domain/kernel/time';
import type { StatementProblem } from '@chobo/domain/statement/events';
import {
  breaksOfDay,
  carriedForwardOfDay,
  findDay,
  proposalsOfDay,
  type DayBreak,
} from '@chobo/projections/reconciliation-days/report';
import type { Pool } from 'pg';

import type { ReconciliationReport, ReportedBreak } from './report.ts';

/** The current outcome of a day; null while it has no run. */
export const dayReport = async (
  pool: Pool,
  source: string,
  date: BusinessDate,
): Promise<ReconciliationReport | null> => {
  const day = await findDay(pool, source, date);
  if (day === null || day.counts === null) return null;
  const breaks: ReportedBreak[] = [];
  for await (const some of breaksOfDay(pool, source, date)) breaks.push(...some.map(reported));
  return {
    source,
    date,
    statementId: day.statementId,
    state: 'accepted',
    repeated: false,
    firstReceived: { at: instantOf(day.acceptedAt.getTime()), by: day.acceptedBy },
    lines: day.counts.lines,
    items: day.counts.items,
    exact: day.counts.exact,
    notExecuted: day.counts.notExecuted,
    alreadySeen: day.counts.alreadySeen,
    proposed: await proposalsOfDay(pool, source, date),
    carriedForward: await carriedForwardOfDay(pool, source, date),
    breaks,
    controlTotals: { tie: day.controlTotalsTie, checks: day.controlChecks },
    problems: await unreadableLines(pool, day.statementId),
  };
};

const reported = (found: DayBreak): ReportedBreak => ({
  breakId: found.breakId,
  kind: found.kind,
  item: found.itemIds.length === 1 ? (found.itemIds[0] ?? null) : null,
  fileLine: found.mainLine,
  ...(found.itemIds.length > 1 || found.fileLines.length > 1
    ? { items: found.itemIds, lines: found.fileLines }
    : {}),
  difference: found.difference,
  currency: found.currency,
  detail: found.detail,
  ...(found.resolvedOn === null ? {} : { resolvedOn: found.resolvedOn }),
});

const unreadableLines = async (
  pool: Pool,
  statementId: string,
): Promise<readonly StatementProblem[]> => {
  const { rows } = await pool.query<StatementProblem>(
    `select u.file_line as "fileLine", u.column_name as "column", u.value, u.code, u.reason
     from app.statement_unreadable_lines u join app.statement_files f using (statement_no)
     where f.statement_id = $1 order by u.file_line`,
    [statementId],
  );
  return rows;
};
