import type { EncodingName, StatementProfile } from '@chobo/domain/catalogue/statementProfile';
import type { StatementProblem } from '@chobo/domain/statement/events';

import { problem } from '../problems.ts';
import { chooseEncoding, decoded } from './chooseEncoding.ts';
import { CONTENT_KIND_BYTES, otherContentKind } from './contentKind.ts';
import { byteOrderMark, strictDecoder, unitBytes } from './encodings.ts';
import type { StrictDecoder } from './encodings.ts';
import { findUndecodable } from './undecodable.ts';

/** Bytes gathered before they are decoded, up to their last line end. */
const BLOCK_BYTES = 64 * 1024;
/** A line of 64 Ki characters takes at most 256 KiB in any encoding. */
const BUFFER_BYTES = 512 * 1024;
const LINE_FEED = 0x0a;

/** A problem with a line of a block; the line is given once it is known on which line the block begins. */
export type BlockProblem = (firstLine: number) => StatementProblem;

export type DecodedBlock = { readonly text: string; readonly encoding: EncodingName };

/** What is known of the bytes, for whoever drives the reading. */
export type ByteFacts = {
  /** Bytes taken so far. */
  count: number;
  /**
   * The file begins with text that is UTF-8 though the profile says another
   * encoding: which is why nothing else in it may make sense.
   */
  looksLikeUtf8: boolean;
};

const linesBefore = (text: string, index: number): number => {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1))
    lines += 1;
  return lines;
};

const isAscii = (bytes: Uint8Array): boolean => bytes.every((byte) => byte < 0x80);

/** The last line end in the first `used` bytes: how many bytes up to and with it, 0 when there is none. */
const endOfLastLine = (buffer: Uint8Array, used: number, encoding: EncodingName | null): number => {
  if (encoding === null || unitBytes(encoding) === 1) {
    return buffer.lastIndexOf(LINE_FEED, used - 1) + 1;
  }
  const [low, high] = encoding === 'utf-16le' ? [0, 1] : [1, 0];
  for (let index = (used & ~1) - 2; index >= 0; index -= 2) {
    if (buffer[index + low] === LINE_FEED && buffer[index + high] === 0) return index + 2;
  }
  return 0;
};

/**
 * The strict half of reading: bytes to blocks of text that end with a line end
 * (but for the last), in one encoding, without NUL and U+FFFD.
 *
 * Memory is one buffer of 512 KiB, whatever the chunks are like.
 *
 * @param headerNames names of columns, by which one of several possible encodings is told
 * @returns why it stopped before the end; null at the end
 */
