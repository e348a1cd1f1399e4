import { addDays } from '@chobo/domain/kernel/time';
import type { Item } from '@chobo/reconciliation/matching/item';
import type { LeftoverKind, Neighbour } from '@chobo/reconciliation/matching/outcome';
import type { PoolClient } from 'pg';

import { inBatches } from './inBatches.ts';
import { ITEM_COLUMNS, itemOf, type ItemRow } from './leftovers.ts';
import type { RunKey } from './runKey.ts';

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
export async function* unconfirmedItems(
  client: PoolClient,
  yesterday: Yesterday,
): AsyncGenerator<readonly { readonly item: Item; readonly kind: LeftoverKind }[]> {
  const batches = inBatches<ItemRow & { kind: 'timing' | 'missing_in_statement' }>(
    client,
    `select f.kind, ${ITEM_COLUMNS}
     from views.findings f join views.reconciliation_items i on i.item_no = f.item_nos[1]
     where f.run_no = $1 and f.type = 'break' and f.kind in ('timing', 'missing_in_statement')`,
    [yesterday.runNo],
  );
  for await (const rows of batches) {
    yield rows.map((row) => ({ item: itemOf(row), kind: row.kind }));
  }
}

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
