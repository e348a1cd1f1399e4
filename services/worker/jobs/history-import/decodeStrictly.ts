import { TextDecoder } from 'node:util';

import type { ImportProblem } from './historyRow.ts';

/** Text of the file piece by piece, or why it is none. */
export type Decoded =
  | { readonly ok: true; readonly text: string; readonly bytes: number }
  | { readonly ok: false; readonly problem: ImportProblem };

/** 256 MiB: what a file may have unless the caller says otherwise. */
export const MAX_FILE_BYTES = 256 * 1024 * 1024;

const PIECE = 65_536;

/**
 * Decodes UTF-8 (a byte order mark may be there) in pieces of at most 64 KiB.
 * Stops with one problem at an undecodable byte, a NUL, another kind of
 * content, nothing at all, or more than `maxBytes`.
 */
export const decodeStrictly = async function* (
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Decoded> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  let lineFeeds = 0;
  let previous: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue;
    const kind = bytes === 0 ? foreignKind(chunk) : null;
    if (kind !== null) {
      yield refused(null, 'not_csv', `This is ${kind}, not a CSV text.`);
      return;
    }
    bytes += chunk.length;
    if (bytes > maxBytes) {
      yield refused(null, 'file_too_large', `The file has more than ${maxBytes} bytes.`);
      return;
    }
    for (let start = 0; start < chunk.length; start += PIECE) {
      const piece = chunk.subarray(start, start + PIECE);
      const nul = piece.indexOf(0);
      if (nul !== -1) {
        const line = lineFeeds + countLineFeeds(piece.subarray(0, nul)) + 1;
        yield refused(line, 'nul_byte', 'A NUL byte stands here: this is not a text.');
        return;
      }
      const text = decode(decoder, piece);
      if (text === null) {
        const line = lineFeeds + countBeforeFault(previous, piece) + 1;
        yield refused(line, 'undecodable_byte', 'A byte here is not UTF-8: save it as UTF-8.');
        return;
      }
      lineFeeds += countLineFeeds(piece);
      previous = piece.slice(-4);
      yield { ok: true, text, bytes: piece.length };
    }
  }
  if (bytes === 0) {
    yield refused(null, 'empty_file', 'The file is empty.');
  } else if (decode(decoder, null) === null) {
    yield refused(lineFeeds + 1, 'undecodable_byte', 'The file ends in the middle of a character.');
  }
};

const refused = (fileLine: number | null, code: string, reason: string): Decoded => ({
  ok: false,
  problem: { fileLine, column: null, value: null, code, reason },
});

/** The text of a piece, or of what is left at the end (`null`); null when it is not UTF-8. */
const decode = (decoder: TextDecoder, piece: Uint8Array | null): string | null => {
  try {
    return piece === null ? decoder.decode() : decoder.decode(piece, { stream: true });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
};

const countLineFeeds = (bytes: Uint8Array): number => {
  let count = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
};

/** Line feeds of the piece before its first undecodable byte; the piece before may have begun it. */
const countBeforeFault = (previous: Uint8Array, piece: Uint8Array): number => {
  let start = previous.length;
  while (start > 0 && ((previous[start - 1] ?? 0) & 0xc0) === 0x80) start -= 1;
  if (start > 0 && (previous[start - 1] ?? 0) >= 0xc0) start -= 1;
  else start = previous.length;
  const open = Buffer.concat([previous.subarray(start), piece]);
  const text = open.toString('utf8');
  // A replacement character that was really in the file is the fault's own form, so this is the first of either.
  const fault = text.indexOf('\ufffd');
  return countLineFeeds(Buffer.from(fault === -1 ? text : text.slice(0, fault)));
};

const foreignKind = (start: Uint8Array): string | null => {
  const head = Buffer.from(start.subarray(0, 512)).toString('latin1');
  if (head.startsWith('PK\u0003\u0004')) return 'a zip archive or an Excel workbook';
  if (head.startsWith('\u00d0\u00cf\u0011\u00e0')) return 'an old Excel workbook';
  if (head.startsWith('%PDF')) return 'a PDF document';
  if (/^(\u0089PNG|\u00ff\u00d8\u00ff|GIF8)/.test(head)) return 'an image';
  if (head.startsWith('\u001f\u008b')) return 'a gzip archive';
  if (/^(\u00ef\u00bb\u00bf)?\s*<(!doctype|html|\?xml|head|body)/i.test(head)) {
    return 'an HTML or XML page';
  }
  return null;
};
