import { displayWidth, padTo, printable } from './width.ts';

export type Column = { readonly title: string; readonly align?: 'left' | 'right' };

/**
 * Rows under titles, aligned by what they take on the screen (Japanese letters
 * take two columns), indented by two spaces. The last column is not padded.
 */
export const table = (
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): readonly string[] => {
  const cells = [columns.map((column) => column.title), ...rows.map((row) => row.map(printable))];
  const widths = columns.map((_, index) =>
    Math.max(...cells.map((row) => displayWidth(row[index] ?? ''))),
  );
  return cells.map((row) => {
    const padded = columns.map(({ align = 'left' }, index) =>
      padTo(row[index] ?? '', widths[index] ?? 0, align === 'right' ? 'left' : 'right'),
    );
    return `  ${padded.join('  ')}`.trimEnd();
  });
};

/** A count or an amount with thousands separators. */
export const number = (value: number): string => value.toLocaleString('en-US');

/** A difference with its sign; nothing where there is none. */
export const signed = (value: number | null): string => {
  if (value === null) return '';
  return value > 0 ? `+${number(value)}` : number(value);
};

/** `1 line`, `2 lines`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${number(count)} ${count === 1 ? one : many}`;
