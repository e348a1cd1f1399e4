import { expect, it } from 'vitest';

import {
  formatBusinessDate,
  formatControlFigure,
  formatDuration,
  formatInstant,
  formatMoney,
} from './formatting';

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

it.each([
  ['en', '01/02/2026, 00:30 JST'],
  ['ja', '2026/01/02 00:30 JST'],
  ['zh-CN', '2026/01/02 00:30 JST'],
])('an instant before midnight in London is the next day in Japan (%s)', (locale, text) => {
  expect(plain(formatInstant('2026-01-01T15:30:00Z', locale))).toBe(text);
});

it('a business date stays the day that it is', () => {
  expect(formatBusinessDate('2026-11-18', 'en')).toBe('Wed, 11/18/2026');
  expect(formatBusinessDate('2026-11-18', 'ja')).toBe('2026/11/18(水)');
});

it('money bears its code, a sign where it is a difference, and its own decimals', () => {
  expect(plain(formatMoney({ amount: 12345, currency: 'JPY' }, 'en'))).toBe('JPY 12,345');
  expect(plain(formatMoney({ amount: -500, currency: 'JPY' }, 'en'))).toBe('-JPY 500');
  expect(plain(formatMoney({ amount: 500, currency: 'JPY' }, 'en', { signed: true }))).toBe(
    '+JPY 500',
  );
  expect(plain(formatMoney({ amount: 12345, currency: 'USD' }, 'en'))).toBe('USD 123.45');
});

it('a control total is money where it has a currency, else a number of lines', () => {
  expect(plain(formatControlFigure(12345, { currency: 'USD' }, 'en'))).toBe('USD 123.45');
  expect(formatControlFigure(12345, { currency: null }, 'en')).toBe('12,345');
  expect(formatControlFigure(5, {}, 'en', { signed: true })).toBe('+5');
});

it.each([
  ['en', 2 * 86_400_000 + 3_600_000, '2 days'],
  ['en', 86_399_999, '23 hours'],
  ['ja', 60_000, '1 分'],
  ['zh-CN', 0, '0分钟'],
])(
  'how long something takes is told in the largest unit that it fills (%s)',
  (locale, ms, text) => {
    expect(plain(formatDuration(ms, locale))).toBe(text);
  },
);
