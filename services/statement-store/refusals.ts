import type { BusinessDate } from '@chobo/domain/kernel/time';
import type { AcceptedStatement } from '@chobo/domain/reconciliation-day/state';
import type { ReadingSummary, StatementProblem } from '@chobo/domain/statement/events';

import type { ReconciliationReport } from './report.ts';

type Asked = { readonly source: string; readonly date: BusinessDate };

/** What a refused or held file is told: the reasons first, then what else was found. */
export const refusedReport = (
  { source, date }: Asked,
  reasons: readonly StatementProblem[],
  told: {
    readonly statementId?: string;
    readonly state?: 'held' | 'refused';
    readonly summary?: ReadingSummary;
    /** Of lines that could not be read. */
    readonly problems?: readonly StatementProblem[];
  } = {},
): ReconciliationReport => ({
  source,
  date,
  statementId: told.statementId ?? '',
  state: told.state ?? 'refused',
  repeated: false,
  lines: told.summary?.lines ?? 0,
  items: 0,
  exact: 0,
  notExecuted: 0,
  alreadySeen: 0,
  proposed: [],
  carriedForward: [],
  breaks: [],
  controlTotals: {
    tie: told.summary?.controlTotalsTie ?? false,
    checks: told.summary?.controlChecks ?? [],
  },
  problems: [...reasons, ...(told.problems ?? [])],
});

const problem = (
  code: string,
  reason: string,
  facts: NonNullable<StatementProblem['facts']>,
): StatementProblem => ({ fileLine: null, column: null, value: null, code, reason, facts });

export const unknownSource = (source: string): StatementProblem =>
  problem('unknown_source', `There is no source ${source}. Publish its catalogue document first.`, {
    source,
  });

export const impossibleDate = (date: string): StatementProblem =>
  problem('impossible_date', `${date} is not a day; write it as year-month-day, like 2026-11-18.`, {
    found: date,
  });

export const closedDay = ({ source, date }: Asked): StatementProblem =>
  problem(
    'day_closed',
    `${source} ${date} is closed and does not change any more. Reopen it first, with a reason.`,
    { source, date },
  );

/** Lines that the closed day has settled would otherwise be matched a second time. */
export const laterDayClosed = ({ source, date }: Asked, closed: BusinessDate): StatementProblem =>
  problem(
    'later_day_closed',
    `${source} ${closed} is closed, so no file can be taken for ${date} before it. Late lines belong into the file of the next open day; or reopen ${closed} first, with a reason.`,
    { source, date, closed },
  );

/** What a closed day was signed with would be settled no more. */
export const earlierDayClosed = ({ source, date }: Asked, closed: BusinessDate): StatementProblem =>
  problem(
    'earlier_day_closed',
    `The file of ${source} ${date} that this one would replace has settled breaks of ${closed}, and this one does not settle all of them. ${closed} is closed and does not change any more: reopen it first, with a reason.`,
    { source, date, closed },
  );

/** What people matched by hand would go over to other lines, or to none. */
export const handMatchesLost = (
  { source, date }: Asked,
  { count, breakId }: { readonly count: number; readonly breakId: string },
): StatementProblem =>
  problem(
    'hand_matches_lost',
    `${count} breaks of ${source} ${date} are matched by hand, or are accepted proposals, with lines that this file does not have at the same place. Undo those matches first (the first is break ${breakId}), then replace the file.`,
    { source, date, count: String(count), breakId },
  );

export const earlierFileMissing = ({ source }: Asked, missing: BusinessDate): StatementProblem =>
  problem(
    'earlier_file_missing',
    `The original file of ${source} ${missing} is not in this store, so what it settled is not known. Hand that file in again first.`,
    { source, missing },
  );

export const occupiedDay = (
  { source, date }: Asked,
  occupant: AcceptedStatement,
): StatementProblem =>
  problem(
    'day_occupied',
    `${source} ${date} has accepted another file (statement ${occupant.statementId}, by ${occupant.acceptedBy} at ${occupant.acceptedAt}). To replace it, supersede it and say why.`,
    {
      source,
      date,
      statementId: occupant.statementId,
      by: occupant.acceptedBy,
      at: occupant.acceptedAt,
    },
  );
