import type { BreakResolution } from '@chobo/domain/break/events';

import type { Database } from '../lists/keyset.ts';
import type { BreakWorkStatus } from './foldBreaks.ts';

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
};

/** A `BreakWork` as one JSON column, from a left-joined `views.break_work w`; null for no row. */
export const BREAK_WORK_JSON = `case when w.break_id is null then null else jsonb_build_object(
    'breakId', w.break_id, 'status', w.status, 'assignee', w.assignee, 'comments', w.comments,
    'lastCommentAtMs', w.last_comment_at_ms, 'resolution', w.resolution, 'amount', w.amount,
    'currency', w.currency, 'proposedBy', w.proposed_by, 'proposedAtMs', w.proposed_at_ms,
    'approvedBy', w.approved_by, 'resolvedBy', w.resolved_by, 'resolvedAtMs', w.resolved_at_ms,
    'updatedAtMs', w.updated_at_ms) end`;

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
