import { columnsOfFields } from '@chobo/domain/catalogue/profile/columnsOfFields';
import type { ProfileColumn } from '@chobo/domain/catalogue/profile/columnsOfFields';
import type { StatementProfile } from '@chobo/domain/catalogue/statementProfile';
import type { StatementProblem } from '@chobo/domain/statement/events';

import { problem } from '../problems.ts';
import { foldName } from '../values/foldWidth.ts';
import { trimmed } from './cells.ts';
import type { Row } from './rowsOf.ts';

/** Where the profile's columns stand in the data lines of one file. */
export type ColumnMap = {
  /** Cell from 0; −1 for an optional column that the header lacks. */
  readonly indexOf: (column: ProfileColumn) => number;
  /** How the file calls a column. */
  readonly nameOf: (column: ProfileColumn) => string;
  /** How the cell with this index is called. */
  readonly nameAt: (index: number) => string;
  /** How many cells a data line has; null when the profile does not say. */
  readonly cells: number | null;
};

/** The columns of a file without a header: by position. */
export const columnsByPosition = (profile: StatementProfile): ColumnMap => {
  const names = new Map<number, string>();
  for (const { column } of columnsOfFields(profile.fields)) {
    names.set((column.position ?? 1) - 1, column.column);
  }
  return {
    indexOf: (column) => (column.position ?? 1) - 1,
    nameOf: (column) => column.column,
    nameAt: (index) => names.get(index) ?? String(index + 1),
    cells: profile.layout.type === 'delimited' ? (profile.layout.cells ?? null) : null,
  };
};

/** The columns that must be there and that the header does not name, by the names that the profile has for them. */
const absentOf = (
  columns: readonly ProfileColumn[],
  foldedNames: readonly string[],
): readonly string[] => {
  const isAbsent = ({ column, aliases, optional }: ProfileColumn): boolean =>
    optional !== true &&
    ![column, ...aliases].map(foldName).some((name) => foldedNames.includes(name));
  return [...new Set(columns.filter(isAbsent).map(({ column }) => column))];
};

/**
 * Finds the profile's columns by name in the header. Every name must be known,
 * once, and every column there that is not optional.
 */
export const columnsByName = (
  profile: StatementProfile,
  row: Row,
  fileLine: number,
): ColumnMap | StatementProblem => {
  const columns = columnsOfFields(profile.fields).map(({ column }) => column);
  const names = row.map(trimmed);
  const folded = names.map(foldName);
  const known = new Map<string, ProfileColumn[]>();
  for (const column of columns) {
    for (const name of [column.column, ...column.aliases].map(foldName)) {
      known.set(name, [...(known.get(name) ?? []), column]);
    }
  }
  if (!folded.some((name) => known.has(name))) {
    return problem('header_missing', { fileLine, found: ` on line ${fileLine}` });
  }
  const ignored = new Set(profile.ignoredColumns.map(foldName));
  const seen = new Set<string>();
  const indexes = new Map<ProfileColumn, number>();
  for (const [index, name] of folded.entries()) {
    const value = names[index] ?? '';
    if (seen.has(name))
      return problem('header_column_repeated', { fileLine, value, column: value });
    seen.add(name);
    const named = known.get(name);
    if (named === undefined && !ignored.has(name)) {
      // A column that was renamed is one that is unknown and one that is missing.
      const absent = absentOf(columns, folded);
      const found = absent.length === 0 ? '' : `, and lacks ${absent.join(', ')}`;
      return problem('header_column_unknown', { fileLine, value, column: value, found });
    }
    for (const column of named ?? []) {
      if (indexes.has(column)) {
        return problem('header_column_repeated', { fileLine, value, column: value });
      }
      indexes.set(column, index);
    }
  }
  const absent = absentOf(columns, folded);
  const [missing] = absent;
  if (missing !== undefined) {
    const expected = `${absent.length === 1 ? 'column' : 'columns'} ${absent.join(', ')}`;
    return problem('header_column_missing', { fileLine, column: missing, expected });
  }
  return {
    indexOf: (column) => indexes.get(column) ?? -1,
    nameOf: (column) => names[indexes.get(column) ?? -1] ?? column.column,
    nameAt: (index) => names[index] ?? String(index + 1),
    cells: row.length,
  };
};
