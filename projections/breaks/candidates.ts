import type { BusinessDate } from '@chobo/domain/kernel/time';
import { addDays } from '@chobo/domain/kernel/time';

import type { Database } from '../lists/keyset.ts';
import { BREAK_TABLES } from '../reconciliation-days/report.ts';
import { BREAK_WORK_STATUS, BREAK_WORK_TABLES } from './queries.ts';

/** How many days before and after its own a counterpart of a break is looked for. */
const DAYS_AROUND = 7;
const MAX_CANDIDATES = 20;

/** What the counterpart of a break should be like; amounts in minor units, instants epoch ms. */
export type Wanted = {
  readonly source: string;
  readonly date: BusinessDate;
  readonly card: string;
  readonly amount: number;
  readonly currency: string;
  readonly at: number;
  readonly reference: string;
};

/** An item or line that another open break consists of. */
export type Candidate = {
  /** The break that it is all of. */
  readonly breakId: string;
  readonly date: BusinessDate;
  readonly item: string | null;
  readonly fileLine: number | null;
  readonly reference: string;
  readonly card: string;
  readonly amount: number;
  readonly currency: string;
  readonly at: number;
};

/** A break `f` that is still for people to resolve, over its tables. */
const STILL_OPEN = `settled.on_date is null and ${BREAK_WORK_STATUS} = 'open'`;

const LIKENESS = `part.currency = $4 and (part.card = $5 or part.amount = $6
  or (part.reference <> '' and part.reference = $8))`;

/** Likest first: the same reference, then card and amount, then card, then the nearest in time. */
const LIKEST_FIRST = `(part.reference <> '' and part.reference = $8) desc,
  (part.card = $5 and part.amount = $6) desc, (part.card = $5) desc, abs(part.at_ms - $7),
  f.finding_id`;

const candidates = async (
  database: Database,
  wanted: Wanted,
  side: { readonly part: string; readonly join: string; readonly where: string },
): Promise<readonly Candidate[]> => {
  const { rows } = await database.query<Candidate>(
    `select f.finding_id as "breakId", d.business_date as date, ${side.part}, part.reference,
       part.card, part.amount, part.currency, part.at_ms as at
     from ${BREAK_TABLES} ${BREAK_WORK_TABLES} ${side.join}
     where d.source = $1 and d.business_date between $2 and $3 and ${side.where}
       and ${STILL_OPEN} and ${LIKENESS}
     order by ${LIKEST_FIRST} limit ${MAX_CANDIDATES}`,
    [
      wanted.source,
      addDays(wanted.date, -DAYS_AROUND),
      addDays(wanted.date, DAYS_AROUND),
      wanted.currency,
      wanted.card,
      wanted.amount,
      wanted.at,
      wanted.reference,
    ],
  );
  return rows;
};

/** Executed lines that no item was found for and that may be about what is wanted. */
export const candidateLines = (database: Database, wanted: Wanted): Promise<readonly Candidate[]> =>
  candidates(database, wanted, {
    part: `null as item, part.file_line as "fileLine"`,
    join: `join app.statement_files file on file.statement_id = d.statement_id
      join app.statement_lines part
        on part.statement_no = file.statement_no and part.file_line = f.file_lines[1]`,
    where: `cardinality(f.item_ids) = 0 and cardinality(f.file_lines) = 1 and part.status = 'd'`,
  });

/** Items that no line was found for and that may be about what is wanted. */
export const candidateItems = (database: Database, wanted: Wanted): Promise<readonly Candidate[]> =>
  candidates(database, wanted, {
    part: `part.item_id as item, null as "fileLine"`,
    join: `join views.reconciliation_items part
      on part.source = d.source and part.item_id = f.item_ids[1]`,
    where: `cardinality(f.item_ids) = 1 and cardinality(f.file_lines) = 0 and not f.closes_items`,
  });

/** An item or line as a match by hand names it. */
export type LookedUpPart = {
  readonly name: string;
  readonly amount: number;
  readonly currency: string;
  readonly isFree: boolean;
};

/**
 * Looks up what a match by hand in a break names: free is what is the break's
 * own, or all that another open one consists of, and is in no match by hand yet.
 */
export const namedParts = async (
  database: Database,
  found: {
    readonly breakId: string;
    readonly source: string;
    readonly date: BusinessDate;
    readonly itemIds: readonly string[];
    readonly fileLines: readonly number[];
  },
  named: { readonly items: readonly string[]; readonly lines: readonly number[] },
): Promise<{
  readonly items: readonly LookedUpPart[];
  readonly lines: readonly LookedUpPart[];
}> => {
  const { breakId, source, date } = found;
  const items = await database.query<LookedUpPart>(
    `select i.item_id as name, i.amount, i.currency,
       not exists (
         select from views.hand_matches m where m.source = i.source and m.item_id = i.item_id
           and m.until_no is null and m.break_id <> $4)
       and (i.item_id = any($3) or exists (
         select from ${BREAK_TABLES} ${BREAK_WORK_TABLES}
         where d.source = i.source and (f.run_no, f.finding_no) in (
             select x.run_no, x.finding_no from views.finding_items x
             where x.item_no = i.item_no and not x.closes_items)
           and cardinality(f.item_ids) = 1 and cardinality(f.file_lines) = 0
           and ${STILL_OPEN})) as "isFree"
     from views.reconciliation_items i where i.source = $1 and i.item_id = any($2)`,
    [source, named.items, found.itemIds, breakId],
  );
  const lines = await database.query<LookedUpPart>(
    `select l.file_line::text as name, l.amount, l.currency,
       l.status = 'd' and not exists (
         select from views.hand_matches m
         where m.source = own.source and m.business_date = own.business_date
           and m.file_line = l.file_line and m.until_no is null and m.break_id <> $5)
       and (l.file_line = any($4) or exists (
         select from ${BREAK_TABLES} ${BREAK_WORK_TABLES}
         where d.source = own.source and d.business_date = own.business_date
           and f.file_lines = array[l.file_line] and cardinality(f.item_ids) = 0
           and ${STILL_OPEN})) as "isFree"
     from views.reconciliation_days own
     join app.statement_files file on file.statement_id = own.statement_id
     join app.statement_lines l on l.statement_no = file.statement_no
     where own.source = $1 and own.business_date = $2 and l.file_line = any($3)`,
    [source, date, named.lines, found.fileLines, breakId],
  );
  return { items: items.rows, lines: lines.rows };
};
