import type { EncodingName } from '@chobo/domain/catalogue/statementProfile';

/** The label under which the WHATWG encoding standard knows an encoding. */
const LABELS: Readonly<Record<EncodingName, string>> = {
  'utf-8': 'utf-8',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  // The standard's Shift_JIS is Windows-31J, which is CP932.
  cp932: 'shift_jis',
  'euc-jp': 'euc-jp',
  gbk: 'gbk',
  gb18030: 'gb18030',
  big5: 'big5',
  'windows-1252': 'windows-1252',
};

/** What is used of a `TextDecoder`. */
export type StrictDecoder = {
  readonly decode: (bytes: Uint8Array, options?: { readonly stream?: boolean }) => string;
};

/** A decoder that throws on what is no text of the encoding, and leaves Unicode marks in the text. */
export const strictDecoder = (encoding: EncodingName): StrictDecoder =>
  new TextDecoder(LABELS[encoding], { fatal: true, ignoreBOM: true });

/** Bytes of the smallest unit: a line end is looked for at multiples of it. */
export const unitBytes = (encoding: EncodingName): 1 | 2 => (encoding.startsWith('utf-16') ? 2 : 1);

const MARKS: readonly (readonly [EncodingName, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** The encoding whose Unicode mark (byte order mark) stands first, and the mark's length. */
export const byteOrderMark = (
  head: Uint8Array,
): { readonly encoding: EncodingName; readonly length: number } | null => {
  for (const [encoding, mark] of MARKS) {
    if (mark.every((byte, index) => head[index] === byte)) return { encoding, length: mark.length };
  }
  return null;
};

/** Bytes that a character takes in an encoding, for fixed-width layouts that count bytes. */
export const bytesOf = (encoding: EncodingName): ((character: string) => number) => {
  switch (encoding) {
    case 'utf-8':
      return (character) => new TextEncoder().encode(character).length;
    case 'utf-16le':
    case 'utf-16be':
      return (character) => character.length * 2;
    case 'windows-1252':
      return () => 1;
    case 'cp932':
      // ASCII and half-width katakana take one byte, all else two.
      return (character) => (character <= '\u007f' || isHalfWidthKana(character) ? 1 : 2);
    case 'euc-jp':
    case 'gbk':
    case 'big5':
      return (character) => (character <= '\u007f' ? 1 : 2);
    case 'gb18030':
      return (character) => (character <= '\u007f' ? 1 : isGbk(character) ? 2 : 4);
  }
};

const isHalfWidthKana = (character: string): boolean =>
  character >= '\uff61' && character <= '\uff9f';

/** Whether GB18030 writes a character in two bytes: one of the 0x40–0xFE trail bytes of GBK. */
const isGbk = (character: string): boolean => {
  gbkCharacters ??= decodedGbk();
  return gbkCharacters.has(character);
};

let gbkCharacters: ReadonlySet<string> | null = null;

const decodedGbk = (): ReadonlySet<string> => {
  const decoder = new TextDecoder('gb18030');
  const characters = new Set<string>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue;
      const text = decoder.decode(Uint8Array.of(lead, trail));
      if (!text.includes('\ufffd')) characters.add(text);
    }
  }
  return characters;
};
