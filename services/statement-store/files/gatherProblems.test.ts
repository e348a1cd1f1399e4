import type { StatementProblem } from '@chobo/domain/statement/events';
import type { UnreadableLine } from '@chobo/reconciliation/statementLine';
import { expect, test } from 'vitest';

import { gatherProblems } from './gatherProblems.ts';

const problem = (fileLine: number): StatementProblem => ({
  fileLine,
  column: 'amount',
  value: '?',
  code: 'amount_unreadable',
  reason: `Line ${fileLine} has no amount.`,
});

const line = (fileLine: number): UnreadableLine => ({
  ...problem(fileLine),
  fileLine,
  column: 'amount',
  value: '?',
  carrierReference: '',
  reference: '',
});

const linesOf = (problems: readonly StatementProblem[]) =>
  problems.map(({ fileLine, code }) => fileLine ?? code);

test('every unreadable line is listed once, those read just before a refusal too', () => {
  const gathered = gatherProblems();
  gathered.note([line(4), line(5)]);
  gathered.note([line(7)]);
  const summary = { problems: [problem(4), problem(5), problem(7), problem(9)], problemCount: 4 };
  expect(linesOf(gathered.listed(summary))).toEqual([4, 5, 7, 9]);
});

test('what is beyond the limit is counted in a last problem', () => {
  const gathered = gatherProblems(3);
  gathered.note([line(4), line(5)]);
  gathered.note([line(7), line(8)]);
  const listed = gathered.listed({ problems: [problem(4), problem(5)], problemCount: 1204 });
  expect(linesOf(listed)).toEqual([4, 5, 7, 'more_unreadable_lines']);
  expect(listed.at(-1)?.reason).toBe('1,201 more lines could not be read and are not listed.');
});
