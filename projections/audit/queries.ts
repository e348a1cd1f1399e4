import { createConditions, readPage } from '../lists/keyset.ts';
import type { Database, Page, PageRequest } from '../lists/keyset.ts';
import type { SubjectKind } from './acts.ts';

/** Something that a person has done. */
export type Act = {
  readonly actId: string;
  readonly atMs: number;
  /** Type of the event, or of the record of a security act. */
  readonly kind: string;
  /** `user:<login>` or `cli:<user>`; null where nobody was logged in. */
  readonly actor: string | null;
  readonly subjectKind: SubjectKind;
  /** Null for an attempt on a login name that is nobody's. */
  readonly subject: string | null;
  /** Minor units. */
  readonly amount: number | null;
  readonly currency: string | null;
  /** Where the event stands; both null for a security act, which is no event. */
  readonly stream: string | null;
  readonly revision: number | null;
  /** What a security act says beside. */
  readonly facts: Readonly<Record<string, unknown>>;
};

export type ActFilter = {
  readonly actor?: string;
  readonly kind?: string;
  readonly subjectKind?: SubjectKind;
  readonly subject?: string;
  /** From this instant on, epoch ms. */
  readonly fromMs?: number;
  /** … and before this one. */
  readonly beforeMs?: number;
};

/**
 * Acts by the log of events and acts on access, as one table. Types and
 * collations of both are the same to the letter: only then does PostgreSQL walk
 * both indexes side by side and stop at the end of a page.
 */
const ACTS = `(
  select act_id, at_ms, kind, actor, subject_kind, subject, amount, currency, stream, revision,
         '{}'::jsonb as facts
    from views.acts
  union all
  select act_id, at_ms, kind, actor, 'user'::text collate "C", subject, null::bigint,
         null::text collate "C", null::text collate "C", null::bigint, facts
    from app.security_records
) as acts`;

const columns = `act_id as "actId", at_ms as "atMs", kind, actor, subject_kind as "subjectKind",
  subject, amount, currency, stream, revision, facts`;

/** What people have done, newest first unless said. @throws InvalidCursor */
export const listActs = async (
  database: Database,
  filter: ActFilter,
  page: PageRequest<'at'>,
): Promise<Page<Act>> => {
  const { conditions, values, add } = createConditions();
  add('actor = ?', filter.actor);
  add('kind = ?', filter.kind);
  add('subject_kind = ?', filter.subjectKind);
  add('subject = ?', filter.subject);
  add('at_ms >= ?', filter.fromMs);
  add('at_ms < ?', filter.beforeMs);
  return readPage<Act, 'at'>(
    database,
    {
      select: columns,
      from: ACTS,
      conditions,
      values,
      sorts: { at: ['at_ms', 'act_id'] },
      defaultSort: { field: 'at', direction: 'desc' },
    },
    page,
  );
};
