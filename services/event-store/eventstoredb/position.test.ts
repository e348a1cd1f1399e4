import fc from 'fast-check';
import { expect, test } from 'vitest';
import { START } from '../port.ts';
import type { Position } from '../port.ts';
import { bytesBetween, offsetsOf, positionOf } from './position.ts';

const offsets = fc.record({
  commit: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  prepare: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
});

test('positions compare as their offsets do, commit first', () => {
  fc.assert(
    fc.property(offsets, offsets, (one, other) => {
      const isBefore =
        one.commit === other.commit ? one.prepare < other.prepare : one.commit < other.commit;
      expect(positionOf(one) < positionOf(other)).toBe(isBefore);
    }),
  );
});

test('offsets come back from a position; the start has none', () => {
  const some = { commit: 2n ** 53n + 1n, prepare: 7n };
  expect(offsetsOf(positionOf(some))).toStrictEqual(some);
  expect(offsetsOf(START)).toBeUndefined();
  expect(() => offsetsOf('12' as Position)).toThrow(RangeError);
  expect(bytesBetween(START, positionOf(some))).toBe(2 ** 53);
});
