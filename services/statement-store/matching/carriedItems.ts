import { sourceDayOf } from '@chobo/reconciliation/businessDay';
import type { Item } from '@chobo/reconciliation/matching/item';
import type { StatementLine } from '@chobo/reconciliation/statementLine';
import type { PoolClient } from 'pg';

import { EARLIER, handMatchHolds, referencesOf } from './earlierRuns.ts';
import { ITEM_COLUMNS, itemOf, type ItemRow } from './leftovers.ts';
import type { RunKey } from './runKey.ts';

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
 * earlier runs and of the people who matched breaks of earlier days by hand. An exact match is found by its line, which has the item's
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
       union all
       select i.item_no, m.business_date, 1, true
         from views.hand_matches m
         join views.reconciliation_items i on i.source = m.source and i.item_id = m.item_id
         where m.source = $1 and m.business_date < $2 and i.item_no = any($3)
           and ${handMatchHolds('m', '$5')}
     ), last_words as (
       select distinct on (item_no) item_no, closes from words
       order by item_no, business_date desc, step desc, closes desc
     )
     select item_no from last_words where closes`,
    [
      run.source.id,
      run.date,
      items.map(({ no }) => no),
      items.map(({ reference }) => reference),
      run.handMatches,
    ],
  );
  return new Set(rows.map((row) => row.item_no));
};
