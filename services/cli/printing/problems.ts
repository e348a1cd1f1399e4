import { epochMs } from '@chobo/domain/kernel/time';
import type { StatementProblem } from '@chobo/domain/statement/events';
import { formatLocalTime } from '@chobo/reconciliation/formatting';

import { number, table } from './table.ts';
import { printable } from './width.ts';

/** How many problems a person is shown; the JSON document has them all. */
const SHOWN = 50;

/** What to do about a held file. */
export const HELD_ADVICE: readonly string[] = [
  'A held file is not matched. Ask the source for a corrected file and hand that in; it needs no flag.',
  'Whether it is taken all the same, finance staff decide in the console, on the page of the statement.',
];

/** What to do about a problem, where a command does it. */
const ADVICE: Readonly<Record<string, string>> = {
  day_occupied: 'To replace the accepted file: add --supersede --reason "why it is replaced"',
  unknown_source: 'To publish a source: chobo catalogue publish FILE',
};

/** Problems of a file as a table: where, what stood there, why it is not taken, and what to do. */
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
      shown.map((problem) => [
        problem.fileLine === null ? '' : String(problem.fileLine),
        shortened(columnOf(problem)),
        shortened(problem.value ?? ''),
        reasonOf(problem),
      ]),
    ),
    ...(more > 0 ? [`  … and ${number(more)} more; --json lists them.`] : []),
    ...new Set(problems.flatMap(({ code }) => ADVICE[code] ?? [])),
  ];
};

/** A control total bears a name of ours; no column of the file is called so. */
const columnOf = ({ code, column }: StatementProblem): string =>
  code.startsWith('control_total_') ? '' : (column ?? '');

/** The sentence without the place that has cells of its own, and with times as people here read them. */
const reasonOf = ({ code, fileLine, column, reason }: StatementProblem): string => {
  const place = column === null ? `Line ${fileLine}: ` : `Line ${fileLine}, column ${column}: `;
  if (fileLine !== null && reason.startsWith(place)) {
    const rest = reason.slice(place.length);
    return rest.charAt(0).toUpperCase() + rest.slice(1);
  }
  // No other sentence of ours has times in it, and what a file says is told as it stands there.
  return code === 'day_occupied' ? reason.replace(INSTANT, localTime) : reason;
};

const INSTANT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** An instant as people here read it: `2026-11-19 10:00:00 JST`. */
export const localTime = (instant: string): string => `${formatLocalTime(epochMs(instant))} JST`;

const MAX_CELL = 40;

/** Cut to what a cell of a table can hold, with nothing in it that is not visible. */
const shortened = (value: string): string => {
  const text = printable(value);
  return text.length <= MAX_CELL ? text : `${text.slice(0, MAX_CELL - 1)}…`;
};
