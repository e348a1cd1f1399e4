import type { BusinessDate } from '@chobo/domain/kernel/time';

import type { Database } from '../lists/keyset.ts';

/** The file of a break's day, and how far the day has come. */
export type BreakFile = {
  readonly statementId: string;
  readonly fileName: string;
  /** Of the bytes of the file, hexadecimal. */
  readonly sha256: string;
  readonly dayState: 'open' | 'matched' | 'reviewed' | 'closed' | 'reopened';
};

/** One item of ours in a break; amounts in minor units, instants epoch ms. */
export type OurSide = {
  readonly item: string;
  readonly reference: string;
  readonly card: string;
  readonly amount: number;
  readonly currency: string;
  readonly at: number;
  readonly date: BusinessDate;
  /** What the source charges for it by contract. */
  readonly charge: number;
  /** `<provider>:<reference>` of the payment behind it. */
  readonly payment: string;
  readonly accountId: string;
};

/** One line of theirs in a break. What could not be read is null. */
export type TheirSide = {
  readonly fileLine: number;
  readonly reference: string;
  readonly carrierReference: string;
  readonly card: string | null;
  readonly amount: number | null;
  readonly currency: string | null;
  readonly at: number | null;
  readonly charge: number | null;
  readonly status: 'done' | 'cancelled' | 'failed' | null;
};

export type BreakSides = {
  readonly ours: readonly OurSide[];
  readonly theirs: readonly TheirSide[];
};

type OnDay = { readonly source: string; readonly date: BusinessDate };

/** The file in which a break's lines stand; null when its day has none any more. */
export const fileOfBreak = async (
  database: Database,
  { source, date }: OnDay,
): Promise<BreakFile | null> => {
  const { rows } = await database.query<BreakFile>(
    `select d.statement_id as "statementId", coalesce(f.file_name, '') as "fileName", d.sha256,
       d.state as "dayState"
     from views.reconciliation_days d
     left join app.statement_files f on f.statement_id = d.statement_id
     where d.source = $1 and d.business_date = $2`,
    [source, date],
  );
  return rows[0] ?? null;
};

/** Items and lines of a break side by side, earlier ones first. */
export const sidesOfBreak = async (
  database: Database,
  found: OnDay & { readonly itemIds: readonly string[]; readonly fileLines: readonly number[] },
): Promise<BreakSides> => {
  const ours = await database.query<OurSide>(
    `select item_id as item, reference, card, amount, currency, at_ms as at,
       business_date as date, wholesale as charge, payment, account_id as "accountId"
     from views.reconciliation_items where source = $1 and item_id = any($2)
     order by at_ms, item_id`,
    [found.source, found.itemIds],
  );
  const theirs = await database.query<TheirSide>(
    `select line as "fileLine", coalesce(l.reference, u.reference, '') as reference,
       coalesce(l.carrier_reference, u.carrier_reference, '') as "carrierReference", l.card,
       l.amount, l.currency, l.at_ms as at, l.wholesale as charge,
       case l.status when 'd' then 'done' when 'c' then 'cancelled' when 'f' then 'failed' end
         as status
     from views.reconciliation_days d
     join app.statement_files f on f.statement_id = d.statement_id
     cross join unnest($3::integer[]) as line
     left join app.statement_lines l
       on l.statement_no = f.statement_no and l.file_line = line
     left join app.statement_unreadable_lines u
       on u.statement_no = f.statement_no and u.file_line = line
     where d.source = $1 and d.business_date = $2 order by line`,
    [found.source, found.date, found.fileLines],
  );
  return { ours: ours.rows, theirs: theirs.rows };
};
