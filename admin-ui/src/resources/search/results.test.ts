import { expect, it } from 'vitest';

import { addressOf, byType, type SearchResult } from './results';

const result = (type: SearchResult['type'], id: string): SearchResult => ({
  type,
  id,
  exact: false,
  by: 'id',
  matched: id,
  kind: null,
  state: null,
  at: null,
  amount: null,
});

it('leads to the page of what was found, where the console has one', () => {
  const shown = { cards: { hasShow: true, hasList: true }, refunds: { hasList: true } };
  expect(addressOf(result('card', '8981'), shown)).toBe('/cards/8981/show');
  expect(addressOf(result('refund', 're-1'), shown)).toBe('/refunds');
  expect(addressOf(result('statement', 'st-1'), shown)).toBeNull();
  expect(addressOf(result('account', 'acc-1'), shown)).toBe(
    '/cards?filter=%7B%22accountId%22%3A%22acc-1%22%7D',
  );
  expect(
    addressOf(result('reconciliation-day', 'harbor:2026-11-18'), {
      'reconciliation-days': { hasShow: true },
    }),
  ).toBe('/reconciliation-days/harbor%3A2026-11-18/show');
});

it('keeps a type together, the best first', () => {
  const found = [result('refund', 'a'), result('card', 'b'), result('refund', 'c')];
  expect(byType(found).map(({ id }) => id)).toEqual(['a', 'c', 'b']);
});
