import type { StatementProfile } from '@chobo/domain/catalogue/statementProfile';

import type { CellReaders } from './cells.ts';
import { trimmed } from './cells.ts';
import type { Row } from './rowsOf.ts';

type Marker = NonNullable<StatementProfile['endMarker']>;

/** What a row is. `index` says which of the profile's header records or footers. */
export type RowKind =
  | { readonly kind: 'data' | 'header' | 'ignored' | 'blank' | 'end' | 'unknown' }
  | { readonly kind: 'file_header' | 'footer'; readonly index: number };

export type RowKinds = {
  readonly kindOf: (row: Row) => RowKind;
  /** The record type as the file writes it; '' when the profile knows none. */
  readonly recordTypeOf: (row: Row) => string;
};

/** Compiles the mark by which a line is known. */
export const compileMarker = (marker: Marker, cells: CellReaders): ((row: Row) => boolean) => {
  const read = cells.place(marker);
  const { equals, startsWith = '' } = marker;
  return equals === undefined
    ? (row) => read(row).startsWith(startsWith)
    : (row) => read(row) === equals;
};

const DATA: RowKind = { kind: 'data' };
const BLANK: RowKind = { kind: 'blank' };
const IGNORED: RowKind = { kind: 'ignored' };
const END: RowKind = { kind: 'end' };
const UNKNOWN: RowKind = { kind: 'unknown' };
const HEADER: RowKind = { kind: 'header' };

/** Compiles how the profile tells data from headers, footers and what is ignorable. */
export const compileRowKinds = (profile: StatementProfile, cells: CellReaders): RowKinds => {
  const { recordTypes } = profile;
  const types = new Map(Object.entries(recordTypes?.types ?? {}));
  const typeOf = recordTypes === undefined ? () => '' : cells.place(recordTypes);

  const marked: { readonly is: (row: Row) => boolean; readonly kind: RowKind }[] = [];
  if (profile.endMarker !== undefined) {
    marked.push({ is: compileMarker(profile.endMarker, cells), kind: END });
  }
  const byType = new Map<string, RowKind>();
  const stating = [
    ['file_header', profile.fileHeaders],
    ['footer', profile.footers],
  ] as const;
  for (const [kind, records] of stating) {
    for (const [index, record] of records.entries()) {
      if (record.marker !== undefined) {
        marked.push({ is: compileMarker(record.marker, cells), kind: { kind, index } });
      } else if (record.recordType !== undefined) byType.set(record.recordType, { kind, index });
    }
  }
  for (const marker of profile.ignoredLines) {
    marked.push({ is: compileMarker(marker, cells), kind: IGNORED });
  }

  const ofType = (row: Row): RowKind => {
    const type = typeOf(row);
    const stated = byType.get(type);
    if (stated !== undefined) return stated;
    const kind = types.get(type);
    if (kind === 'data') return DATA;
    if (kind === 'header') return HEADER;
    // A header record or footer of which the profile wants to know nothing.
    return kind === undefined ? UNKNOWN : IGNORED;
  };

  return {
    recordTypeOf: typeOf,
    kindOf: (row) => {
      if (row.length === 1 && trimmed(row[0] ?? '') === '') return BLANK;
      for (const { is, kind } of marked) if (is(row)) return kind;
      return recordTypes === undefined ? DATA : ofType(row);
    },
  };
};
