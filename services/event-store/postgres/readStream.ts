import type { Pool } from 'pg';
import { StreamNotFound } from '../errors.ts';
import type { ReadOptions, RecordedEvent } from '../port.ts';
import { failureOf } from './failure.ts';
import { PAGE_SIZE, eventColumns, packed, readPage } from './page.ts';
import type { Page } from './page.ts';
import { isName } from '../serialise.ts';
import { run } from './statement.ts';

const LAST_REVISION = 2n ** 63n - 1n;

const forwards = {
  name: 'events-read-stream-forwards',
  text: packed(
    `select ${eventColumns} from events.events
      where stream = $1 and revision >= $2::bigint order by revision limit $3::integer`,
  ),
};

const backwards = {
  name: 'events-read-stream-backwards',
  text: packed(
    `select ${eventColumns} from events.events
      where stream = $1 and revision <= $2::bigint order by revision desc limit $3::integer`,
  ),
};

const existence = {
  name: 'events-stream-exists',
  text: 'select 1 from events.events where stream = $1 limit 1',
};

/**
 * The events of one stream, page by page.
 *
 * @throws StreamNotFound, EventStoreUnavailable while iterating; the signal's
 *   reason once it is aborted
 */
export async function* readStream(
  pool: Pool,
  stream: string,
  options: ReadOptions = {},
): AsyncGenerator<RecordedEvent, void, undefined> {
  const { direction = 'forwards', maxCount = Infinity, signal } = options;
  if (!isName(stream)) throw new StreamNotFound(stream);
  const ahead = direction === 'forwards';
  const statement = ahead ? forwards : backwards;

  const fetchFrom = async (revision: bigint, limit: number): Promise<Page> => {
    try {
      return await readPage(async (count) => {
        const values = [stream, revision.toString(), String(count)];
        const [row] = await run(pool, statement, values);
        return row;
      }, limit);
    } catch (error) {
      throw failureOf(error, `reading ${stream}`);
    }
  };
  const exists = async (): Promise<boolean> => {
    try {
      return (await run(pool, existence, [stream])).length > 0;
    } catch (error) {
      throw failureOf(error, `reading ${stream}`);
    }
  };

  let from = options.fromRevision ?? (ahead ? 0n : LAST_REVISION);
  let left = maxCount;
  let first = true;
  while (left > 0) {
    signal?.throwIfAborted();
    const page = await fetchFrom(from, Math.min(left, PAGE_SIZE));
    const events = page.events();
    if (first && events.length === 0 && !(await exists())) throw new StreamNotFound(stream);
    for (const event of events) {
      signal?.throwIfAborted();
      yield event;
      from = ahead ? event.revision + 1n : event.revision - 1n;
    }
    if (!page.full || from < 0n) return;
    left -= events.length;
    first = false;
  }
}
