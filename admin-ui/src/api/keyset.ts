import type { Page } from './answers';

/** Cursors that have been seen, by list (path, filter, sort and size) and page. */
export type KeysetMap = Map<string, Map<number, string>>;

/** Reads one page of a list from a cursor; null begins at its start. */
export type ReadFrom<Row> = (cursor: string | null) => Promise<Page<Row>>;

/** Lists whose cursors are kept; the one used least lately is forgotten first. */
const MAX_LISTS = 100;

const cursorsOf = (seen: KeysetMap, list: string): Map<number, string> => {
  const cursors = seen.get(list) ?? new Map<number, string>();
  seen.delete(list);
  seen.set(list, cursors);
  const [oldest] = seen.keys();
  if (seen.size > MAX_LISTS && oldest !== undefined) seen.delete(oldest);
  return cursors;
};

/**
 * Page `page` (from 1) of a list that only knows what follows a cursor. The
 * cursors of the pages before are remembered; an address that names a later
 * page is walked to from the nearest one, and an end before it is the answer.
 */
export const readPage = async <Row>(
  seen: KeysetMap,
  list: string,
  page: number,
  readFrom: ReadFrom<Row>,
): Promise<Page<Row>> => {
  const cursors = cursorsOf(seen, list);
  let at = Math.max(1, ...[...cursors.keys()].filter((known) => known <= page));
  for (;;) {
    const found = await readFrom(cursors.get(at) ?? null);
    const { hasNextPage, nextCursor } = found.pageInfo;
    if (hasNextPage && nextCursor !== null) cursors.set(at + 1, nextCursor);
    if (at >= page) return found;
    if (!hasNextPage || nextCursor === null) {
      return { data: [], pageInfo: { hasNextPage: false, nextCursor: null } };
    }
    at += 1;
  }
};
