import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { compileAmount } from './amount.ts';
import type { NumberRule } from './amount.ts';

const plain: NumberRule = {
  number: 'whole',
  decimalMark: '.',
  fullWidth: false,
  currencySigns: [],
  negatives: [],
};
const read = (rule: Partial<NumberRule>, text: string, digits = 0) =>
  compileAmount({ ...plain, ...rule })(text, digits);

const JPY = 0;
const CNY = 2;
const KWD = 3;

describe('what each rule reads', () => {
  test.each<[Partial<NumberRule>, string, number, number | string]>([
    [{}, '1000', JPY, 1000],
    [{}, '0001000', JPY, 1000],
    [{}, '0', JPY, 0],
    [{}, '12', CNY, 1200],
    [{}, '1,000', JPY, 'amount_unreadable'],
    [{}, '１０００', JPY, 'amount_unreadable'],
    [{}, '', JPY, 'amount_blank'],
    [{}, '―', JPY, 'amount_unreadable'],
    [{}, '1e3', JPY, 'amount_unreadable'],
    [{}, '0x10', JPY, 'amount_unreadable'],
    [{}, '+1000', JPY, 'amount_unreadable'],
    [{}, '1.5', JPY, 'amount_fraction'],
    [{}, '-1', JPY, 'amount_negative'],
    [{}, '--1', JPY, 'amount_unreadable'],
    [{}, '1000000000000', JPY, 1_000_000_000_000],
    [{}, '1000000000001', JPY, 'amount_too_large'],
    [{}, '9'.repeat(40), JPY, 'amount_too_large'],
    [{}, '10000000000.00', CNY, 'amount_fraction'],
    [{ thousands: ',' }, '1,000', JPY, 1000],
    [{ thousands: ',' }, '1,234,567', JPY, 1_234_567],
    [{ thousands: ',' }, '1000', JPY, 1000],
    [{ thousands: ',' }, '1,00', JPY, 'amount_grouping'],
    [{ thousands: ',' }, '1000,000', JPY, 'amount_grouping'],
    [{ thousands: ',' }, ',000', JPY, 'amount_grouping'],
    [{ thousands: ',' }, '1,0x0', JPY, 'amount_unreadable'],
    [{ thousands: ' ' }, '12 000', JPY, 12_000],
    [{ thousands: ',' }, '12 000', JPY, 'amount_unreadable'],
    [{ fullWidth: true }, '１０００', JPY, 1000],
    [{ fullWidth: true, thousands: ',' }, '１，０００', JPY, 1000],
    [{ currencySigns: ['¥', '円'], thousands: ',' }, '¥1,000', JPY, 1000],
    [{ currencySigns: ['¥', '円'] }, '1000円', JPY, 1000],
    [{ currencySigns: ['¥'], fullWidth: true }, '￥１０００', JPY, 1000],
    [{ currencySigns: ['¥'] }, '¥¥1000', JPY, 'amount_unreadable'],
    [{ currencySigns: ['¥'] }, '¥', JPY, 'amount_unreadable'],
    [{ number: 'decimal' }, '12.5', CNY, 1250],
    [{ number: 'decimal' }, '12.50', CNY, 1250],
    [{ number: 'decimal' }, '12.500', CNY, 1250],
    [{ number: 'decimal' }, '12.505', CNY, 'amount_fraction'],
    [{ number: 'decimal' }, '12.505', KWD, 12_505],
    [{ number: 'decimal' }, '1000.00', JPY, 1000],
    [{ number: 'decimal' }, '1000.50', JPY, 'amount_fraction'],
    [{ number: 'decimal' }, '.50', CNY, 'amount_unreadable'],
    [{ number: 'decimal' }, '12.', CNY, 'amount_unreadable'],
    [{ number: 'decimal' }, '1.2.3', CNY, 'amount_unreadable'],
    [{ number: 'decimal', decimalMark: ',', thousands: '.' }, '1.234,56', CNY, 123_456],
    [{ number: 'hundredths' }, '12345', CNY, 12_345],
    [{ number: 'hundredths' }, '100000', JPY, 1000],
    [{ number: 'hundredths' }, '100050', JPY, 'amount_fraction'],
    [{ number: 'hundredths' }, '1234', KWD, 12_340],
    [{ negatives: ['minus'] }, '-1000', JPY, -1000],
    [{ negatives: ['minus'], fullWidth: true }, '−１０００', JPY, -1000],
    [{ negatives: ['minus'] }, '1000-', JPY, 'amount_negative'],
    [{ negatives: ['trailing_minus'] }, '1000-', JPY, -1000],
    [{ negatives: ['parentheses'], thousands: ',' }, '(1,000)', JPY, -1000],
    [{ negatives: ['parentheses'], currencySigns: ['¥'] }, '(¥1000)', JPY, -1000],
    [{ negatives: ['parentheses'] }, '(1000', JPY, 'amount_unreadable'],
    [{ negatives: ['triangle'] }, '△1000', JPY, -1000],
    [{ negatives: ['minus'], currencySigns: ['¥'] }, '-¥1000', JPY, -1000],
    [{ negatives: ['minus'], currencySigns: ['¥'] }, '¥-1000', JPY, -1000],
    [{ negatives: ['minus'] }, '-0', JPY, 0],
    [{ negatives: ['minus'] }, '-', JPY, 'amount_unreadable'],
  ])('%j reads %j with %i digits as %j', (rule, text, digits, expected) => {
    expect(read(rule, text, digits)).toBe(expected);
  });
});

test('what is written by the rule is read back', () => {
  const amounts = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
  fc.assert(
    fc.property(amounts, fc.constantFrom(0, 2, 3), (amount, digits) => {
      const size = String(Math.abs(amount)).padStart(digits + 1, '0');
      const units = size.slice(0, size.length - digits).replace(/\B(?=(\d{3})+$)/g, ',');
      const fraction = digits === 0 ? '' : `.${size.slice(size.length - digits)}`;
      const text = amount < 0 ? `(${units}${fraction})` : units + fraction;
      const rule = { number: 'decimal', thousands: ',', negatives: ['parentheses'] } as const;
      expect(read(rule, text, digits)).toBe(amount === 0 ? 0 : amount);
    }),
  );
});

test('no text makes it throw or read what is no safe integer', () => {
  const rule = {
    number: 'decimal',
    thousands: ',',
    fullWidth: true,
    currencySigns: ['¥', '円'],
    negatives: ['minus', 'trailing_minus', 'parentheses', 'triangle'],
  } as const;
  const signs = fc.constantFrom(...'0123456789０１９.,，-－△()（）¥円 　x'.split(''));
  fc.assert(
    fc.property(fc.string({ unit: signs, maxLength: 20 }), (text) => {
      const amount = read(rule, text, 2);
      expect(typeof amount === 'string' || Number.isSafeInteger(amount)).toBe(true);
    }),
  );
});
