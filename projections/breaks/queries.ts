import type { OnBreak } from '@chobo/domain/break/commands';
import type { BreakWorkEvent, BreakResolution } from '@chobo/domain/break/events';

import type { Database } from '../lists/keyset.ts';
import { rowsInMemory } from '../rows/rowSet.ts';
import {
  breakWorkTable,
  foldBreaks,
  type BreakWorkColumns,
  type BreakWorkStatus,
} from './foldBreaks.ts';

/** What people have done about a break. Instants are epoch ms. */
export type BreakWork = {
  readonly breakId: string;
  readonly status: BreakWorkStatus;
  readonly assignee: string | null;
  readonly comments: number;
  readonly lastCommentAtMs: number | null;
  /** What is proposed or was carried out; null while the break is open. */
  readonly resolution: BreakResolution | null;
  /** What the resolution posts, minor units; null while there is none. */
  readonly amount: number | null;
  readonly currency: string | null;
  readonly proposedBy: string | null;
  readonly proposedAtMs: number | null;
  readonly approvedBy: string | null;
  readonly resolvedBy: string | null;
  readonly resolvedAtMs: number | null;
  readonly updatedAtMs: number;
  /** Of the break's stream. */
  readonly revision: number;
};

/** A `BreakWork` as one JSON column, from a left-joined `views.break_work w`; null for no row. */
export const BREAK_WORK_JSON = `case when w.break_id is null then null else jsonb_build_object(
    'breakId', w.break_id, 'status', w.status, 'assignee', w.assignee, 'comments', w.comments,
    'lastCommentAtMs', w.last_comment_at_ms, 'resolution', w.resolution, 'amount', w.amount,
    'currency', w.currency, 'proposedBy', w.proposed_by, 'proposedAtMs', w.proposed_at_ms,
    'approvedBy', w.approved_by, 'resolvedBy', w.resolved_by, 'resolvedAtMs', w.resolved_at_ms,
    'updatedAtMs', w.updated_at_ms, 'revision', w.revision) end`;

/**
 * The work `w` on a break `f` of day `d`; and, as `covered.break_id`, another
 * break in which the one item or line that it consists of was matched by hand:
 * that settles this one as well, until it is undone.
 */
export const BREAK_WORK_TABLES = `left join views.break_work w on w.break_id = f.finding_id
  left join lateral (
    select m.break_id from views.hand_matches m
    where m.source = d.source and m.until_no is null and m.break_id <> f.finding_id
      and cardinality(f.item_ids) + cardinality(f.file_lines) = 1 and (
        m.item_id = f.item_ids[1]
        or (m.business_date = d.business_date and m.file_line = f.file_lines[1]))
    order by m.match_no limit 1
  ) covered on true`;

/** Where the work on a break stands, over `BREAK_WORK_TABLES`. */
export const BREAK_WORK_STATUS = `coalesce(case when w.status <> 'open' then w.status end,
    case when covered.break_id is null then 'open' else 'resolved' end)`;

/** The work on these breaks, by break; a break that nobody has touched is not in it. */
export const breakWork = async (
  database: Database,
  breakIds: readonly string[],
): Promise<ReadonlyMap<string, BreakWork>> => {
  const { rows } = await database.query<{ work: BreakWork }>(
    `select ${BREAK_WORK_JSON} as work from views.break_work w where w.break_id = any($1)`,
    [breakIds],
  );
  return new Map(rows.map(({ work }) => [work.breakId, work]));
};

/** The breaks that a refund is proposed for or has resolved: more than one would count the same money twice. */
export const breaksWithRefund = async (
  database: Database,
  refundId: string,
): Promise<readonly OnBreak[]> => {
  const { rows } = await database.query<OnBreak>(
    `select break_id as "breakId", source, business_date as date from views.break_work
     where resolution->>'refundId' = $1 and status <> 'open' order by break_id`,
    [refundId],
  );
  return rows;
};

/** What the events of one break come to, as the view will tell it; null when there are none. */
export const workAfter = (
  recorded: readonly { readonly event: BreakWorkEvent; readonly revision: number }[],
): BreakWork | null => {
  const rows = rowsInMemory<BreakWorkColumns>(breakWorkTable);
  for (const { event, revision } of recorded) foldBreaks(rows, event, revision);
  const [row] = rows.values();
  if (row === undefined) return null;
  return {
    breakId: row.break_id,
    status: row.status,
    assignee: row.assignee,
    comments: row.comments,
    lastCommentAtMs: row.last_comment_at_ms,
    resolution: row.resolution === null ? null : (JSON.parse(row.resolution) as BreakResolution),
    amount: row.amount,
    currency: row.currency,
    proposedBy: row.proposed_by,
    proposedAtMs: row.proposed_at_ms,
    approvedBy: row.approved_by,
    resolvedBy: row.resolved_by,
    resolvedAtMs: row.resolved_at_ms,
    updatedAtMs: row.updated_at_ms,
    revision: row.revision,
  };
};
