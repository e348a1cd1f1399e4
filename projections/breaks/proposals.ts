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

/**
 * How a proposed match stands. `in_work` is one whose id people know as a break
 * that they have resolved, or begun to, in another way: that is to be taken back
 * before the match can be decided.
 */
export type ProposalState = 'open' | 'accepted' | 'rejected' | 'in_work';

/** Items and lines that matching puts before a person as belonging together, and what they said. */
export type ListedProposal = {
  readonly proposalId: string;
  readonly source: string;
  readonly date: BusinessDate;
  /** The file in which the lines stand. */
  readonly statementId: string;
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
  readonly state: ProposalState;
  /** Null when nobody has touched it, and for one that was rejected. */
  readonly work: BreakWork | null;
  /** Null for a proposal of a current run. */
  readonly rejection: {
    /** Among all matches by hand and rejections, from 1. */
    readonly matchNo: number;
    readonly rejectedBy: string;
    readonly rejectedAtMs: number;
    /** Breaks of current runs in which its items and lines stand now. */
    readonly breakIds: readonly string[];
  } | null;
};

export type ProposalFilter = {
  readonly source?: string;
  readonly date?: BusinessDate;
  readonly from?: BusinessDate;
  readonly to?: BusinessDate;
  readonly state?: ProposalState;
  /** False for those that keep their day from being closed. */
  readonly decided?: boolean;
  /** Where the work on one of a current run stands; what nobody has touched is `open`. */
  readonly workStatus?: BreakWorkStatus;
};

/**
 * Over findings `f` and the work `w` on them: a person has accepted this very
 * match. What was matched by hand otherwise, under the same id, is another.
 */
export const IS_ACCEPTED = `(coalesce(w.status = 'resolved'
    and w.resolution ->> 'kind' = 'matched_by_hand'
    and w.resolution -> 'items' = to_jsonb(f.item_ids)
    and w.resolution -> 'lines' = to_jsonb(f.file_lines), false))`;

/** Proposals of current runs; `place` tells those of one day apart. */
const CURRENT = `select f.finding_id, d.source, d.business_date, d.statement_id, f.kind as rule,
    f.item_ids, f.file_lines, f.finding_no::bigint as place,
    case when ${IS_ACCEPTED} then 'accepted'
      when coalesce(w.status, 'open') = 'open' then 'open' else 'in_work' end as state,
    null::bigint as match_no, null::text as rejected_by, null::bigint as rejected_at_ms
  from views.reconciliation_days d
  join views.findings f on f.run_no = d.run_no and f.type = 'proposal'
  left join views.break_work w on w.break_id = f.finding_id`;

/** More than a run has findings. */
const BEHIND_FINDINGS = 2_147_483_648;

const REJECTED = `select r.break_id, r.source, r.business_date, r.statement_id, r.rule,
    r.item_ids, r.file_lines, ${BEHIND_FINDINGS} + r.match_no, 'rejected', r.match_no,
    r.rejected_by, r.rejected_at_ms
  from views.rejected_matches r`;

/** Breaks of current runs that name an item of the match `p`, or a line of it in its own file. */
const BREAKS_LEFT = `array(
    select g.finding_id from views.reconciliation_days of
    join views.findings g on g.run_no = of.run_no and g.type = 'break'
    where of.source = p.source and of.business_date = any(array(
        select i.business_date from views.reconciliation_items i
        where i.source = p.source and i.item_id = any(p.item_ids)) || p.business_date)
      and (g.item_ids && p.item_ids or (of.business_date = p.business_date
        and of.statement_id = p.statement_id and g.file_lines && p.file_lines))
    order by of.business_date, cardinality(g.item_ids) desc, g.finding_no)`;

const COLUMNS = `p.finding_id as "proposalId", p.source, p.business_date as date,
  p.statement_id as "statementId", p.rule, p.item_ids as "itemIds", p.file_lines as "fileLines",
  p.state, case when day.state = 'closed' then jsonb_build_object('date', day.business_date,
    'version', day.version, 'closedBy', day.closed_by,
    'closedAtMs', (extract(epoch from day.closed_at) * 1000)::bigint) end as closing,
  items.currency, items.amount, ${BREAK_WORK_JSON} as work,
  case when p.match_no is null then null else jsonb_build_object('matchNo', p.match_no,
    'rejectedBy', p.rejected_by, 'rejectedAtMs', p.rejected_at_ms,
    'breakIds', ${BREAKS_LEFT}) end as rejection`;

const TABLES = `(${CURRENT} union all ${REJECTED}) p
  join views.reconciliation_days day
    on day.source = p.source and day.business_date = p.business_date
  left join views.break_work w on w.break_id = p.finding_id and p.match_no is null
  cross join lateral (
    select coalesce(min(i.currency), '') as currency, coalesce(sum(i.amount), 0)::bigint as amount
    from views.reconciliation_items i where i.source = p.source and i.item_id = any(p.item_ids)
  ) items`;

/** Proposals of the current runs and rejected ones, over days and sources. */
export const listProposals = (
  database: Database,
  filter: ProposalFilter,
  page: PageRequest<'date'>,
): Promise<Page<ListedProposal>> => {
  const { conditions, values, add } = createConditions();
  add('p.source = ?', filter.source);
  add('p.business_date = ?', filter.date);
  add('p.business_date >= ?', filter.from);
  add('p.business_date <= ?', filter.to);
  add('p.state = ?', filter.state);
  add(`(p.state in ('accepted', 'rejected')) = ?`, filter.decided);
  add(`p.match_no is null and coalesce(w.status, 'open') = ?`, filter.workStatus);
  return readPage<ListedProposal, 'date'>(
    database,
    {
      select: COLUMNS,
      from: TABLES,
      conditions,
      values,
      sorts: { date: ['p.business_date', 'p.source', 'p.place'] },
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
    `select ${COLUMNS} from ${TABLES} where p.match_no is null and p.finding_id = $1`,
    [id],
  );
  return rows[0] ?? null;
};
