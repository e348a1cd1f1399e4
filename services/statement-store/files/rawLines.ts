import type { StatementProfile } from '@chobo/domain/catalogue/statementProfile';
import { decodedBlocks } from '@chobo/reconciliation/reading/bytes/decodedBlocks';
import { headerNamesOf } from '@chobo/reconciliation/reading/readStatement';

/** Characters of a line that are shown; a longer one is cut. */
const MAX_SHOWN = 2_000;

/**
 * The physical lines of a file by their numbers (from 1), as they stand in it. Of
 * a file that no encoding of its profile can decode, those before the place
 * where that shows; reading ends with the last line that is wanted.
 */
export const rawLines = async (
  bytes: AsyncIterable<Uint8Array>,
  profile: StatementProfile,
  wanted: readonly number[],
): Promise<ReadonlyMap<number, string>> => {
  const found = new Map<number, string>();
  const places = [...new Set(wanted)].toSorted((one, other) => one - other);
  const blocks = decodedBlocks(bytes, profile, headerNamesOf(profile), {
    count: 0,
    looksLikeUtf8: false,
  });
  let line = 1;
  let next = 0;
  try {
    for (;;) {
      const block = await blocks.next();
      if (block.done === true) return found;
      const { text } = block.value;
      for (let start = 0; start < text.length;) {
        const place = places[next];
        if (place === undefined) return found;
        const end = text.indexOf('\n', start);
        const until = end < 0 ? text.length : end;
        if (line === place) {
          found.set(line, text.slice(start, Math.min(until, start + MAX_SHOWN)).replace(/\r$/, ''));
          next += 1;
        }
        line += 1;
        start = until + 1;
      }
    }
  } finally {
    await blocks.return(null);
  }
};
