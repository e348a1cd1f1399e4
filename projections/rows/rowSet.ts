import type { PoolClient } from 'pg';

import { copyLine, copyLines } from './copy.ts';
import type { Cell } from './copy.ts';

/** A row as the database has it, by column name. */
export type Row = Readonly<Record<string, Cell>>;

/** A table whose rows change: where it is, what names a row, and its columns. */
export type RowTable<Columns extends Row> = {
  readonly table: string;
  /** Text columns that together name a row. */
  readonly key: readonly (keyof Columns & string)[];
  readonly columns: readonly (keyof Columns & string)[];
  /** Those of type jsonb: a row has them as text, coming and going. */
  readonly json?: readonly (keyof Columns & string)[];
};

/**
 * The rows that one batch touches, in memory. Events are folded into them one
 * after the other; the database sees only what comes out.
 */
export type Rows<Columns extends Row> = {
  readonly get: (...key: readonly string[]) => Columns | undefined;
  /** Puts a row in the place of the one with its key. Rows are never changed in place. */
  readonly set: (row: Columns) => void;
  /** Those that are in memory: all that were loaded or set, not all of the table. */
  readonly values: () => Iterable<Columns>;
};

const SEPARATOR = '\u0000';

/** Rows in memory only: what a unit test folds into. */
export const rowsInMemory = <Columns extends Row>(
  { key }: Pick<RowTable<Columns>, 'key'>,
  initial: readonly Columns[] = [],
): Rows<Columns> => {
  const rows = new Map<string, Columns>();
  const [only, ...others] = key;
  const keyOf =
    only !== undefined && others.length === 0
      ? (row: Columns): string => String(row[only])
      : (row: Columns): string => key.map((column) => row[column]).join(SEPARATOR);
  const set = (row: Columns): void => {
    rows.set(keyOf(row), row);
  };
  initial.forEach(set);
  return {
    get: (...parts) => rows.get(parts.length === 1 ? (parts[0] ?? '') : parts.join(SEPARATOR)),
    set,
    values: () => rows.values(),
  };
};

/**
 * Loads the rows that may be touched, lets `fold` work on them in memory, and
 * writes what changed: one read, one delete and one COPY, however many events.
 *
 * @param keys of rows that may be there already; those that cannot need not be named
 */
export const foldRows = async <Columns extends Row>(
  sql: PoolClient,
  table: RowTable<Columns>,
  keys: Iterable<readonly string[]>,
  fold: (rows: Rows<Columns>) => void,
): Promise<void> => {
  const before = await load(sql, table, [...keys]);
  const rows = rowsInMemory(table, before);
  fold(rows);
  const untouched = new Set(before);
  const after = [...rows.values()];
  const changed = after.filter((row) => !untouched.has(row));
  const kept = new Set(after);
  const replaced = before.filter((row) => !kept.has(row));
  await remove(sql, table, replaced);
  const lines = changed.map((row) => copyLine(table.columns.map((column) => row[column] ?? null)));
  await copyLines(sql, table.table, table.columns, lines);
};

/** `unnest($1::text[], …) as k (key columns)`: keys as rows. */
const keyRows = ({ key }: { readonly key: readonly string[] }): string =>
  `unnest(${key.map((_, index) => `$${index + 1}::text[]`).join(', ')}) as k (${key.join(', ')})`;

const load = async <Columns extends Row>(
  sql: PoolClient,
  table: RowTable<Columns>,
  keys: readonly (readonly string[])[],
): Promise<readonly Columns[]> => {
  if (keys.length === 0) return [];
  const unique = [...new Map(keys.map((parts) => [parts.join(SEPARATOR), parts])).values()];
  const columns = table.columns.map((column) =>
    table.json?.includes(column) === true ? `t.${column}::text` : `t.${column}`,
  );
  const { rows } = await sql.query<Columns>(
    `select ${columns.join(', ')}
       from ${keyRows(table)} join ${table.table} t using (${table.key.join(', ')})`,
    table.key.map((_, index) => unique.map((parts) => parts[index])),
  );
  return rows;
};

const remove = async <Columns extends Row>(
  sql: PoolClient,
  table: RowTable<Columns>,
  rows: readonly Columns[],
): Promise<void> => {
  if (rows.length === 0) return;
  const same = table.key.map((column) => `t.${column} = k.${column}`).join(' and ');
  await sql.query(
    `delete from ${table.table} t using ${keyRows(table)} where ${same}`,
    table.key.map((column) => rows.map((row) => row[column])),
  );
};
