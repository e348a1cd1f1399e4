import type { Pool } from 'pg';
import type { EventFilter, RecordedEvent } from '../port.ts';
import { PAGE_SIZE, eventColumns, packed, readPage } from './page.ts';
import type { Page } from './page.ts';
import { arrayOfNames, run } from './statement.ts';

/** Events per batch unless the reader says otherwise. */
export const DEFAULT_BATCH_SIZE = 2_000;

/** Most places of the log that one query considers, so that a filter which nothing fits still advances. */
const WINDOW = 100_000;

/** A stretch of the log from just after where the reader stood. */
export type LogBatch = {
  readonly events: readonly RecordedEvent[];
  /** All up to here has been considered. */
  readonly upTo: number;
  /** End of the log when it was read. */
  readonly head: number;
};

export type LogBatchOptions = {
  /** Exclusive. */
  readonly after: number;
  /** Inclusive; the end of the log when left out. */
  readonly upTo?: number;
  readonly filter: EventFilter | undefined;
  readonly batchSize: number;
};

// The head is read in the same statement, so in the same snapshot: whatever
// stands at or below it is visible to this query (0001_events.sql).
const pageStatement = {
  name: 'events-read-log',
  text: `
  select (select coalesce(max(position), 0) from events.events), page.*
    from (${packed(
      `select ${eventColumns} from events.events
        where position > $1::bigint and position <= $2::bigint
          and ($3::text[] is null or stream ^@ any ($3::text[]))
          and ($4::text[] is null or type = any ($4::text[]))
        order by position limit $5::integer`,
    )}) page`,
};

const headStatement = {
  name: 'events-head',
  text: 'select coalesce(max(position), 0) from events.events',
};

/** Number of the log's last event, 0 when it is empty. @throws what the driver throws */
export const readHead = async (pool: Pool): Promise<number> => {
  const [row] = await run(pool, headStatement, []);
  return Number(row?.[0]);
};

const listed = (names: readonly string[] | undefined): string | null =>
  names === undefined ? null : arrayOfNames(names);

/**
 * Resolves after the requests made in this turn have left, so that the server
 * is at work on the next one while this process works on the last.
 */
export const sent = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

type LogPage = Page & { readonly upTo: number; readonly head: number };

const readLogPage = async (
  pool: Pool,
  filter: EventFilter | undefined,
  after: number,
  windowEnd: number,
  atMost: number,
): Promise<LogPage> => {
  let head = 0;
  const page = await readPage(
    async (limit) => {
      const [row] = await run(pool, pageStatement, [
        String(after),
        String(windowEnd),
        listed(filter?.streamPrefixes),
        listed(filter?.types),
        String(limit),
      ]);
      head = Number(row?.[0]);
      return row?.slice(1);
    },
    Math.min(atMost, PAGE_SIZE),
  );
  const upTo =
    page.full && page.last !== undefined ? page.last : Math.max(after, Math.min(windowEnd, head));
  return { ...page, upTo, head };
};

/**
 * Reads the next batch, page by page, each unpacked while the server is at work
 * on the next. It ends when it is full, when its events are long, after a
 * window of places without enough matching events, or at the end of the log.
 *
 * @throws what the driver throws
 */
export const readLogBatch = async (pool: Pool, options: LogBatchOptions): Promise<LogBatch> => {
  const { after, filter, batchSize } = options;
  const filtered = filter?.streamPrefixes !== undefined || filter?.types !== undefined;
  const windowEnd = Math.min(
    options.upTo ?? Number.MAX_SAFE_INTEGER,
    after + (filtered ? WINDOW : batchSize),
  );
  const events: RecordedEvent[] = [];
  let expected = 0;
  let next = readLogPage(pool, filter, after, windowEnd, batchSize);
  for (;;) {
    const page = await next;
    expected += page.count;
    const { upTo, head } = page;
    const isLast =
      expected >= batchSize || page.cut || upTo >= Math.min(windowEnd, head) || upTo === after;
    if (!isLast) {
      next = readLogPage(pool, filter, upTo, windowEnd, batchSize - expected);
      // It may fail while this page is unpacked; it is asked for its end afterwards.
      next.catch(() => undefined);
      await sent();
    }
    events.push(...page.events());
    if (isLast) return { events, upTo, head };
  }
};
