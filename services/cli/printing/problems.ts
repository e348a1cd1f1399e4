import type { StatementProblem } from '@chobo/domain/statement/events';

import { number, table } from './table.ts';

/** How many problems a person is shown; the JSON document has them all. */
const SHOWN = 50;

/** Problems of a file as a table: where, what stood there, why it is not taken. */
export const problemLines = (
  problems: readonly StatementProblem[],
  count = problems.length,
): readonly string[] => {
  if (count === 0) return [];
  const shown = problems.slice(0, SHOWN);
  const more = count - shown.length;
  return [
    `Problems: ${number(count)}`,
    ...table(
      [
        { title: 'line', align: 'right' },
        { title: 'column' },
        { title: 'value' },
        { title: 'why' },
      ],
      shown.map(({ fileLine, column, value, reason }) => [
        fileLine === null ? '' : String(fileLine),
        column ?? '',
        shortened(value ?? ''),
        reason,
      ]),
    ),
    ...(more > 0 ? [`  … and ${number(more)} more; --json lists them.`] : []),
  ];
};

const shortened = (value: string): string =>
  value.length <= 40 ? value : `${value.slice(0, 39)}…`;
