import type { EncodingName } from '@chobo/domain/catalogue/statementProfile';

import { strictDecoder } from './encodings.ts';

const LINE_FEED = 0x0a;

const decodes = (encoding: EncodingName, bytes: Uint8Array, more: boolean): boolean => {
  try {
    strictDecoder(encoding).decode(bytes, { stream: more });
    return true;
  } catch {
    return false;
  }
};

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');

/** The bytes of one line that are no text: where in the line, and which. */
const describedIn = (encoding: EncodingName, line: Uint8Array): string => {
  let readable = 0;
  let unreadable = line.length + 1;
  while (unreadable - readable > 1) {
    const middle = (readable + unreadable) >> 1;
    if (decodes(encoding, line.subarray(0, middle), true)) readable = middle;
    else unreadable = middle;
  }
  if (unreadable > line.length) return 'its last character is cut';
  const first = Math.max(0, unreadable - 2);
  return `byte ${unreadable} of the line: ${hex(line.subarray(first, unreadable))}`;
};

/**
 * Finds what cannot be decoded in bytes that begin with a whole line.
 *
 * @returns how many line ends come before it, and a description for a clerk
 */
export const findUndecodable = (
  encoding: EncodingName,
  bytes: Uint8Array,
  unit: 1 | 2,
): { readonly linesBefore: number; readonly found: string } => {
  let start = 0;
  let linesBefore = 0;
  for (let index = 0; index < bytes.length; index += unit) {
    const isLineEnd =
      unit === 1
        ? bytes[index] === LINE_FEED
        : (bytes[index] ?? 0) + (bytes[index + 1] ?? 0) === LINE_FEED &&
          bytes[encoding === 'utf-16le' ? index : index + 1] === LINE_FEED;
    if (!isLineEnd) continue;
    const line = bytes.subarray(start, index + unit);
    if (!decodes(encoding, line, false)) return { linesBefore, found: describedIn(encoding, line) };
    start = index + unit;
    linesBefore += 1;
  }
  return { linesBefore, found: describedIn(encoding, bytes.subarray(start)) };
};
