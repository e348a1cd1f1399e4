import { expect, it } from 'vitest';

import { breakFilterOf, proposalFilterOf } from './breakFilter';

it('words of the list become a filter of the API', () => {
  expect(
    breakFilterOf({ state: 'open', age: 'd6', assignee: 'nobody', minAmount: '1000', kind: 'fee' }),
  ).toEqual({
    kind: 'fee',
    settled: false,
    workStatus: 'open',
    minAge: 6,
    maxAge: 10,
    assignee: null,
    minAmount: 1000,
  });
  expect(breakFilterOf({ state: 'settled', age: 'd11' })).toEqual({ settled: true, minAge: 11 });
  expect(breakFilterOf({ assignee: 'user:mori' })).toEqual({ assignee: 'user:mori' });
});

it('what is not a number yet is no filter, and names of the API pass', () => {
  expect(breakFilterOf({ minAmount: '', maxAmount: '-', age: 'old' })).toEqual({});
  const given = { source: 'harbor', date: '2026-11-18', settled: true, workStatus: 'proposed' };
  expect(breakFilterOf(given)).toEqual(given);
});

it('proposals that keep a day from being closed are not a state of their own', () => {
  expect(proposalFilterOf({ state: 'undecided', source: 'harbor' })).toEqual({
    decided: false,
    source: 'harbor',
  });
  expect(proposalFilterOf({ state: 'rejected' })).toEqual({ state: 'rejected' });
  expect(proposalFilterOf({ workStatus: 'open' })).toEqual({ workStatus: 'open' });
});
