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
};

export type StatementFilter = {
  readonly source?: string;
  readonly date?: BusinessDate;
  readonly state?: ListedStatement['state'];
};

const COLUMNS = `statement_id as "statementId", source, business_date as date, state,
    file_name as "fileName", sha256, bytes, received_by as "receivedBy", received_at as "receivedAt",
    decided_by as "decidedBy", decided_at as "decidedAt", lines, unreadable,
    control_totals_tie as "controlTotalsTie", control_checks as "controlChecks", problems,
    problem_count as "problemCount", reasons`;

/** Files received, newest first unless said. */
export const listStatements = (
  database: Database,
  filter: StatementFilter,
  page: PageRequest<'receivedAt'>,
): Promise<Page<ListedStatement>> => {
  const { conditions, values, add } = createConditions();
  add('source = ?', filter.source);
  add('business_date = ?', filter.date);
  add('state = ?', filter.state);
  return readPage<ListedStatement, 'receivedAt'>(
    database,
    {
      select: COLUMNS,
      from: 'views.statements',
      conditions,
      values,
      sorts: { receivedAt: ['extract(epoch from received_at)::float8', 'statement_id'] },
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
    `select ${COLUMNS} from views.statements where statement_id = $1`,
    [statementId],
  );
  return rows[0] ?? null;
};
