import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { canonicalJson } from './canonical.ts';

describe('canonical JSON', () => {
  test('orders keys at every depth, and leaves arrays as they are', () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }, 2, 1], a: undefined, A: 'x' })).toBe(
      '{"A":"x","b":[{"c":null,"d":1},2,1]}',
    );
  });

  test('is the same for equal values, whatever the order of their keys', () =>
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        fc.pre(!Object.hasOwn(value, '__proto__'));
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
      }),
    ));

  test('is read back as it was', () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(canonicalJson(value))).toStrictEqual(plain);
      }),
    ));
});
