import { expect, it } from 'vitest';

import { breakFilterOf } from './breakFilter';

it('words of the list become a filter of the API', () => {
  expect(
    breakFilterOf({ state: 'open', age: 'd8', assignee: 'nobody', minAmount: '1000', kind: 'fee' }),
  ).toEqual({
    kind: 'fee',
    settled: false,
    workStatus: 'open',
    minAge: 8,
    maxAge: 30,
    assignee: null,
    minAmount: 1000,
  });
  expect(breakFilterOf({ state: 'settled', age: 'd31' })).toEqual({ settled: true, minAge: 31 });
  expect(breakFilterOf({ assignee: 'user:mori' })).toEqual({ assignee: 'user:mori' });
});

it('what is not a number yet is no filter, and names of the API pass', () => {
  expect(breakFilterOf({ minAmount: '', maxAmount: '-', age: 'old' })).toEqual({});
  const given = { source: 'harbor', date: '2026-11-18', settled: true, workStatus: 'proposed' };
  expect(breakFilterOf(given)).toEqual(given);
});
