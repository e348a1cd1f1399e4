import { expect, it } from 'vitest';

import { readTyped } from './typed.ts';

it.each([
  ['8981100000000012345', '8981100000000012345'],
  ['8981 1000-0000 0012 345F', '8981100000000012345'],
  ['８９８１', '8981'],
  ["'8981100000000012345", '8981100000000012345'],
  ['123', null],
  ['tu-1234', null],
  ['898110000000001234567', null],
])('%s as digits of a card: %s', (typed, digits) => {
  expect(readTyped(typed).digits).toBe(digits);
});

it.each([
  ['2026-11-18', '2026-11-18'],
  ['2026/11/18', '2026-11-18'],
  ['20261118', '2026-11-18'],
  ['2026-02-30', null],
  ['tomorrow', null],
])('%s as a day: %s', (typed, date) => {
  expect(readTyped(typed).date).toBe(date);
});

it('a day of a source by its address', () => {
  expect(readTyped(' harbor:2026-11-18 ').day).toEqual({ source: 'harbor', date: '2026-11-18' });
  expect(readTyped('harbor:soon').day).toBeNull();
});
