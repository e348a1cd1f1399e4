import { expect, test } from 'vitest';
import { START } from '../port.ts';
import type { Position } from '../port.ts';
import { numberOf, positionOf } from './position.ts';

test.each([
  { number: 0, position: START },
  { number: 1, position: '0000000000000001/0000000000000001' },
  { number: 255, position: '00000000000000ff/00000000000000ff' },
  { number: 2 ** 53 - 1, position: '001fffffffffffff/001fffffffffffff' },
])('event $number of the log is at $position', ({ number, position }) => {
  expect(positionOf(number)).toBe(position);
  expect(numberOf(position as Position)).toBe(number);
});

test('positions compare as texts like the numbers behind them', () => {
  const numbers = [0, 9, 10, 16, 255, 256, 65_536, 2 ** 40];
  const positions = numbers.map(positionOf);
  expect(positions.toSorted()).toEqual(positions);
});

test.each([
  '',
  '1',
  '0/0',
  'g000000000000000/0000000000000000',
  'ffffffffffffffff/ffffffffffffffff',
])('%j is not a position of this store', (text) => {
  expect(() => numberOf(text as Position)).toThrow(RangeError);
});
