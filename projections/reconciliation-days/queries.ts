import type { BreakKind } from '@chobo/domain/break/kinds';
import type { BusinessDate } from '@chobo/domain/kernel/time';

import type { BreakWorkStatus } from '../breaks/foldBreaks.ts';
import {
  BREAK_WORK_JSON,
  BREAK_WORK_STATUS,
  BREAK_WORK_TABLES,
  type BreakWork,
} from '../breaks/queries.ts';
import {
  createConditions,
  readPage,
  type Database,
  type Page,
  type PageRequest,
} from '../lists/keyset.ts';
import {
  BREAK_COLUMNS,
  BREAK_KIND,
  BREAK_TABLES,
  DAY_COLUMNS,
  DAY_TABLES,
  type DayBreak,
  type DaySummary,
} from './report.ts';

export type DayFilter = {
  readonly source?: string;
  readonly from?: BusinessDate;
  readonly to?: BusinessDate;
  readonly state?: DaySummary['state'];
  /** False for those that are still to be closed. */
  readonly closed?: boolean;
  /** Whether the control totals of the file tie. */
  readonly totalsTie?: boolean;
};

export type DaySort = 'date' | 'source' | 'state' | 'acceptedAt';

/** The board: days that have, or had, an accepted file. */
export const listDays = (
  database: Database,
  filter: DayFilter,
  page: PageRequest<DaySort>,
): Promise<Page<DaySummary>> => {
  const { conditions, values, add } = createConditions();
  add('d.source = ?', filter.source);
  add('d.business_date >= ?', filter.from);
  add('d.business_date <= ?', filter.to);
  add('d.state = ?', filter.state);
  add(`(d.state = 'closed') = ?`, filter.closed);
  add('coalesce(s.control_totals_tie, true) = ?', filter.totalsTie);
  return readPage<DaySummary, DaySort>(
    database,
    {
      select: DAY_COLUMNS,
      from: DAY_TABLES,
      conditions,
      values,
      sorts: {
        date: ['d.business_date', 'd.source'],
        source: ['d.source', 'd.business_date'],
        state: ['d.state', 'd.business_date', 'd.source'],
        acceptedAt: ['d.accepted_at', 'd.business_date', 'd.source'],
      },
      defaultSort: { field: 'date', direction: 'desc' },
    },
    page,
  );
};

/** A break with the day on which it stands and the work on it, null when nobody has touched it. */
export type ListedBreak = DayBreak & {
  readonly source: string;
  readonly date: BusinessDate;
  readonly work: BreakWork | null;
  /** The break in which its one item or line was matched by hand. */
  readonly matchedIn: string | null;
};

export type BreakFilter = {
  readonly source?: string;
  readonly date?: BusinessDate;
  readonly from?: BusinessDate;
  readonly to?: BusinessDate;
  readonly kind?: BreakKind;
  /** True for those that a later file settled, false for those that none has. */
  readonly settled?: boolean;
  /** True for those that neither a later file nor a person has settled. */
  readonly unresolved?: boolean;
  /** Where the work stands; a break that nobody has touched is `open`. */
  readonly workStatus?: BreakWorkStatus;
  /** Null for those that nobody is to work on. */
  readonly assignee?: string | null;
  /** Least size of the difference, whichever sign it has, minor units. */
  readonly minAmount?: number;
  readonly maxAmount?: number;
};

/** By day, or by the size of the difference whichever its sign. */
export type BreakSort = 'date' | 'difference';

/** Columns of a `ListedBreak`. */
export const LISTED_COLUMNS = `${BREAK_COLUMNS}, ${BREAK_WORK_JSON} as work,
    covered.break_id as "matchedIn"`;

export const LISTED_TABLES = `${BREAK_TABLES} ${BREAK_WORK_TABLES}`;

/** Over `LISTED_TABLES`: neither a later file nor a person has settled the break. */
export const IS_UNRESOLVED = `settled.on_date is null and ${BREAK_WORK_STATUS} <> 'resolved'`;

/** Breaks of the current runs, over days and sources. */
export const listBreaks = (
  database: Database,
  filter: BreakFilter,
  page: PageRequest<BreakSort>,
): Promise<Page<ListedBreak>> => {
  const { conditions, values, add } = createConditions();
  add('d.source = ?', filter.source);
  add('d.business_date = ?', filter.date);
  add('d.business_date >= ?', filter.from);
  add('d.business_date <= ?', filter.to);
  add(`${BREAK_KIND} = ?`, filter.kind);
  add('(settled.on_date is not null) = ?', filter.settled);
  add(`(${IS_UNRESOLVED}) = ?`, filter.unresolved);
  add(`${BREAK_WORK_STATUS} = ?`, filter.workStatus);
  add('w.assignee is not distinct from ?', filter.assignee);
  add('abs(f.difference) >= ?', filter.minAmount);
  add('abs(f.difference) <= ?', filter.maxAmount);
  return readPage<ListedBreak, BreakSort>(
    database,
    {
      select: LISTED_COLUMNS,
      from: LISTED_TABLES,
      conditions,
      values,
      sorts: {
        date: ['d.business_date', 'd.source', 'f.finding_no'],
        difference: [
          'coalesce(abs(f.difference), 0)',
          'd.business_date',
          'd.source',
          'f.finding_no',
        ],
      },
      defaultSort: { field: 'date', direction: 'desc' },
    },
    page,
  );
};

/** A break of a current run by its id, with the work on it; null when no current run has it. */
export const findBreak = async (database: Database, id: string): Promise<ListedBreak | null> => {
  const { rows } = await database.query<ListedBreak>(
    `select ${LISTED_COLUMNS} from ${LISTED_TABLES} where f.finding_id = $1`,
    [id],
  );
  return rows[0] ?? null;
};

