import type { BusinessDate } from '@chobo/domain/kernel/time';
import type { ControlCheck, StatementProblem } from '@chobo/domain/statement/events';

import {
  createConditions,
  readPage,
  type Database,
  type Page,
  type PageRequest,
} from '../lists/keyset.ts';

/** One file received and what it came to. */
export type ListedStatement = {
  readonly statementId: string;
  readonly source: string;
  readonly date: BusinessDate;
  readonly state: 'received' | 'accepted' | 'held' | 'refused' | 'superseded';
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly receivedBy: string;
  readonly receivedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly lines: number | null;
  readonly unreadable: number | null;
  readonly controlTotalsTie: boolean | null;
  readonly controlChecks: readonly ControlCheck[];
  readonly problems: readonly StatementProblem[];
  readonly problemCount: number;
  readonly reasons: readonly StatementProblem[];
  /** Text of why a person accepted or refused a held file. */
  readonly reasonId: string | null;
  readonly supersededBy: string | null;
  readonly supersededAt: Date | null;
  readonly supersedeReasonId: string | null;
  /** The statement whose place this one took. */
  readonly supersedes: string | null;
  readonly revision: number;
};

export type StatementFilter = {
  readonly source?: string;
  readonly date?: BusinessDate;
  readonly from?: BusinessDate;
  /** Included. */
  readonly to?: BusinessDate;
  readonly state?: ListedStatement['state'];
};

const COLUMNS = `statement_id as "statementId", source, business_date as date, state,
    file_name as "fileName", sha256, bytes, received_by as "receivedBy", received_at as "receivedAt",
    decided_by as "decidedBy", decided_at as "decidedAt", lines, unreadable,
    control_totals_tie as "controlTotalsTie", control_checks as "controlChecks", problems,
    problem_count as "problemCount", reasons, reason_id as "reasonId",
    superseded_by as "supersededBy", superseded_at as "supersededAt",
    supersede_reason_id as "supersedeReasonId",
    (select b.statement_id from views.statements b where b.superseded_by = s.statement_id limit 1)
      as "supersedes", revision`;

/** Orders of the list. */
export type StatementSort = 'receivedAt' | 'date' | 'source' | 'fileName';

/** Files received, newest first unless said. */
export const listStatements = (
  database: Database,
  filter: StatementFilter,
  page: PageRequest<StatementSort>,
): Promise<Page<ListedStatement>> => {
  const { conditions, values, add } = createConditions();
  add('source = ?', filter.source);
  add('business_date = ?', filter.date);
  add('business_date >= ?', filter.from);
  add('business_date <= ?', filter.to);
  add('state = ?', filter.state);
  return readPage<ListedStatement, StatementSort>(
    database,
    {
      select: COLUMNS,
      from: 'views.statements s',
      conditions,
      values,
      sorts: {
        receivedAt: ['received_at', 'statement_id'],
        date: ['business_date', 'statement_id'],
        source: ['source', 'business_date', 'statement_id'],
        fileName: ['file_name', 'statement_id'],
      },
      defaultSort: { field: 'receivedAt', direction: 'desc' },
    },
    page,
  );
};

/** One statement; null when it is unknown. */
export const findStatement = async (
  database: Database,
  statementId: string,
): Promise<ListedStatement | null> => {
  const { rows } = await database.query<ListedStatement>(
    `select ${COLUMNS} from views.statements s where statement_id = $1`,
    [statementId],
  );
  return rows[0] ?? null;
};
