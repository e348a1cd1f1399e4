import pg from 'pg';

/** What the pool tells of; a pino logger fits. */
export interface PoolLogger {
  readonly warn: (facts: object, message: string) => void;
}

export interface PoolOptions {
  /** Shown by PostgreSQL in `pg_stat_activity`. */
  readonly applicationName?: string;
  /** Connections at most; default 20. */
  readonly max?: number;
  readonly logger?: PoolLogger;
}

/** PostgreSQL's number of a column type. */
type TypeId = Parameters<typeof pg.types.getTypeParser>[0];

const INT8 = 20;
const INT8_ARRAY = 1016;
const DATE = 1082;
const DATE_ARRAY = 1182;

/**
 * An int8 column as a number. Amounts, counts and positions of Chobo stay far
 * below 2^53; a value beyond it would be rounded silently, so it is a bug.
 *
 * @throws RangeError beyond the safe integers
 */
export function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`int8 value ${text} is beyond the safe integers`);
  }
  return value;
}

/** The members of a one-dimensional array literal whose members need no quotes. */
function parsePlainArray<Member>(
  text: string,
  parse: (member: string) => Member,
): (Member | null)[] {
  const inner = text.slice(1, -1);
  if (inner === '') return [];
  return inner.split(',').map((member) => (member === 'NULL' ? null : parse(member)));
}

const asIs = (text: string): string => text;

/**
 * How a pool of Chobo reads columns: int8 is a number, a date stays the text
 * `yyyy-MM-dd` (a business date has no zone; the driver's own parser would make
 * it midnight of the machine), everything else is as the driver has it.
 */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: TypeId, format?: 'text' | 'binary') => {
    if (format === 'binary') return pg.types.getTypeParser(oid, format) as never;
    const type: number = oid;
    switch (type) {
      case INT8:
        return parseInt8;
      case INT8_ARRAY:
        return (text: string) => parsePlainArray(text, parseInt8);
      case DATE:
        return asIs;
      case DATE_ARRAY:
        return (text: string) => parsePlainArray(text, asIs);
      default:
        return pg.types.getTypeParser(oid, 'text') as never;
    }
  },
};

/**
 * How PostgreSQL finds out that the machine at the other end is gone: after 25 s
 * of silence. It would wait two hours otherwise, and keep that session's locks.
 */
const NOTICE_DEAD_CLIENTS =
  '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3';

/** The settings that make one connection read columns as the pool's do. */
export function connectionConfig(url: string, applicationName: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: applicationName,
    keepAlive: true,
    options: NOTICE_DEAD_CLIENTS,
    connectionTimeoutMillis: 15_000,
    types,
  };
}

/** The connections of each pool that are not closed yet, seen from here. */
const openConnections = new WeakMap<pg.Pool, Set<pg.PoolClient>>();

/**
 * A pool of connections to Chobo's database. A connection that breaks, idle or
 * at work (the server was restarted), is reported and replaced, and never ends
 * the process: work on it fails with its next statement. The caller ends the pool, with `closePool`.
 */
export function createPool(url: string, options: PoolOptions = {}): pg.Pool {
  const pool = new pg.Pool({
    ...connectionConfig(url, options.applicationName ?? 'chobo'),
    max: options.max ?? 20,
  });
  const open = new Set<pg.PoolClient>();
  openConnections.set(pool, open);
  pool.on('connect', (client) => open.add(client));
  pool.on('remove', (client) => open.delete(client));
  reportBrokenWork(pool, options.logger);
  // The driver hangs the whole client on the error, so only what tells something is passed on.
  pool.on('error', ({ code, message }: Error & { code?: string }) => {
    if (pool.ending) return;
    options.logger?.warn({ code, message }, 'an idle connection to PostgreSQL broke');
  });
  return pool;
}

/**
 * The pool hears of its idle connections only. Of one that is lent nobody may
 * be listening, between two statements, and an error unheard ends the process.
 */
function reportBrokenWork(pool: pg.Pool, logger: PoolLogger | undefined): void {
  const lent = new Set<pg.PoolClient>();
  pool.on('acquire', (client) => lent.add(client));
  pool.on('release', (_error, client) => lent.delete(client));
  pool.on('connect', (client) => {
    client.on('error', ({ code, message }: Error & { code?: string }) => {
      // One breaking is often told twice: why, and that the connection ended.
      if (!lent.delete(client) || pool.ending) return;
      logger?.warn({ code, message }, 'a connection to PostgreSQL broke while at work');
    });
  });
}

/**
 * Ends a pool and waits until its connections are closed. `pool.end()` alone
 * resolves when they have been asked to close: a server that is stopped then
 * would cut them off.
 */
export async function closePool(pool: pg.Pool): Promise<void> {
  await pool.end();
  const open = openConnections.get(pool);
  if (open === undefined) return;
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (open.size === 0) resolve();
    };
    pool.on('remove', look);
    look();
  });
}
