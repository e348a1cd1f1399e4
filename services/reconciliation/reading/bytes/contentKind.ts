/** How many bytes are looked at. */
export const CONTENT_KIND_BYTES = 512;

const ascii = (text: string): readonly number[] => Array.from(text, (sign) => sign.charCodeAt(0));

/** First bytes of what people send by mistake, and how a clerk calls it. */
const SIGNATURES: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive or an Excel workbook'],
  [[0x50, 0x4b, 0x05, 0x06], 'an empty ZIP archive'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel or Word file'],
  [ascii('%PDF'), 'a PDF'],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG image'],
  [[0xff, 0xd8, 0xff], 'a JPEG image'],
  [ascii('GIF8'), 'a GIF image'],
  [ascii('II*\u0000'), 'a TIFF image'],
  [[0x1f, 0x8b], 'a gzip archive'],
  [[0x42, 0x5a, 0x68], 'a bzip2 archive'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'an xz archive'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'a zstd archive'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7-Zip archive'],
  [ascii('Rar!'), 'a RAR archive'],
  [ascii('{\\rtf'), 'an RTF document'],
  [ascii('SQLite format 3'), 'a database file'],
  [[0x7f, 0x45, 0x4c, 0x46], 'a program'],
];

/** How texts begin that are no table; compared in lower case, spaces and Unicode mark before it taken off. */
const BEGINNINGS: readonly (readonly [string, string])[] = [
  ['<!doctype', 'an HTML page'],
  ['<html', 'an HTML page'],
  ['<head', 'an HTML page'],
  ['<body', 'an HTML page'],
  ['<!--', 'an HTML or XML page'],
  ['<?xml', 'an XML document'],
  ['{"', 'a JSON document'],
  ['[{', 'a JSON document'],
  ['from: ', 'an e-mail'],
  ['received: ', 'an e-mail'],
];

/** What a file is, when its first bytes show that it is no table of text; null otherwise. */
export const otherContentKind = (head: Uint8Array): string | null => {
  for (const [bytes, kind] of SIGNATURES) {
    if (bytes.every((byte, index) => head[index] === byte)) return kind;
  }
  const text = Array.from(head.subarray(0, CONTENT_KIND_BYTES), (byte) => String.fromCharCode(byte))
    .join('')
    .replace(/\u0000/g, '')
    .replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '')
    .trimStart()
    .toLowerCase();
  return BEGINNINGS.find(([beginning]) => text.startsWith(beginning))?.[1] ?? null;
};
