import { addDays, type BusinessDate } from '@chobo/domain/kernel/time';
import type { EarlierDays, Neighbour } from '@chobo/reconciliation/matching/day';
import type { Item } from '@chobo/reconciliation/matching/item';
import { identities } from '@chobo/reconciliation/matching/lines';
import type { EarlierDoneLine, LeftoverKind } from '@chobo/reconciliation/matching/outcome';
import { sourceDayOf } from '@chobo/reconciliation/businessDay';
import type { StatementLine } from '@chobo/reconciliation/statementLine';
import type { PoolClient } from 'pg';

import { overlappingFiles } from './exactRoad.ts';
import {
  ITEM_COLUMNS,
  itemOf,
  LINE_COLUMNS,
  lineOf,
  type ItemRow,
  type LineRow,
} from './leftovers.ts';
import type { RunKey } from './runKey.ts';

/**
 * The current runs of days before this one, as a table expression `earlier`
 * with columns run_no, business_date, statement_no; parameters $1 source, $2 date.
 */
const EARLIER = `earlier as materialized (
  select d.run_no, d.business_date, f.statement_no
  from views.reconciliation_days d
  join app.statement_files f on f.statement_id = d.statement_id
  where d.source = $1 and d.business_date < $2 and d.run_no is not null
)`;

/** Open items of earlier days that one of these lines may be about: by reference, or card and time. */
export const carriedItems = async (
  client: PoolClient,
  run: RunKey,
  lines: readonly StatementLine[],
): Promise<readonly Item[]> => {
  const candidates = [
    ...(await itemsByReference(client, run, lines)),
    ...(await itemsNearBlankLines(client, run, lines)),
  ];
  const unique = [...new Map(candidates.map((item) => [item.no, item])).values()];
  const closed = await closedItems(client, run, unique);
  return unique.filter((item) => !closed.has(item.no));
};

const itemsByReference = async (
  client: PoolClient,
  run: RunKey,
  lines: readonly StatementLine[],
): Promise<readonly Item[]> => {
  const references = referencesOf(lines);
  if (references.length === 0) return [];
  const { rows } = await client.query<ItemRow>(
    `select ${ITEM_COLUMNS} from views.reconciliation_items i
     where i.source = $1 and i.business_date < $2 and i.item_no <= $3 and i.item_id = any($4)`,
    [run.source.id, run.date, run.horizon, references],
  );
  return rows.map(itemOf);
};

const itemsNearBlankLines = async (
  client: PoolClient,
  run: RunKey,
  lines: readonly StatementLine[],
): Promise<readonly Item[]> => {
  const blank = lines.filter((line) => line.reference === '' && line.status === 'done');
  if (blank.length === 0) return [];
  const windowMs = run.source.matching.candidateWindowSeconds * 1000;
  const earliest = blank.reduce((least, line) => Math.min(least, line.at), Infinity);
  const { rows } = await client.query<ItemRow>(
    `select distinct on (i.item_no) ${ITEM_COLUMNS}
     from unnest($4::text[], $5::bigint[], $6::text[], $7::bigint[]) as b(card, amount, currency, at_ms)
     join views.reconciliation_items i
       on i.card = b.card and i.amount = b.amount and i.currency = b.currency
       and i.at_ms between b.at_ms - $8 and b.at_ms + $8
     where i.source = $1 and i.business_date < $2 and i.item_no <= $3 and i.business_date >= $9`,
    [
      run.source.id,
      run.date,
      run.horizon,
      blank.map((line) => line.card),
      blank.map((line) => line.amount),
      blank.map((line) => line.currency),
      blank.map((line) => line.at),
      windowMs,
      sourceDayOf(earliest - windowMs, run.source),
    ],
  );
  return rows.map(itemOf);
};

/**
 * Which of these items no later file can match any more: the last word of the
 * earlier runs. An exact match is found by its line, which has the item's
 * reference: an index of a million outcomes by item would cost more than it saves.
 */
