import type { Pool, PoolClient } from 'pg';

/** Anything that a query can be sent to. */
export type Database = Pool | PoolClient;

/** One page of a list, and where the next one begins. */
export type Page<Row> = {
  readonly data: readonly Row[];
  readonly pageInfo: { readonly nextCursor: string | null; readonly hasNextPage: boolean };
};

/** Which page is asked for. */
export type PageRequest<Sort extends string> = {
  readonly sort?: { readonly field: Sort; readonly direction: 'asc' | 'desc' };
  /** `nextCursor` of the page before; only with the same sort. */
  readonly cursor?: string;
  /** Rows at most, 1 to 200; 50 unless said. */
  readonly limit?: number;
};

/** The cursor is none of ours, or belongs to another sort order: the caller's mistake. */
export class InvalidCursor extends Error {
  readonly code = 'invalid_cursor';
  constructor() {
    super('The cursor does not belong to this list and order');
    this.name = 'InvalidCursor';
  }
}

export const MAX_PAGE = 200;
const DEFAULT_PAGE = 50;
/** Where a row carries its place in the order until the cursor is written. */
const SORT_KEY = 'sort key';

/** How a list is made: all names in it are ours, never the caller's. */
export type ListDefinition<Sort extends string> = {
  /** Columns, with `as "name"` where the row's name is another one. */
  readonly select: string;
  readonly from: string;
  /** Conditions with places `$1`… for `values`. */
  readonly conditions: readonly string[];
  readonly values: readonly unknown[];
  /** Column expressions that each sort runs over, the unique one last; none may be null. */
  readonly sorts: Readonly<Record<Sort, readonly string[]>>;
  readonly defaultSort: { readonly field: Sort; readonly direction: 'asc' | 'desc' };
};

type Cursor = { readonly order: string; readonly after: readonly unknown[] };

const writeCursor = (cursor: Cursor): string =>
  Buffer.from(JSON.stringify([cursor.order, ...cursor.after])).toString('base64url');

const readCursor = (text: string, order: string, length: number): readonly unknown[] => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw new InvalidCursor();
  }
  if (!Array.isArray(parsed) || parsed.length !== length + 1 || parsed[0] !== order) {
    throw new InvalidCursor();
  }
  const after: readonly unknown[] = parsed.slice(1);
  if (!after.every((value) => typeof value === 'string' || typeof value === 'number')) {
    throw new InvalidCursor();
  }
  return after;
};

/**
 * Reads one page by keyset: it begins behind the last row of the page before by
 * the sort's own index, so page 1,000 costs what page 1 does, and rows that come
 * or go in between shift nothing. `Row` is what the select gives, as in pg's own
 * `query<Row>`.
 *
 * @throws InvalidCursor
 */
export const readPage = async <Row extends object, Sort extends string>(
  database: Database,
  list: ListDefinition<Sort>,
  page: PageRequest<Sort>,
): Promise<Page<Row>> => {
  const { field, direction } = page.sort ?? list.defaultSort;
  const limit = Math.min(Math.max(Math.trunc(page.limit ?? DEFAULT_PAGE), 1), MAX_PAGE);
  const keys = list.sorts[field];
  const values = [...list.values];
  const conditions = [...list.conditions];
  const order = `${field}.${direction}`;
  if (page.cursor !== undefined) {
    const places = readCursor(page.cursor, order, keys.length).map((value) => {
      values.push(value);
      return `$${values.length}`;
    });
    const side = direction === 'asc' ? '>' : '<';
    conditions.push(`(${keys.join(', ')}) ${side} (${places.join(', ')})`);
  }
  const { rows } = await database.query<Row & { readonly [SORT_KEY]: readonly unknown[] }>(
    `select ${list.select}, json_build_array(${keys.join(', ')}) as "${SORT_KEY}" from ${list.from}
     ${conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`}
     order by ${keys.map((key) => `${key} ${direction}`).join(', ')} limit ${limit + 1}`,
    values,
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasNextPage = rows.length > limit && last !== undefined;
  const nextCursor = hasNextPage ? writeCursor({ order, after: last[SORT_KEY] }) : null;
  for (const row of shown) Reflect.deleteProperty(row, SORT_KEY);
  return { data: shown, pageInfo: { hasNextPage, nextCursor } };
};

/** Collects conditions of the filters that are given; what is undefined is no filter. */
export const createConditions = (): {
  readonly conditions: string[];
  readonly values: unknown[];
  /** Nothing where a value is left out. @param condition with `?` where each value goes */
  readonly add: (condition: string, ...given: readonly unknown[]) => void;
} => {
  const conditions: string[] = [];
  const values: unknown[] = [];
  return {
    conditions,
    values,
    add: (condition, ...given) => {
      if (given.includes(undefined)) return;
      let place = values.length + 1;
      conditions.push(condition.replaceAll('?', () => `$${place++}`));
      values.push(...given);
    },
  };
};