export async function* decodedBlocks(
  chunks: AsyncIterable<Uint8Array>,
  profile: Pick<StatementProfile, 'encoding' | 'byteOrderMark' | 'maxBytes'>,
  headerNames: readonly string[],
  facts: ByteFacts,
): AsyncGenerator<DecodedBlock, BlockProblem | null> {
  const candidates =
    typeof profile.encoding === 'string' ? [profile.encoding] : profile.encoding.oneOf;
  const first = candidates[0] ?? 'utf-8';
  const buffer = new Uint8Array(BUFFER_BYTES);
  let used = 0;
  let isStart = true;
  let encoding: EncodingName | null = candidates.length === 1 ? first : null;
  let decoder: StrictDecoder | null = encoding === null ? null : strictDecoder(encoding);

  /** Looks at the first bytes: kind of content, Unicode mark. @returns the mark's length, or a problem */
  const begin = (): number | BlockProblem => {
    const head = buffer.subarray(0, Math.min(used, CONTENT_KIND_BYTES));
    const kind = otherContentKind(head);
    if (kind !== null) return () => problem('not_a_statement', { found: kind });
    const mark = byteOrderMark(head);
    if (mark === null) {
      if (profile.byteOrderMark !== 'required') return 0;
      return () => problem('byte_order_mark_missing');
    }
    if (!candidates.includes(mark.encoding) || profile.byteOrderMark === 'forbidden') {
      const expected = profile.byteOrderMark === 'forbidden' ? 'none' : candidates.join(' or ');
      return () => problem('byte_order_mark', { found: mark.encoding, expected });
    }
    encoding = mark.encoding;
    decoder = strictDecoder(encoding);
    return mark.length;
  };

  const choose = (bytes: Uint8Array): BlockProblem | null => {
    encoding = chooseEncoding(candidates, bytes, headerNames);
    if (encoding === null) {
      const expected = candidates.join(', ');
      return (fileLine) => problem('no_encoding_fits', { fileLine, expected });
    }
    decoder = strictDecoder(encoding);
    return null;
  };

  const undecodable = (bytes: Uint8Array, name: EncodingName): BlockProblem => {
    // A whole first block of another encoding is a wrong file, not a broken byte.
    if (isFirstBlock && name !== 'utf-8' && !isAscii(bytes) && decoded('utf-8', bytes) !== null) {
      return () => problem('wrong_encoding', { found: 'UTF-8', expected: name });
    }
    const where = findUndecodable(name, bytes, unitBytes(name));
    return (firstLine) =>
      problem('undecodable_byte', {
        fileLine: firstLine + where.linesBefore,
        expected: name,
        found: where.found,
      });
  };

  let isFirstBlock = true;
  const decode = (bytes: Uint8Array): DecodedBlock | BlockProblem => {
    if (encoding === null || unitBytes(encoding) === 1) {
      const nul = bytes.indexOf(0);
      if (nul >= 0) {
        const lines = bytes.subarray(0, nul).reduce((sum, byte) => sum + Number(byte === 10), 0);
        return (firstLine) => problem('nul_character', { fileLine: firstLine + lines });
      }
    }
    if (encoding === null && !isAscii(bytes)) {
      const fault = choose(bytes);
      if (fault !== null) return fault;
    }
    const name: EncodingName = encoding ?? 'utf-8';
    decoder ??= strictDecoder('utf-8');
    let text: string;
    try {
      text = decoder.decode(bytes);
    } catch {
      return undecodable(bytes, name);
    }
    if (encoding === null) decoder = null;
    if (isFirstBlock && !name.startsWith('utf-') && !isAscii(bytes)) {
      facts.looksLikeUtf8 = decoded('utf-8', bytes) !== null;
    }
    if (isFirstBlock && text.startsWith('\ufeff')) return () => problem('byte_order_mark_repeated');
    isFirstBlock = false;
    const nul = text.indexOf('\u0000');
    if (nul >= 0) {
      const lines = linesBefore(text, nul);
      return (firstLine) => problem('nul_character', { fileLine: firstLine + lines });
    }
    const destroyed = text.indexOf('\ufffd');
    if (destroyed >= 0) {
      const lines = linesBefore(text, destroyed);
      return (firstLine) => problem('replacement_character', { fileLine: firstLine + lines });
    }
    return { text, encoding: name };
  };

  /** Decodes the buffer up to its last line end (or all of it) and keeps the rest. */
  const flush = (isEnd: boolean): DecodedBlock | BlockProblem | null => {
    let start = 0;
    if (isStart) {
      const mark = begin();
      if (typeof mark !== 'number') return mark;
      start = mark;
      isStart = false;
    }
    const end = isEnd ? used : endOfLastLine(buffer, used, encoding);
    if (end <= start) {
      buffer.copyWithin(0, start, used);
      used -= start;
      return null;
    }
    const block = decode(buffer.subarray(start, end));
    buffer.copyWithin(0, end, used);
    used -= end;
    return block;
  };

  for await (const chunk of chunks) {
    facts.count += chunk.length;
    if (facts.count > profile.maxBytes) {
      return () => problem('file_too_large', { expected: String(profile.maxBytes) });
    }
    let taken = 0;
    while (taken < chunk.length) {
      const room = Math.min(BLOCK_BYTES, buffer.length - used, chunk.length - taken);
      buffer.set(chunk.subarray(taken, taken + room), used);
      taken += room;
      used += room;
      if (used < BLOCK_BYTES) continue;
      const block = flush(false);
      if (typeof block === 'function') return block;
      if (block !== null) yield block;
      else if (used === buffer.length) {
        const hasNul = buffer.includes(0);
        return (fileLine) => problem(hasNul ? 'nul_character' : 'record_too_long', { fileLine });
      }
    }
  }
  if (facts.count === 0) return () => problem('empty_file');
  const last = flush(true);
  if (typeof last === 'function') return last;
  if (last !== null) yield last;
  return null;
}