const closedItems = async (
  client: PoolClient,
  run: RunKey,
  items: readonly Item[],
): Promise<ReadonlySet<number>> => {
  if (items.length === 0) return new Set();
  const { rows } = await client.query<{ item_no: number }>(
    `with ${EARLIER}, words as (
       select o.item_no, e.business_date, 1 as step, true as closes
         from app.statement_lines l join earlier e using (statement_no)
         join views.line_outcomes o on o.run_no = e.run_no and o.file_line = l.file_line
         where l.reference = any($4) and o.item_no = any($3) and o.outcome in ('e', 'c')
       union all
       select f.item_no, e.business_date, 1, f.closes_items
         from views.finding_items f join earlier e using (run_no) where f.item_no = any($3)
       union all
       select x.item_no, e.business_date, 0, false
         from views.run_effects x join earlier e using (run_no)
         where x.item_no = any($3) and x.effect = 'undone'
     ), last_words as (
       select distinct on (item_no) item_no, closes from words
       order by item_no, business_date desc, step desc, closes desc
     )
     select item_no from last_words where closes`,
    [run.source.id, run.date, items.map(({ no }) => no), items.map(({ reference }) => reference)],
  );
  return new Set(rows.map((row) => row.item_no));
};

/** What earlier accepted files say about the references and identities of these lines. */
export const earlierDays = async (
  client: PoolClient,
  run: RunKey,
  lines: readonly StatementLine[],
): Promise<EarlierDays> => ({
  seen: await seenLines(client, run, lines),
  doneLines: await earlierDoneLines(client, run, referencesOf(lines)),
});

type DoneRow = {
  readonly line_date: BusinessDate;
  readonly file_line: number;
  readonly done_reference: string;
  readonly done_card: string;
  readonly done_amount: number;
  readonly done_currency: string;
  readonly done_at_ms: number;
} & (ItemRow | { readonly item_no: null });

const earlierDoneLines = async (
  client: PoolClient,
  run: RunKey,
  references: readonly string[],
): Promise<ReadonlyMap<string, readonly EarlierDoneLine[]>> => {
  const found = new Map<string, EarlierDoneLine[]>();
  if (references.length === 0) return found;
  const { rows } = await client.query<DoneRow>(
    `with ${EARLIER}
     select e.business_date as line_date, l.file_line, l.reference as done_reference,
       l.card as done_card, l.amount as done_amount, l.currency as done_currency,
       l.at_ms as done_at_ms, ${ITEM_COLUMNS}
     from app.statement_lines l
     join earlier e using (statement_no)
     join views.line_outcomes o on o.run_no = e.run_no and o.file_line = l.file_line
     left join views.findings f on f.run_no = o.run_no and f.finding_no = o.finding_no
     left join views.reconciliation_items i on i.item_no = coalesce(o.item_no, f.item_nos[1])
     where l.reference = any($3) and l.status = 'd' and o.outcome not in ('n', 's')
       and not (o.outcome = 'b' and f.kind = 'status')
       and not exists (
         select from views.run_effects x join earlier later on later.run_no = x.run_no
         where x.effect = 'undone' and x.business_date = e.business_date
           and x.file_line = l.file_line)`,
    [run.source.id, run.date, references],
  );
  for (const row of rows) {
    const line: EarlierDoneLine = {
      date: row.line_date,
      fileLine: row.file_line,
      reference: row.done_reference,
      card: row.done_card,
      amount: row.done_amount,
      currency: row.done_currency,
      at: row.done_at_ms,
      item: row.item_no === null ? null : itemOf(row),
    };
    const known = found.get(line.reference);
    if (known === undefined) found.set(line.reference, [line]);
    else known.push(line);
  }
  return found;
};

const seenLines = async (
  client: PoolClient,
  run: RunKey,
  lines: readonly StatementLine[],
): Promise<EarlierDays['seen']> => {
  const seen = new Map<string, { readonly used: boolean }>();
  const overlapping = await overlappingFiles(client, run);
  if (overlapping.length === 0 || lines.length === 0) return seen;
  const { rows } = await client.query<LineRow & { statement_no: number; used: boolean }>(
    `with ${EARLIER}
     select e.statement_no, ${LINE_COLUMNS},
       coalesce(o.item_no, f.item_nos[1]) is not null as used
     from app.statement_lines l
     join earlier e using (statement_no)
     join views.line_outcomes o on o.run_no = e.run_no and o.file_line = l.file_line
     left join views.findings f on f.run_no = o.run_no and f.finding_no = o.finding_no
     where l.statement_no = any($3)
       and (l.at_ms, l.carrier_reference) in (select * from unnest($4::bigint[], $5::text[]))
     order by e.business_date, l.file_line`,
    [
      run.source.id,
      run.date,
      overlapping,
      lines.map((line) => line.at),
      lines.map((line) => line.carrierReference),
    ],
  );
  const files = new Map<number, { line: StatementLine; used: boolean }[]>();
  for (const row of rows) {
    const file = files.get(row.statement_no) ?? [];
    file.push({ line: lineOf(row), used: row.used });
    files.set(row.statement_no, file);
  }
  for (const file of files.values()) {
    const identityOf = identities(file.map(({ line }) => line));
    for (const { line, used } of file) {
      const identity = identityOf.get(line) ?? '';
      seen.set(identity, { used: used || seen.get(identity)?.used === true });
    }
  }
  return seen;
};

