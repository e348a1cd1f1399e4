import { describe, expect, test } from 'vitest';

import type { Upcasters } from './upcasting.ts';
import { currentVersion, upcast } from './upcasting.ts';

type First = { readonly yen: number };
type Second = { readonly amount: number };

const upcasters: Upcasters = {
  Sold: [
    ({ yen }: First): Second => ({ amount: yen }),
    ({ amount }: Second) => ({ amount, currency: 'JPY' }),
  ],
};

describe('reading an event', () => {
  test.each([
    [1, { yen: 100 }],
    [2, { amount: 100 }],
    [3, { amount: 100, currency: 'JPY' }],
  ])('of version %i takes the steps from there to today', (version, data) => {
    expect(upcast(upcasters, 'Sold', version, data)).toStrictEqual({
      amount: 100,
      currency: 'JPY',
    });
  });

  test('of a type that never changed gives back what was written', () => {
    const data = { refund: 1 };
    expect(upcast(upcasters, 'Refunded', 1, data)).toBe(data);
    expect(upcast(upcasters, 'constructor', 1, data)).toBe(data);
  });

  test.each([0, 4, 1.5, Number.NaN])('of version %d, which is unknown, fails', (version) => {
    expect(() => upcast(upcasters, 'Sold', version, {})).toThrow(RangeError);
  });

  test('today’s version is one more than the steps', () => {
    expect(currentVersion(upcasters, 'Sold')).toBe(3);
    expect(currentVersion(upcasters, 'Refunded')).toBe(1);
  });
});
