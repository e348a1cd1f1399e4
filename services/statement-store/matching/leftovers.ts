import type { Item } from '@chobo/reconciliation/matching/item';
import type { StatementLine } from '@chobo/reconciliation/statementLine';
import type { PoolClient } from 'pg';

import { inBatches } from './inBatches.ts';
import type { RunKey } from './runKey.ts';

/** A staged line as PostgreSQL answers it. */
export type LineRow = {
  readonly file_line: number;
  readonly at_ms: number;
  readonly amount: number;
  readonly wholesale: number | null;
  readonly status: 'd' | 'c' | 'f';
  readonly currency: string;
  readonly reference: string;
  readonly carrier_reference: string;
  readonly card: string;
  readonly attributes: string;
};

const STATUS = { d: 'done', c: 'cancelled', f: 'failed' } as const;

/** Columns of app.statement_lines, alias `l`, from which `lineOf` makes a line. */
export const LINE_COLUMNS = `l.file_line, l.at_ms, l.amount, l.wholesale, l.status, l.currency,
  l.reference, l.carrier_reference, l.card, l.attributes`;

/** A staged row as the engine's line. */
export const lineOf = (row: LineRow): StatementLine => ({
  fileLine: row.file_line,
  at: row.at_ms,
  carrierReference: row.carrier_reference,
  reference: row.reference,
  card: row.card,
  amount: row.amount,
  wholesale: row.wholesale,
  currency: row.currency,
  status: STATUS[row.status],
  attributes: row.attributes,
});

/** A projected item as PostgreSQL answers it. */
export type ItemRow = {
  readonly item_no: number;
  readonly item_id: string;
  readonly reference: string;
  readonly card: string;
  readonly amount: number;
  readonly currency: string;
  readonly at_ms: number;
  readonly business_date: string;
  readonly payment: string;
};

/** Columns of views.reconciliation_items, alias `i`, from which `itemOf` makes an item. */
export const ITEM_COLUMNS = `i.item_no, i.item_id, i.reference, i.card, i.amount, i.currency, i.at_ms,
  i.business_date, i.payment`;

/** A projected row as the engine's item. */
export const itemOf = (row: ItemRow): Item => ({
  no: row.item_no,
  id: row.item_id,
  reference: row.reference,
  card: row.card,
  amount: row.amount,
  currency: row.currency,
  at: row.at_ms,
  day: row.business_date,
  payment: row.payment,
});

/** How many lines and items the exact road left; parameters as of `leftoverLines`. */
export const countLeftovers = async (client: PoolClient, run: RunKey): Promise<number> => {
  const { rows } = await client.query<{ count: number }>(
    `select (select count(*) from ${LEFT_LINES}) + (select count(*) from ${LEFT_ITEMS}) as count`,
    [run.statementNo, run.runNo, run.source.id, run.date, run.horizon],
  );
  return rows[0]?.count ?? 0;
};

const LEFT_LINES = `app.statement_lines l
  where l.statement_no = $1
    and not exists (select from views.line_outcomes o
                    where o.run_no = $2 and o.file_line = l.file_line)`;

const LEFT_ITEMS = `views.reconciliation_items i
  where i.source = $3 and i.business_date = $4 and i.item_no <= $5
    and not exists (select from views.line_outcomes o
                    where o.run_no = $2 and o.item_no = i.item_no)`;

/** The file's lines that the exact road left. */
export async function* leftoverLines(
  client: PoolClient,
  run: RunKey,
): AsyncGenerator<readonly StatementLine[]> {
  const batches = inBatches<LineRow>(client, `select ${LINE_COLUMNS} from ${LEFT_LINES}`, [
    run.statementNo,
    run.runNo,
  ]);
  for await (const rows of batches) yield rows.map(lineOf);
}

/** The day's own items that the exact road left. */
export async function* leftoverItems(
  client: PoolClient,
  run: RunKey,
): AsyncGenerator<readonly Item[]> {
  const batches = inBatches<ItemRow>(
    client,
    // The first parameter is of the file's lines.
    `select ${ITEM_COLUMNS} from ${LEFT_ITEMS} and $1::integer is not null`,
    [run.statementNo, run.runNo, run.source.id, run.date, run.horizon],
  );
  for await (const rows of batches) yield rows.map(itemOf);
}
