import type { Figure } from './benchmark.ts';

/** What `--json` prints of a figure. */
export type ReportedFigure = Figure & { readonly ratio: number | null };

const rounded = (value: number): number =>
  Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));

/** A figure with its ratio to the floor, in digits that mean something. */
export const reported = ({ name, unit, value, floor }: Figure): ReportedFigure => ({
  name,
  unit,
  value: rounded(value),
  floor: floor === null ? null : rounded(floor),
  ratio: floor === null ? null : Number((value / floor).toFixed(2)),
});

const shown = (value: number | null): string =>
  value === null ? '–' : value.toLocaleString('en-GB', { maximumFractionDigits: 3 });

/** The figures as a table for people: names to the left, numbers to the right. */
export const table = (figures: readonly ReportedFigure[]): string => {
  const rows = [
    ['name', 'unit', 'value', 'floor', 'ratio'],
    ...figures.map(({ name, unit, value, floor, ratio }) => [
      name,
      unit,
      ...[value, floor, ratio].map(shown),
    ]),
  ];
  const width = (column: number): number =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column < 2 ? cell.padEnd(width(column)) : cell.padStart(width(column)),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
