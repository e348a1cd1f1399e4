import fc from 'fast-check';
import { expect, it } from 'vitest';

import { readAmount, typedAmount } from './amountInput';

it.each([
  ['1000', 'JPY', 1000],
  ['1,000', 'JPY', 1000],
  ['１０００', 'JPY', 1000],
  [' 12.5 ', 'USD', 1250],
  ['10.5', 'JPY', null],
  ['-5', 'JPY', null],
  ['0', 'JPY', null],
  ['', 'JPY', null],
  ['1e3', 'JPY', null],
  ['12.345', 'USD', null],
])('%j %s is %s', (typed, currency, amount) => {
  expect(readAmount(typed, currency)).toBe(amount);
});

it('reads back what it writes', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000_000 }),
      fc.constantFrom('JPY', 'USD', 'CNY'),
      (amount, currency) => readAmount(typedAmount(amount, currency), currency) === amount,
    ),
  );
});
