import { expect, test } from 'vitest';

import { viewFilterOf } from './filter.ts';

/** 20 November 2026, 00:30 in Japan; still the 19th in most of the world. */
const NOW_MS = Date.UTC(2026, 10, 19, 15, 30);

test('ages are counted in business days of Japan', () => {
  expect(viewFilterOf({ minAge: 2, maxAge: 3 }, NOW_MS)).toEqual({
    from: '2026-11-17',
    to: '2026-11-18',
  });
});

test('an age and a date that are both given both hold', () => {
  expect(viewFilterOf({ maxAge: 3, from: '2026-11-18', to: '2026-11-30' }, NOW_MS)).toEqual({
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
