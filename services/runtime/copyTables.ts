import type { Pool, PoolClient } from 'pg';

/**
 * Tables of `app` that stay behind: what a database knows about itself, and what
 * belongs to the moment (people log in again, and requests are not repeated there).
 */
const LEFT_BEHIND: readonly string[] = [
  'migration',
  'migration_lock',
  'sessions',
  'login_attempts',
  'idempotency_keys',
];

/** Rows read at a time; chunks of files are rows of up to a quarter of a mebibyte. */
const ROWS_AT_ONCE = 100;

export type CopiedTables =
  | { readonly state: 'copied' | 'already_there'; readonly tables: number; readonly rows: number }
  /** The other database has other rows in this table; nothing was written. */
  | { readonly state: 'not_empty'; readonly table: string };

type Table = {
  readonly name: string;
  /** Those that are stored, not computed from others; quoted. */
  readonly columns: readonly string[];
};

/** Number of rows and a digest that does not depend on their order. */
type Content = { readonly rows: number; readonly digest: string };

/**
 * Copies what is neither events nor views: original files and their lines, texts,
 * users and their records. All of it or nothing, as it stands at one moment; the
 * other database has run the same migrations. In the end both are compared.
 *
 * @param onProgress rows written so far, and how many there are
 */
export async function copyTables(
  from: Pool,
  to: Pool,
  onProgress: (done: number, total: number) => void,
): Promise<CopiedTables> {
  const source = await from.connect();
  const target = await to.connect();
  let broken = false;
  try {
    await source.query('begin transaction isolation level repeatable read read only');
    await target.query('begin');
    const outcome = await copyWithin(source, target, onProgress);
    await target.query(outcome.state === 'copied' ? 'commit' : 'rollback');
    await source.query('rollback');
    return outcome;
  } catch (error) {
    broken = true;
    throw error;
  } finally {
    // A transaction that was cut off ends with its connection.
    source.release(broken);
    target.release(broken);
  }
}

async function copyWithin(
  source: PoolClient,
  target: PoolClient,
  onProgress: (done: number, total: number) => void,
): Promise<CopiedTables> {
  const tables = await tablesOf(source);
  const wanted = await contentsOf(source, tables);
  const there = await contentsOf(target, tables);
  const total = [...wanted.values()].reduce((sum, { rows }) => sum + rows, 0);
  if (firstDifferent(wanted, there) === undefined) {
    return { state: 'already_there', tables: tables.length, rows: total };
  }
  const full = [...there].find(([, { rows }]) => rows > 0);
  if (full !== undefined) return { state: 'not_empty', table: full[0] };

  let done = 0;
  for (const table of tables) {
    for await (const rows of rowsOf(source, table)) {
      await insert(target, table, rows);
      done += rows.length;
      onProgress(done, total);
    }
  }
  await continueNumbers(source, target);
  const different = firstDifferent(wanted, await contentsOf(target, tables));
  if (different !== undefined) throw new Error(`app.${different} is not the same after the copy`);
  return { state: 'copied', tables: tables.length, rows: total };
}

/** Every table to copy, after those that its rows refer to. */
async function tablesOf(client: PoolClient): Promise<readonly Table[]> {
  const { rows } = await client.query<Table & { readonly needs: readonly string[] }>(
    `select c.relname as name,
       (select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
           and a.attgenerated = '') as columns,
       array(select f.relname::text from pg_constraint r join pg_class f on f.oid = r.confrelid
         where r.conrelid = c.oid and r.contype = 'f' and f.oid <> c.oid) as needs
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'app' and c.relkind = 'r' and c.relname <> all($1)
     order by c.relname`,
    [LEFT_BEHIND],
  );
  const ordered: Table[] = [];
  let waiting = rows;
  while (waiting.length > 0) {
    const isWaiting = new Set(waiting.map(({ name }) => name));
    const next = waiting.filter(({ needs }) => !needs.some((name) => isWaiting.has(name)));
    if (next.length === 0) throw new Error(`Tables refer to each other: ${[...isWaiting].join()}`);
    ordered.push(...next);
    waiting = waiting.filter((table) => !next.includes(table));
  }
  return ordered;
}

async function contentsOf(
  client: PoolClient,
  tables: readonly Table[],
): Promise<ReadonlyMap<string, Content>> {
  const contents = new Map<string, Content>();
  for (const { name, columns } of tables) {
    const { rows } = await client.query<Content>(
      `select count(*) as rows,
         coalesce(sum(hashtextextended(row(${columns.join(', ')})::text, 0)::numeric), 0)::text as digest
       from app.${name}`,
    );
    contents.set(name, rows[0] ?? { rows: 0, digest: '0' });
  }
  return contents;
}

function firstDifferent(
  wanted: ReadonlyMap<string, Content>,
  found: ReadonlyMap<string, Content>,
): string | undefined {
  for (const [name, { rows, digest }] of wanted) {
    const other = found.get(name);
    if (other?.rows !== rows || other.digest !== digest) return name;
  }
  return undefined;
}

/** Rows of a table as PostgreSQL writes and reads a row: nothing here interprets a value. */
async function* rowsOf(client: PoolClient, { name }: Table): AsyncGenerator<readonly string[]> {
  await client.query(`declare copied cursor for select t::text as row from app.${name} t`);
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${ROWS_AT_ONCE} from copied`);
    if (rows.length === 0) break;
    yield rows.map(({ row }) => row);
  }
  await client.query('close copied');
}

async function insert(
  client: PoolClient,
  { name, columns }: Table,
  rows: readonly string[],
): Promise<void> {
  await client.query(
    `insert into app.${name} (${columns.join(', ')}) overriding system value
     select ${columns.map((column) => `(given.row).${column}`).join(', ')}
     from (select unnest($1::text[])::app.${name} as row) given`,
    [rows],
  );
}

/**
 * Numbers given out from now on follow those of the source, whether a column or
 * only the log holds them (numbers of matching runs).
 */
async function continueNumbers(source: PoolClient, target: PoolClient): Promise<void> {
  const { rows } = await source.query<{ name: string; last: string }>(
    `select quote_ident(sequencename) as name, last_value::text as last
       from pg_sequences where schemaname = 'app' and last_value is not null`,
  );
  for (const { name, last } of rows) {
    await target.query('select setval($1, $2)', [`app.${name}`, last]);
  }
}
