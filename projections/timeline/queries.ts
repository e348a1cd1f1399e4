import { readPage } from '../lists/keyset.ts';
import type { Database, Page, PageRequest } from '../lists/keyset.ts';

/** One thing that happened to an account. */
export type TimelineEntry = {
  /** Revision of the event in the account's stream. */
  readonly revision: number;
  readonly atMs: number;
  /** The event's type. */
  readonly type: string;
  readonly actor: string;
  /** Id of the top-up, refund, bonus, usage or card that it is about. */
  readonly subject: string | null;
  /** Minor units. */
  readonly amount: number | null;
  readonly currency: string | null;
};

/** What happened to an account, newest first. @throws InvalidCursor */
export const accountTimeline = async (
  database: Database,
  accountId: string,
  page: PageRequest<'at'>,
): Promise<Page<TimelineEntry>> =>
  readPage<TimelineEntry, 'at'>(
    database,
    {
      select: 'revision, at_ms as "atMs", type, actor, subject, amount, currency',
      from: 'views.timeline',
      conditions: ['account_id = $1'],
      values: [accountId],
      sorts: { at: ['at_ms', 'revision'] },
      defaultSort: { field: 'at', direction: 'desc' },
    },
    page,
  );

/** What happened to one top-up, refund or other subject of an account, oldest first. */
export const subjectTimeline = async (
  database: Database,
  accountId: string,
  subject: string,
): Promise<readonly TimelineEntry[]> => {
  const { rows } = await database.query<TimelineEntry>(
    `select revision, at_ms as "atMs", type, actor, subject, amount, currency
     from views.timeline where account_id = $1 and subject = $2 order by revision`,
    [accountId, subject],
  );
  return rows;
};
