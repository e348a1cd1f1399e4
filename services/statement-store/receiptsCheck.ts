import type { Pool } from 'pg';

/** One thing that must hold of statements and days, and whether it does. */
export type RunCheck = {
  readonly check: string;
  readonly ok: boolean;
  readonly detail: string;
};

/** Statements named in one sentence. */
const NAMED = 20;

type Doubtful = {
  readonly statement_id: string;
  readonly doubt: 'day of another state' | 'undecided' | 'of no day';
};

/**
 * Every day stands on an accepted statement. A crash may leave a receipt that
 * was never decided, or accepted without its day: it claims nothing, and the
 * same file handed in again makes a receipt of its own, so such statements are
 * listed and nothing is wrong.
 */
export const receiptsCheck = async (pool: Pool): Promise<RunCheck> => {
  const { rows } = await pool.query<Doubtful>(
    `select d.statement_id, 'day of another state' as doubt
       from views.reconciliation_days d left join views.statements s using (statement_id)
       where s.state is distinct from 'accepted'
     union all
     select s.statement_id, case s.state when 'received' then 'undecided' else 'of no day' end
       from views.statements s
       where s.state = 'received' or (s.state = 'accepted' and not exists (
         select from views.reconciliation_days d where d.statement_id = s.statement_id))
     order by 1`,
  );
  const of = (doubt: Doubtful['doubt']): readonly string[] =>
    rows.filter((row) => row.doubt === doubt).map((row) => row.statement_id);
  const [wrong, undecided, ofNoDay] = [
    of('day of another state'),
    of('undecided'),
    of('of no day'),
  ];
  return {
    check: 'receipts-are-decided',
    ok: wrong.length === 0,
    detail: [
      wrong.length === 0
        ? 'The statement of every day is accepted.'
        : `Days stand on statements that are not accepted: ${named(wrong)}.`,
      ...(undecided.length === 0
        ? []
        : [`Received and never decided, which counts for nothing: ${named(undecided)}.`]),
      ...(ofNoDay.length === 0
        ? []
        : [`Accepted but of no day, which counts for nothing: ${named(ofNoDay)}.`]),
    ].join(' '),
  };
};

const named = (ids: readonly string[]): string =>
  ids.length <= NAMED
    ? ids.join(', ')
    : `${ids.slice(0, NAMED).join(', ')} and ${ids.length - NAMED} more`;
