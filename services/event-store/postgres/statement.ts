import type { Pool, QueryArrayConfig } from 'pg';

/** A column as PostgreSQL sends it. */
export type Column = string | null;

type Statement = {
  /** The server keeps the plan under this name, once per connection. */
  readonly name: string;
  readonly text: string;
};

/** After this long without an answer the connection counts as lost, whatever the network says. */
const ANSWER_TIMEOUT_MS = 30_000;

// The adapter reads columns as text, whatever parsers the given pool has.
const asText = { getTypeParser: () => (text: string) => text } as unknown;

/**
 * Runs a prepared statement on any connection of the pool.
 *
 * @returns its rows, each an array of texts
 * @throws what the driver throws
 */
export const run = async (
  pool: Pool,
  statement: Statement,
  values: readonly Column[],
): Promise<readonly (readonly Column[])[]> => {
  const config: QueryArrayConfig & { readonly query_timeout: number } = {
    ...statement,
    values: [...values],
    rowMode: 'array',
    types: asText as NonNullable<QueryArrayConfig['types']>,
    query_timeout: ANSWER_TIMEOUT_MS,
  };
  const { rows } = await pool.query<Column[]>(config);
  return rows;
};

/** A one-dimensional array of numbers or UUIDs as PostgreSQL writes it. */
export const arrayOf = (values: readonly (number | bigint | string)[]): string =>
  `{${values.join(',')}}`;

/**
 * An array of names as PostgreSQL writes it. Its quoting is JSON's for all
 * texts without control characters, and names have none.
 */
export const arrayOfNames = (names: readonly string[]): string =>
  `{${names.map((name) => JSON.stringify(name)).join(',')}}`;

/** The members of an array of numbers as PostgreSQL writes it. */
export const membersOf = (array: string): readonly string[] => array.slice(1, -1).split(',');
