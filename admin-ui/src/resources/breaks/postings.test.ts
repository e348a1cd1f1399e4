import { expect, it } from 'vitest';

import { postingLines } from './postings';

const writeOff = { debit: 'expense:over-short', credit: 'asset:suspense' };

it('a loss is an expense, a gain the other way round', () => {
  expect(postingLines(writeOff, 700, null)).toEqual([
    { account: 'expense:over-short', side: 'debit' },
    { account: 'asset:suspense', side: 'credit' },
  ]);
  expect(postingLines(writeOff, -700, null)).toEqual([
    { account: 'asset:suspense', side: 'debit' },
    { account: 'expense:over-short', side: 'credit' },
  ]);
});

it('an adjustment posts on the account that is named, once it is', () => {
  const adjustment = { debit: null, credit: 'asset:suspense' };
  expect(postingLines(adjustment, 1, 'expense:fees')[0]?.account).toBe('expense:fees');
  expect(postingLines(adjustment, 1, null)[0]?.account).toBeNull();
});
