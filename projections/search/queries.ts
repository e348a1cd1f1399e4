import type { Database } from '../lists/keyset.ts';

/** Something that was found by a piece of text. Amounts are minor units. */
export type Found = {
  readonly id: string;
  /** What of it the text was found in. */
  readonly by: 'id' | 'reference' | 'file_name' | 'item';
  /** The whole of what the text was found in. */
  readonly matched: string;
  readonly state: string | null;
  /** Epoch ms. */
  readonly atMs: number | null;
  readonly amount: number | null;
  readonly currency: string | null;
};

/** The last text that begins with another, by the order of ids. */
const END = '\u{10ffff}';

/** `column` begins with the text `$1`, up to `$2`: a stretch of its index. */
const begins = (column: string): string => `${column} >= $1 and ${column} < $2`;

const find = async (
  database: Database,
  parts: readonly string[],
  text: string,
  limit: number,
): Promise<readonly Found[]> => {
  const { rows } = await database.query<Found>(
    parts.map((part) => `(${part} limit ${limit})`).join(' union all '),
    [text, text + END],
  );
  // What is found in two ways is told by the first of them.
  const seen = new Set<string>();
  const once = rows.filter(({ id }) => !seen.has(id) && seen.add(id));
  return once.slice(0, limit);
};

/** Top-ups whose id or payment reference begins with the text. */
export const findTopUps = (
  database: Database,
  text: string,
  limit: number,
): Promise<readonly Found[]> => {
  const columns = `status as state, at_ms as "atMs", price as amount, currency from views.top_ups`;
  return find(
    database,
    [
      `select top_up_id as id, 'id' as by, top_up_id as matched, ${columns}
        where ${begins('top_up_id')} order by top_up_id`,
      `select top_up_id, 'reference', reference, ${columns}
        where ${begins('reference')} order by reference`,
    ],
    text,
    limit,
  );
};

/** Refunds whose id, or the reference of whose payout, begins with the text. */
export const findRefunds = (
  database: Database,
  text: string,
  limit: number,
): Promise<readonly Found[]> => {
  const columns = `state, requested_at_ms as "atMs", value as amount, currency from views.refunds`;
  return find(
    database,
    [
      `select refund_id as id, 'id' as by, refund_id as matched, ${columns}
        where ${begins('refund_id')} order by refund_id`,
      `select refund_id, 'reference', payout_reference, ${columns}
        where payout_reference is not null and ${begins('payout_reference')}
        order by payout_reference`,
    ],
    text,
    limit,
  );
};

/** Accounts whose id begins with the text. */
export const findAccounts = (
  database: Database,
  text: string,
  limit: number,
): Promise<readonly Found[]> =>
  find(
    database,
    [
      `select account_id as id, 'id' as by, account_id as matched, null as state,
              null::bigint as "atMs", null::bigint as amount, currency
         from views.accounts where ${begins('account_id')} order by account_id`,
    ],
    text,
    limit,
  );

/** Files whose id begins with the text, or in whose name it stands. */
export const findStatements = async (
  database: Database,
  text: string,
  limit: number,
): Promise<readonly Found[]> => {
  const { rows } = await database.query<Found>(
    `select statement_id as id,
            case when starts_with(statement_id, $1) then 'id' else 'file_name' end as by,
            case when starts_with(statement_id, $1) then statement_id else file_name end as matched,
            state, (extract(epoch from received_at) * 1000)::float8 as "atMs",
            null::bigint as amount, null as currency
       from views.statements
      where starts_with(statement_id, $1) or strpos(lower(file_name), lower($1)) > 0
      order by received_at desc, statement_id desc limit $2`,
    [text, limit],
  );
  return rows;
};

/** Breaks of current runs whose id begins with the text, or that speak of the item of that id. */
export const findBreakIds = async (
  database: Database,
  text: string,
  limit: number,
): Promise<readonly (Pick<Found, 'id' | 'matched'> & { readonly by: 'id' | 'item' })[]> => {
  const { rows } = await database.query<{ id: string; by: 'id' | 'item'; matched: string }>(
    `(select f.finding_id as id, 'id' as by, f.finding_id as matched
        from views.findings f join views.reconciliation_days d using (run_no)
       where f.type = 'break' and ${begins('f.finding_id')} order by f.finding_id limit $3)
     union all
     (select f.finding_id, 'item', i.item_id
        from (select distinct source from views.reconciliation_days) s
        join views.reconciliation_items i on i.source = s.source and i.item_id = $1
        join views.finding_items fi on fi.item_no = i.item_no
        join views.reconciliation_days d on d.run_no = fi.run_no
        join views.findings f on f.run_no = fi.run_no and f.finding_no = fi.finding_no
       where f.type = 'break' order by d.business_date desc, f.finding_no limit $3)`,
    [text, text + END, limit],
  );
  return rows.slice(0, limit);
};
