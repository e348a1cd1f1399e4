import type { EventMetadata } from '../metadata.ts';
import type { RecordedEvent } from '../port.ts';
import { positionOf } from './position.ts';
import type { Column } from './statement.ts';

/** Most that one page fetches, in bytes of JSON text; a single event comes in any case. */
const MAX_PAGE_BYTES = 4_194_304;

/**
 * Events of a page at most. Beyond some hundred kilobytes a packed column costs
 * the server more per event, not less: memory of that size is fetched from the
 * system and given back for every query.
 */
export const PAGE_SIZE = 250;

/** What a page's query selects of events.events. */
export const eventColumns =
  'position, stream, revision, id, type, data, metadata, bytes, recorded_at_ms';

/**
 * Packs the events of a query into one row, a column of all events each: 250
 * events cost the driver ten values instead of 2,250, and the JSON of all of
 * them is parsed in one go. Names have no line feeds, so one separates them.
 *
 * The first column says whether the events fit in a page; if not, there are
 * none in it, and the reader asks for fewer. Their lengths are added up before
 * a single text is fetched.
 *
 * @param events query of eventColumns, ordered, with a limit
 */
export const packed = (events: string): string => `
  select page.fits, columns.*
    from (
      select sum(bytes) <= ${MAX_PAGE_BYTES} or count(*) <= 1 as fits from (${events}) lengths
    ) page
    cross join lateral (
      select count(*),
             string_agg(position::text, ','),
             string_agg(stream, E'\\n'),
             string_agg(revision::text, ','),
             string_agg(id::text, ','),
             string_agg(type, E'\\n'),
             '[' || string_agg(data::text, ',') || ']',
             '[' || string_agg(metadata::text, ',') || ']',
             string_agg(recorded_at_ms::text, ',')
        from (${events}) events
       where page.fits
    ) columns`;

/** The events of a page. */
export type Page = {
  readonly count: number;
  /** Whether there may be more after them. */
  readonly full: boolean;
  /** Whether they are fewer than asked for because they are long. */
  readonly cut: boolean;
  /** Position of the last one; undefined when there are none. */
  readonly last: number | undefined;
  /** Unpacks them, which takes as long as reading did: ask for the next page first. */
  readonly events: () => readonly RecordedEvent[];
};

const numbers = (text: Column | undefined): readonly string[] => text?.split(',') ?? [];

const parsed = (text: Column | undefined): readonly unknown[] =>
  text === null || text === undefined ? [] : (JSON.parse(text) as unknown[]);

/**
 * Names as texts of their own. Those that String.split makes are windows on the
 * whole page, and one name kept in some map would keep the page in memory.
 */
const names = (text: Column | undefined): readonly string[] =>
  text === null || text === undefined
    ? []
    : (JSON.parse(
        `["${text.replace(/["\\]/g, '\\$&').replaceAll('\n', '","')}"]`,
      ) as readonly string[]);

const unpacked = (row: readonly Column[]): readonly RecordedEvent[] => {
  const [, , positions, streamNames, revisions, ids, typeNames, data, metadata, recordedAt] = row;
  const streams = names(streamNames);
  const types = names(typeNames);
  const idNames = names(ids?.replaceAll(',', '\n'));
  const revisionTexts = numbers(revisions);
  const datas = parsed(data);
  const metadatas = parsed(metadata);
  const recordedAtTexts = numbers(recordedAt);
  // Columns of one row are equally long, one value for each event.
  return numbers(positions).map((position, index) => ({
    id: idNames[index] as string,
    type: types[index] as string,
    data: datas[index],
    metadata: metadatas[index] as EventMetadata,
    stream: streams[index] as string,
    revision: BigInt(revisionTexts[index] as string),
    position: positionOf(Number(position)),
    recordedAtMs: Number(recordedAtTexts[index]),
  }));
};

/**
 * Reads a page of at most `limit` events, fewer when they are long.
 *
 * @param query runs a packed query with a limit and gives its row
 * @throws what the query throws
 */
export const readPage = async (
  query: (limit: number) => Promise<readonly Column[] | undefined>,
  limit: number,
): Promise<Page> => {
  const row = await query(limit);
  if (row === undefined) throw new Error('a packed query gives one row');
  const [fits, count, positions] = row;
  if (fits === 'f') {
    return { ...(await readPage(query, Math.ceil(limit / 4))), full: true, cut: true };
  }
  return {
    count: Number(count),
    full: Number(count) === limit,
    cut: false,
    last:
      typeof positions === 'string'
        ? Number(positions.slice(positions.lastIndexOf(',') + 1))
        : undefined,
    events: () => unpacked(row),
  };
};
