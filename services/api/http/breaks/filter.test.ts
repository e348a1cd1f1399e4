import { expect, test } from 'vitest';

import { viewFilterOf } from './filter.ts';

/** Friday 20 November 2026, 00:30 in Japan; still the 19th in most of the world. */
const NOW_MS = Date.UTC(2026, 10, 19, 15, 30);
/** Monday 23 November 2026, noon in Japan. */
const MONDAY_MS = Date.UTC(2026, 10, 23, 3, 0);

test('ages are counted in Mondays to Fridays of Japan, as on the overview', () => {
  expect(viewFilterOf({ minAge: 2, maxAge: 3 }, NOW_MS)).toEqual({
    from: '2026-11-17',
    to: '2026-11-18',
  });
  expect(viewFilterOf({ minAge: 1, maxAge: 1 }, MONDAY_MS)).toEqual({
    from: '2026-11-20',
    to: '2026-11-22',
  });
  expect(viewFilterOf({ minAge: 0, maxAge: 1 }, MONDAY_MS)).toEqual({ from: '2026-11-20' });
  expect(viewFilterOf({ minAge: 11 }, MONDAY_MS)).toEqual({ to: '2026-11-08' });
});

test('an age and a date that are both given both hold', () => {
  expect(viewFilterOf({ maxAge: 2, from: '2026-11-10', to: '2026-11-30' }, NOW_MS)).toEqual({
    from: '2026-11-18',
    to: '2026-11-30',
  });
  expect(viewFilterOf({ minAge: 2, maxAge: 3, from: '2026-11-01' }, NOW_MS)).toEqual({
    from: '2026-11-17',
    to: '2026-11-18',
  });
});

test('what is not asked for is no filter', () => {
  expect(viewFilterOf({ kind: 'fee' }, NOW_MS)).toEqual({ kind: 'fee' });
});
