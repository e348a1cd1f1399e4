import { HISTORY_COLUMNS, shown } from './historyRow.ts';
import type { ImportProblem } from './historyRow.ts';

/** Where each column of `HISTORY_COLUMNS` stands in the file, or why the file is no history. */
export type HistoryHeader =
  | { readonly ok: true; readonly order: readonly number[] }
  | { readonly ok: false; readonly problem: ImportProblem };

/** Names of columns that a message repeats. */
const MAX_NAMED = 5;

/**
 * Reads the header: each column once, by its exact name, and no other. Whatever
 * is wrong with it is told as one problem, as one look at the line mends it.
 *
 * @param text the header as it stands in the file
 * @param names the cells of it
 */
export const readHeader = (
  fileLine: number,
  text: string,
  names: readonly string[],
): HistoryHeader => {
  const missing = HISTORY_COLUMNS.filter((column) => !names.includes(column));
  const twice = HISTORY_COLUMNS.filter(
    (column) => names.indexOf(column) !== names.lastIndexOf(column),
  );
  const unknown = names.filter((name) => !HISTORY_COLUMNS.some((column) => column === name));
  if (missing.length + twice.length + unknown.length === 0) {
    return { ok: true, order: HISTORY_COLUMNS.map((column) => names.indexOf(column)) };
  }
  const faults =
    missing.length === HISTORY_COLUMNS.length
      ? [`it names none of the columns${separatorNote(text)}`]
      : [
          ...told('it lacks', missing),
          ...told('it names twice', twice),
          ...told('it has unknown columns:', unknown),
        ];
  const expected = HISTORY_COLUMNS.join(',');
  const reason = `This is not the header of a history: ${faults.join('; ')}. Expected: ${expected}.`;
  const problem = { fileLine, column: null, value: shown(text), code: 'header_wrong', reason };
  return { ok: false, problem };
};

const told = (what: string, names: readonly string[]): readonly string[] => {
  if (names.length === 0) return [];
  const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
  const named = names.slice(0, MAX_NAMED).map((name) => (name === '' ? '(no name)' : cut(name)));
  return [`${what} ${named.join(', ')}${more}`];
};

const cut = (name: string): string => (name.length <= 40 ? name : `${name.slice(0, 39)}…`);

const SEPARATORS: readonly (readonly [sign: string, name: string])[] = [
  [';', 'semicolons'],
  ['\t', 'tabs'],
  ['|', 'vertical bars'],
];

/** Names of our columns stand in the line, but something else than commas parts them. */
const separatorNote = (text: string): string => {
  const found = SEPARATORS.find(
    ([sign]) =>
      text.includes(sign) &&
      text.split(sign).some((name) => HISTORY_COLUMNS.some((column) => column === name.trim())),
  );
  return found === undefined ? '' : ` (separated by ${found[1]} instead of commas?)`;
};