/** The run of the day before, if that day has one. */
export type Yesterday = {
  readonly runNo: number;
  readonly statementNo: number;
};

export const yesterdaysRun = async (client: PoolClient, run: RunKey): Promise<Yesterday | null> => {
  const { rows } = await client.query<Yesterday>(
    `select d.run_no as "runNo", f.statement_no as "statementNo"
     from views.reconciliation_days d
     join app.statement_files f on f.statement_id = d.statement_id
     where d.source = $1 and d.business_date = $2 and d.run_no is not null`,
    [run.source.id, addDays(run.date, -1)],
  );
  return rows[0] ?? null;
};

/**
 * Items of the day before that its run left unexplained. Whether that day is
 * closed by now is not asked: what a run comes to must not change with it, and
 * a closed day is read without what later runs say of it.
 */
export const unconfirmedItems = async (
  client: PoolClient,
  yesterday: Yesterday | null,
): Promise<readonly { readonly item: Item; readonly kind: LeftoverKind }[]> => {
  if (yesterday === null) return [];
  const { rows } = await client.query<ItemRow & { kind: 'timing' | 'missing_in_statement' }>(
    `select f.kind, ${ITEM_COLUMNS}
     from views.findings f join views.reconciliation_items i on i.item_no = f.item_nos[1]
     where f.run_no = $1 and f.type = 'break' and f.kind in ('timing', 'missing_in_statement')`,
    [yesterday.runNo],
  );
  return rows.map((row) => ({ item: itemOf(row), kind: row.kind }));
};

/**
 * Confirmed items close to one of the items given: matched by yesterday's run
 * or already by this one, with the same card and amount within the window in
 * which two payments are one intention.
 */
export const confirmedNeighbours = async (
  client: PoolClient,
  run: RunKey,
  yesterday: Yesterday | null,
  items: readonly Item[],
): Promise<readonly Neighbour[]> => {
  if (items.length === 0) return [];
  const runs = yesterday === null ? [run] : [run, yesterday];
  const { rows } = await client.query<ItemRow>(
    `select distinct on (i.item_no) ${ITEM_COLUMNS}
     from unnest($3::text[], $4::bigint[], $5::text[], $6::bigint[]) as p(card, amount, currency, at_ms)
     join views.reconciliation_items i
       on i.card = p.card and i.amount = p.amount and i.currency = p.currency
       and i.at_ms between p.at_ms - $7 and p.at_ms + $7
     where i.source = $1 and i.business_date between $8 and $2 and (
       exists (select from app.statement_lines l
               join unnest($9::bigint[], $10::integer[]) as r(run_no, statement_no) using (statement_no)
               join views.line_outcomes o on o.run_no = r.run_no and o.file_line = l.file_line
               where l.reference = i.reference and o.item_no = i.item_no
                 and o.outcome in ('e', 'c'))
       or exists (select from views.finding_items x join views.findings f using (run_no, finding_no)
                  where x.item_no = i.item_no and x.run_no = any($9) and f.type = 'proposal'))`,
    [
      run.source.id,
      run.date,
      items.map((item) => item.card),
      items.map((item) => item.amount),
      items.map((item) => item.currency),
      items.map((item) => item.at),
      run.source.matching.duplicateWindowSeconds * 1000,
      addDays(run.date, -3),
      runs.map(({ runNo }) => runNo),
      runs.map(({ statementNo }) => statementNo),
    ],
  );
  return rows.map(itemOf);
};

const referencesOf = (lines: readonly StatementLine[]): readonly string[] => [
  ...new Set(lines.map((line) => line.reference).filter((reference) => reference !== '')),
];