/** Where a line ended. */
export type LineOutcome =
  | 'exact'
  | 'carried_forward'
  | 'proposed'
  | 'break'
  | 'not_executed'
  | 'already_seen'
  | 'unreadable';

const LETTERS: Readonly<Record<LineOutcome, string>> = {
  exact: 'e',
  carried_forward: 'c',
  proposed: 'p',
  break: 'b',
  not_executed: 'n',
  already_seen: 's',
  unreadable: 'u',
};

const OUTCOMES = new Map(
  Object.entries(LETTERS).map(([name, letter]) => [letter, name as LineOutcome]),
);

/** One data line of a day's file and where it ended. What could not be read is null. */
export type DayLine = {
  readonly fileLine: number;
  readonly outcome: LineOutcome;
  /** The break or proposal that names the line. */
  readonly findingId: string | null;
  readonly item: string | null;
  readonly at: number | null;
  readonly reference: string;
  readonly carrierReference: string;
  readonly card: string | null;
  readonly amount: number | null;
  readonly wholesale: number | null;
  readonly currency: string | null;
  readonly status: 'done' | 'cancelled' | 'failed' | null;
  /** Why it could not be read. */
  readonly reason: string | null;
};

type LineColumns = Omit<DayLine, 'outcome' | 'status'> & {
  readonly outcome: string;
  readonly status: 'd' | 'c' | 'f' | null;
};

const STATUS = { d: 'done', c: 'cancelled', f: 'failed' } as const;

const LINE_COLUMNS = `o.file_line as "fileLine", o.outcome, g.finding_id as "findingId",
    i.item_id as item, l.at_ms as at, coalesce(l.reference, u.reference, '') as reference,
    coalesce(l.carrier_reference, u.carrier_reference, '') as "carrierReference", l.card, l.amount,
    l.wholesale, l.currency, l.status, u.reason`;

const LINE_TABLES = `views.reconciliation_days d
  join app.statement_files s on s.statement_id = d.statement_id
  join views.line_outcomes o on o.run_no = d.run_no
  left join app.statement_lines l
    on l.statement_no = s.statement_no and l.file_line = o.file_line
  left join app.statement_unreadable_lines u
    on u.statement_no = s.statement_no and u.file_line = o.file_line
  left join views.findings g on g.run_no = o.run_no and g.finding_no = o.finding_no
  left join views.reconciliation_items i on i.item_no = coalesce(o.item_no, g.item_nos[1])`;

/** The lines of a day's file in the order of the file, each with where it ended. */
export const listLines = async (
  database: Database,
  day: { readonly source: string; readonly date: BusinessDate },
  filter: { readonly outcome?: LineOutcome; readonly reference?: string; readonly card?: string },
  page: PageRequest<'fileLine'>,
): Promise<Page<DayLine>> => {
  const { conditions, values, add } = createConditions();
  add('d.source = ?', day.source);
  add('d.business_date = ?', day.date);
  add('o.outcome = ?', filter.outcome === undefined ? undefined : LETTERS[filter.outcome]);
  add('l.reference = ?', filter.reference);
  add('l.card = ?', filter.card);
  const { data, pageInfo } = await readPage<LineColumns, 'fileLine'>(
    database,
    {
      select: LINE_COLUMNS,
      from: LINE_TABLES,
      conditions,
      values,
      sorts: { fileLine: ['o.file_line'] },
      defaultSort: { field: 'fileLine', direction: 'asc' },
    },
    page,
  );
  const lines = data.map((row) => ({
    ...row,
    outcome: OUTCOMES.get(row.outcome) ?? 'break',
    status: row.status === null ? null : STATUS[row.status],
  }));
  return { data: lines, pageInfo };
};

/** A line and the item that it confirms, with the rule by which. */
export type DayMatch = {
  readonly fileLine: number;
  readonly item: string;
  readonly itemDate: BusinessDate;
  readonly rule: string;
  readonly confirmed: boolean;
  readonly card: string;
  readonly amount: number;
  readonly currency: string;
};

export type MatchFilter = {
  /** False for proposals, which wait for a person. */
  readonly confirmed?: boolean;
  /** True for matches with items of earlier days. */
  readonly carried?: boolean;
};

/** Exact matches, carried forward ones included, and proposals, by line. */
export const listMatches = (
  database: Database,
  day: { readonly source: string; readonly date: BusinessDate },
  filter: MatchFilter,
  page: PageRequest<'fileLine'>,
): Promise<Page<DayMatch>> => {
  const { conditions, values, add } = createConditions();
  add('d.source = ?', day.source);
  add('d.business_date = ?', day.date);
  add(`(o.outcome <> 'p') = ?`, filter.confirmed);
  add('(i.business_date < d.business_date) = ?', filter.carried);
  return readPage<DayMatch, 'fileLine'>(
    database,
    {
      select: `o.file_line as "fileLine", i.item_id as item, i.business_date as "itemDate",
          coalesce(g.kind, 'exact') as rule, o.outcome <> 'p' as confirmed, i.card, i.amount,
          i.currency`,
      from: `views.reconciliation_days d
        join views.line_outcomes o on o.run_no = d.run_no and o.outcome in ('e', 'c', 'p')
        left join views.findings g on g.run_no = o.run_no and g.finding_no = o.finding_no
        join views.reconciliation_items i on i.item_no = coalesce(o.item_no, g.item_nos[1])`,
      conditions,
      values,
      sorts: { fileLine: ['o.file_line'] },
      defaultSort: { field: 'fileLine', direction: 'asc' },
    },
    page,
  );
};
