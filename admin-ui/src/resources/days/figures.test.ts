import { expect, test } from 'vitest';

import { formatRate, matchRateOf, rateOf } from './figures';

const counts = {
  lines: 2041,
  items: 2045,
  exact: 2007,
  notExecuted: 0,
  alreadySeen: 0,
  proposed: 6,
  carriedForward: 0,
  breaks: { amount: 8 },
};

test('the match rate is of what was executed and not seen before', () => {
  expect(matchRateOf({ counts })).toBeCloseTo(2007 / 2041);
  expect(matchRateOf({ counts: { ...counts, notExecuted: 34 } })).toBe(1);
  expect(matchRateOf({ counts: null })).toBeNull();
  expect(rateOf(0, 0)).toBeNull();
});

test('is never rounded up to the whole', () => {
  expect(formatRate(1, 'en')).toBe('100%');
  expect(formatRate(0.999_999, 'en')).toBe('99.99%');
  expect(formatRate(0.9833, 'ja')).toBe('98.33%');
  expect(formatRate(null, 'en')).toBe('–');
});
