import type { Pool } from 'pg';
import type { RecordedEvent } from '../port.ts';
import { failureOf } from './failure.ts';
import { PAGE_SIZE, eventColumns, packed, readPage } from './page.ts';
import { isName } from '../serialise.ts';
import { arrayOfNames, run } from './statement.ts';

/** Names sent in one query. */
const NAMES_TOGETHER = 1_000;

const statement = {
  name: 'events-read-streams',
  text: packed(
    `select ${eventColumns} from events.events
      where stream = any ($1::text[]) and (stream, revision) > ($2, $3::bigint)
      order by stream, revision limit $4::integer`,
  ),
};

/**
 * The events of many streams, each forwards; a stream that does not exist has none.
 *
 * @throws EventStoreUnavailable
 */
export const readStreams = async (
  pool: Pool,
  streams: readonly string[],
): Promise<ReadonlyMap<string, readonly RecordedEvent[]>> => {
  const found = new Map<string, RecordedEvent[]>(streams.map((stream) => [stream, []]));
  const names = [...found.keys()].filter(isName);
  for (let start = 0; start < names.length; start += NAMES_TOGETHER) {
    const together = arrayOfNames(names.slice(start, start + NAMES_TOGETHER));
    let after = { stream: '', revision: -1n };
    for (let more = true; more;) {
      const page = await readPage(async (limit) => {
        const [row] = await run(pool, statement, [
          together,
          after.stream,
          after.revision.toString(),
          String(limit),
        ]);
        return row;
      }, PAGE_SIZE).catch((error: unknown) => {
        throw failureOf(error, `reading ${streams.length} streams`);
      });
      const events = page.events();
      for (const event of events) found.get(event.stream)?.push(event);
      after = events.at(-1) ?? after;
      more = page.full;
    }
  }
  return found;
};
