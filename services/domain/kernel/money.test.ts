import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { MAX_AMOUNT, isAmount, isPositiveAmount, nextShare, proportion } from './money.ts';

const amount = fc.integer({ min: 0, max: MAX_AMOUNT });
const positive = fc.integer({ min: 1, max: MAX_AMOUNT });

describe('an amount', () => {
  test.each([0, 1, -1, MAX_AMOUNT, -MAX_AMOUNT])('%d is one', (value) => {
    expect(isAmount(value)).toBe(true);
  });

  test.each([0.5, MAX_AMOUNT + 1, -MAX_AMOUNT - 1, Number.NaN, Number.POSITIVE_INFINITY])(
    '%d is none',
    (value) => {
      expect(isAmount(value)).toBe(false);
    },
  );

  test('that can be paid is above zero', () => {
    expect([1, MAX_AMOUNT].every(isPositiveAmount)).toBe(true);
    expect([0, -1, MAX_AMOUNT + 1].some(isPositiveAmount)).toBe(false);
  });
});

describe('a proportion', () => {
  test.each([
    ['floor', 1, 1, 3, 0],
    ['floor', 2, 1, 3, 0],
    ['ceiling', 1, 1, 3, 1],
    ['ceiling', 3, 1, 3, 1],
    ['half_up', 1, 1, 2, 1],
    ['half_up', 1, 1, 3, 0],
    ['half_up', 2, 1, 3, 1],
    ['half_up', 1005, 90, 100, 905],
  ] as const)('%s of %i × %i ÷ %i is %i', (rounding, of, numerator, denominator, result) => {
    expect(proportion(of, numerator, denominator, rounding)).toBe(result);
  });

  test('is exact where doubles are not', () =>
    fc.assert(
      fc.property(amount, amount, positive, (of, numerator, denominator) => {
        fc.pre(
          BigInt(of) * BigInt(numerator) < BigInt(Number.MAX_SAFE_INTEGER) * BigInt(denominator),
        );
        const [product, divisor] = [BigInt(of) * BigInt(numerator), BigInt(denominator)];
        const rest = product % divisor;
        const floor = Number(product / divisor);
        expect(proportion(of, numerator, denominator)).toBe(floor);
        expect(proportion(of, numerator, denominator, 'ceiling')).toBe(floor + (rest > 0n ? 1 : 0));
        expect(proportion(of, numerator, denominator, 'half_up')).toBe(
          floor + (2n * rest >= divisor ? 1 : 0),
        );
      }),
    ));

  test.each([
    [1, 1, 0],
    [1, 1, -1],
    [-1, 1, 1],
    [1, -1, 1],
  ])('of %i × %i ÷ %i is not defined', (of, numerator, denominator) => {
    expect(() => proportion(of, numerator, denominator)).toThrow(RangeError);
  });
});

describe('what is given piece by piece', () => {
  test('adds up to exactly the whole, whatever the pieces', () =>
    fc.assert(
      fc.property(amount, fc.array(positive, { minLength: 1, maxLength: 20 }), (total, parts) => {
        const whole = parts.reduce((sum, part) => sum + part, 0);
        let [takenBefore, givenBefore] = [0, 0];
        for (const part of parts) {
          const piece = nextShare({ total, whole, takenBefore, part, givenBefore });
          expect(piece).toBeGreaterThanOrEqual(0);
          takenBefore += part;
          givenBefore += piece;
        }
        expect(givenBefore).toBe(total);
      }),
    ));

  test('is never a whole unit away from its exact share', () =>
    fc.assert(
      fc.property(amount, positive, fc.nat(), (total, whole, nth) => {
        const part = (nth % whole) + 1;
        const piece = nextShare({ total, whole, takenBefore: 0, part, givenBefore: 0 });
        const short = BigInt(total) * BigInt(part) - BigInt(piece) * BigInt(whole);
        expect(short >= 0n && short < BigInt(whole)).toBe(true);
      }),
    ));
});
