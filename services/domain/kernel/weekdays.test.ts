import { expect, test } from 'vitest';

import { businessDaysSince, lastDayOfAge } from './weekdays.ts';

// 20 November 2026 is a Friday.
test.each([
  ['2026-11-20', '2026-11-20', 0],
  ['2026-11-19', '2026-11-20', 1],
  ['2026-11-20', '2026-11-21', 0],
  ['2026-11-20', '2026-11-23', 1],
  ['2026-11-21', '2026-11-23', 1],
  ['2026-11-22', '2026-11-23', 1],
  ['2026-11-16', '2026-11-23', 5],
  ['2026-11-23', '2026-11-20', 0],
  ['1969-12-29', '1970-01-01', 3],
])('%s on %s: %i', (date, today, age) => {
  expect(businessDaysSince(date, today)).toBe(age);
});

test.each([
  [0, '2026-11-23', '2026-11-23'],
  [1, '2026-11-23', '2026-11-22'],
  [2, '2026-11-23', '2026-11-19'],
  [5, '2026-11-23', '2026-11-16'],
])('the last day %i business days before %s is %s', (age, today, date) => {
  expect(lastDayOfAge(age, today)).toBe(date);
});
