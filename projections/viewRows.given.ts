import type { Pool } from 'pg';

type Row = Readonly<Record<string, unknown>>;

/** Rows as text, table by table, in an order that depends on the rows alone. */
export type ViewRows = Readonly<Record<string, readonly string[]>>;

const readRows = async (pool: Pool): Promise<ReadonlyMap<string, readonly Row[]>> => {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables
      where table_schema = 'views' and table_type = 'BASE TABLE' and table_name <> 'checkpoints'
      order by 1`,
  );
  const found = new Map<string, readonly Row[]>();
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: Row }>(
      `select to_jsonb(v) as row from views.${name} v`,
    );
    found.set(
      name,
      rows.map(({ row }) => row),
    );
  }
  return found;
};

const asText = (
  tables: ReadonlyMap<string, readonly Row[]>,
  told: (row: Row) => Row = (row) => row,
): ViewRows =>
  Object.fromEntries(
    [...tables].map(([name, rows]) => [name, rows.map((row) => JSON.stringify(told(row))).sort()]),
  );

/**
 * Every row of every view but the checkpoints, whose positions are of the
 * engine: views of a log and of its copy are the same, row by row.
 */
export const viewRows = async (pool: Pool): Promise<ViewRows> => asText(await readRows(pool));

const numbersIn = (
  rows: readonly Row[] = [],
  number: string,
  name: (row: Row) => unknown,
): ReadonlyMap<unknown, unknown> => new Map(rows.map((row) => [row[number], name(row)]));

/** The last item that a run looked at, and digests that are taken over numbers of items. */
const OF_NUMBERS: ReadonlySet<string> = new Set([
  'horizon',
  'holds_up_to',
  'digest',
  'recorded_digest',
]);

/**
 * The same with things called by what they are instead of by the number that
 * they got as the log came: items, transactions and accounts of the ledger.
 * Two logs that hold the same facts may hold them in another order.
 */
export const viewRowsByName = async (pool: Pool): Promise<ViewRows> => {
  const tables = await readRows(pool);
  const items = numbersIn(
    tables.get('reconciliation_items'),
    'item_no',
    (row) => `${String(row['source'])} ${String(row['item_id'])}`,
  );
  const names: Readonly<Record<string, ReadonlyMap<unknown, unknown>>> = {
    item_no: items,
    item_nos: items,
    transaction_no: numbersIn(
      tables.get('ledger_transactions'),
      'transaction_no',
      (row) => `${String(row['stream'])} ${String(row['revision'])}`,
    ),
    ledger_account_id: numbersIn(
      tables.get('ledger_accounts'),
      'ledger_account_id',
      (row) => row['name'],
    ),
  };
  const toldValue = (key: string, value: unknown): unknown => {
    const known = names[key];
    if (known === undefined || value === null) return value;
    return Array.isArray(value) ? value.map((one) => known.get(one)).sort() : known.get(value);
  };
  return asText(tables, (row) =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([key]) => !OF_NUMBERS.has(key))
        .map(([key, value]) => [key, toldValue(key, value)]),
    ),
  );
};
