import type { EncodingName, StatementProfile } from '@chobo/domain/catalogue/statementProfile';

import { bytesOf } from '../bytes/encodings.ts';
import type { Row } from './rowsOf.ts';

/** Takes one text out of a row, spaces around it taken off; '' where the row has none. */
export type CellReader = (row: Row) => string;

type Place = {
  readonly cell?: number | undefined;
  readonly from?: number | undefined;
  readonly length?: number | undefined;
};

type Affixes = { readonly prefixes: readonly string[]; readonly suffixes: readonly string[] };

/** A text without the spaces around it, full-width ones too; most texts have none and are not copied. */
export const trimmed = (text: string): string => {
  const { length } = text;
  if (length === 0) return text;
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(length - 1);
  if (first > 32 && last > 32 && first < 128 && last < 128) return text;
  return text.trim();
};

const withoutAffixes = (read: CellReader, { prefixes, suffixes }: Affixes): CellReader => {
  if (prefixes.length === 0 && suffixes.length === 0) return read;
  return (row) => {
    let text = read(row);
    const prefix = prefixes.find((candidate) => text.startsWith(candidate));
    if (prefix !== undefined) text = text.slice(prefix.length);
    const suffix = suffixes.find((candidate) => text.endsWith(candidate));
    if (suffix !== undefined) text = text.slice(0, -suffix.length);
    return text.trim();
  };
};

/** Stands behind each character of several bytes, so that places count bytes. It is no character of any text. */
const FILLER = '\uffff';

/** Widens a line so that each character takes as many places as it has bytes. */
const widened = (line: string, size: (character: string) => number): string => {
  let isAscii = true;
  for (let index = 0; index < line.length && isAscii; index += 1) {
    isAscii = line.charCodeAt(index) < 128;
  }
  if (isAscii) return line;
  let wide = '';
  for (const character of line) {
    wide += character + FILLER.repeat(Math.max(0, size(character) - character.length));
  }
  return wide;
};

/** How cells are found in the rows of one layout. */
export type CellReaders = {
  /** A text at a numbered place, such as a footer's total; the first cell, or the whole line, unless said. */
  readonly place: (place: Place, affixes?: Affixes) => CellReader;
  /** A column of the data lines; `index` is its cell, from 0. */
  readonly column: (index: number, place: Place & Affixes) => CellReader;
};

const delimitedCells = (): CellReaders => {
  const cellAt =
    (index: number): CellReader =>
    (row) =>
      trimmed(row[index] ?? '');
  return {
    place: (place, affixes) => {
      const read = cellAt((place.cell ?? 1) - 1);
      return affixes === undefined ? read : withoutAffixes(read, affixes);
    },
    column: (index, affixes) => withoutAffixes(cellAt(index), affixes),
  };
};

const fixedWidthCells = (unit: 'bytes' | 'characters', encoding: EncodingName): CellReaders => {
  const size = bytesOf(encoding);
  let lastLine = '';
  let lastWide = '';
  // All columns of a line are taken one after the other, so the widened line is kept.
  const wideOf = (line: string): string => {
    if (unit === 'characters') return line;
    if (line !== lastLine) {
      lastLine = line;
      lastWide = widened(line, size);
    }
    return lastWide;
  };
  const slice =
    ({ from, length }: Place): CellReader =>
    (row) => {
      const line = wideOf(row[0] ?? '');
      const start = (from ?? 1) - 1;
      const text = length === undefined ? line.slice(start) : line.slice(start, start + length);
      return trimmed(text.includes(FILLER) ? text.replaceAll(FILLER, '') : text);
    };
  return {
    place: (place, affixes) =>
      affixes === undefined ? slice(place) : withoutAffixes(slice(place), affixes),
    column: (_index, place) => withoutAffixes(slice(place), place),
  };
};

/** Cell readers for a layout. */
export const cellReaders = (
  layout: StatementProfile['layout'],
  encoding: EncodingName,
): CellReaders =>
  layout.type === 'delimited' ? delimitedCells() : fixedWidthCells(layout.unit, encoding);
