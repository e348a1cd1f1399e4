import { expect, test } from 'vitest';

import { addDays } from './time.ts';
import { businessDaysSince, daysOfAge, lastDayOfAge } from './weekdays.ts';

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

test('finds the same last day of an age as a walk back does', () => {
  for (let shift = 0; shift < 7; shift += 1) {
    const today = addDays('2026-11-16', shift);
    let date = today;
    for (let age = 0; age < 40; age += 1) {
      while (businessDaysSince(date, today) < age) date = addDays(date, -1);
      expect(lastDayOfAge(age, today), `${age} before ${today}`).toBe(date);
    }
  }
});

test('an age has its days, the youngest those to come, and every day is of one age', () => {
  // Monday 23 November 2026.
  expect(daysOfAge({ minAge: 0, maxAge: 1 }, '2026-11-23')).toEqual({
    from: '2026-11-20',
    to: null,
  });
  expect(daysOfAge({ minAge: 2, maxAge: 3 }, '2026-11-23')).toEqual({
    from: '2026-11-18',
    to: '2026-11-19',
  });
  expect(daysOfAge({ minAge: 4, maxAge: null }, '2026-11-23')).toEqual({
    from: null,
    to: '2026-11-17',
  });
});
