import { expect, it } from 'vitest';

import { minorUnits, typedAmount } from './money';

it.each([
  ['1,000', 'JPY', 1000],
  ['-700', 'JPY', -700],
  ['−７００', 'JPY', -700],
  ['12.5', 'USD', 1250],
  ['1.5', 'JPY', null],
  ['', 'JPY', null],
  ['12 yen', 'JPY', null],
])('%s in %s is %s', (text, currency, expected) => {
  expect(minorUnits(text, currency)).toBe(expected);
});

it('an amount is typed as it is read', () => {
  expect(typedAmount(-1250, 'USD')).toBe('-12.50');
  expect(minorUnits(typedAmount(-1250, 'USD'), 'USD')).toBe(-1250);
  expect(typedAmount(700, 'JPY')).toBe('700');
});
