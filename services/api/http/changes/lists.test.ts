import { expect, it } from 'vitest';

import { everyList, listsOf, readable } from './lists.ts';

it('names the lists in which a stream shows', () => {
  expect([...listsOf(['catalogue-brand:harbor', 'statement-1'])]).toEqual([
    'catalogue',
    'statements',
  ]);
  expect(listsOf(['break-1'])).toContain('ledger');
  expect(listsOf([]).size).toBe(0);
});

it('takes a stream of an unknown kind for a change of everything', () => {
  expect(listsOf(['voucher-1'])).toEqual(everyList());
});

it('tells nobody of what they may not read', () => {
  expect(readable(listsOf(['account-a']), ['support_agent'])).toEqual([
    'cards',
    'accounts',
    'top-ups',
    'refunds',
  ]);
  expect(readable(everyList(), [])).toEqual([]);
});
