import type { BusinessDate } from '@chobo/domain/kernel/time';

import {
  createConditions,
  readPage,
  type Database,
  type Page,
  type PageRequest,
} from '../lists/keyset.ts';
import type { BreakWorkStatus } from './foldBreaks.ts';
import { BREAK_WORK_JSON, type BreakWork } from './queries.ts';

/** Items and lines that matching puts before a person as belonging together, and the work on that. */
export type ListedProposal = {
  readonly proposalId: string;
  readonly source: string;
  readonly date: BusinessDate;
  /** By which evidence. */
  readonly rule: string;
  readonly itemIds: readonly string[];
  readonly fileLines: readonly number[];
  readonly currency: string;
  /** What either side comes to, minor units. */
  readonly amount: number;
  /** The closing of its day that stands; null while the day is not closed. */
  readonly closing: {
    readonly date: BusinessDate;
    readonly version: number;
    readonly closedBy: string;
    readonly closedAtMs: number;
  } | null;
  /** Null when nobody has touched it. */
  readonly work: BreakWork | null;
};

export type ProposalFilter = {
  readonly source?: string;
  readonly date?: BusinessDate;
  readonly from?: BusinessDate;
  readonly to?: BusinessDate;
  /** Where the work stands; a proposal that nobody has touched is `open`. */
  readonly workStatus?: BreakWorkStatus;
};

const COLUMNS = `f.finding_id as "proposalId", d.source, d.business_date as date, f.kind as rule,
  f.item_ids as "itemIds", f.file_lines as "fileLines", f.currency,
  (select coalesce(sum(i.amount), 0)::bigint from views.reconciliation_items i
   where i.item_no = any(f.item_nos)) as amount,
  case when d.state = 'closed' then jsonb_build_object('date', d.business_date,
    'version', d.version, 'closedBy', d.closed_by,
    'closedAtMs', (extract(epoch from d.closed_at) * 1000)::bigint) end as closing,
  ${BREAK_WORK_JSON} as work`;

const TABLES = `views.reconciliation_days d
  join views.findings f on f.run_no = d.run_no and f.type = 'proposal'
  left join views.break_work w on w.break_id = f.finding_id`;

/** Proposals of the current runs, over days and sources. */
export const listProposals = (
  database: Database,
  filter: ProposalFilter,
  page: PageRequest<'date'>,
): Promise<Page<ListedProposal>> => {
  const { conditions, values, add } = createConditions();
  add('d.source = ?', filter.source);
  add('d.business_date = ?', filter.date);
  add('d.business_date >= ?', filter.from);
  add('d.business_date <= ?', filter.to);
  add(`coalesce(w.status, 'open') = ?`, filter.workStatus);
  return readPage<ListedProposal, 'date'>(
    database,
    {
      select: COLUMNS,
      from: TABLES,
      conditions,
      values,
      sorts: { date: ['d.business_date', 'd.source', 'f.finding_no'] },
      defaultSort: { field: 'date', direction: 'desc' },
    },
    page,
  );
};

/** A proposal of a current run by its id; null when no current run makes it. */
export const findProposal = async (
  database: Database,
  id: string,
): Promise<ListedProposal | null> => {
  const { rows } = await database.query<ListedProposal>(
    `select ${COLUMNS} from ${TABLES} where f.finding_id = $1`,
    [id],
  );
  return rows[0] ?? null;
};
