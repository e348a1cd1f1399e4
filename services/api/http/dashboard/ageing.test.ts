import { expect, it } from 'vitest';

import type { OpenBreaks } from '@chobo/projections/reconciliation-days/openWork';

import { ageingOf } from './ageing.ts';

const open = (date: string, count: number, currency = 'JPY'): OpenBreaks => ({
  source: 'harbor',
  date,
  currency,
  count,
  atRisk: count * 100,
  withoutAmount: 0,
});

it('puts each break into the one group whose days are those that the list is asked for', () => {
  // Monday 23 November 2026.
  const groups = ageingOf(
    [
      open('2026-11-24', 1),
      open('2026-11-20', 2),
      open('2026-11-19', 4),
      open('2026-11-16', 8),
      open('2026-11-13', 16),
      open('2026-11-13', 1, 'USD'),
      open('2026-11-06', 32),
    ],
    '2026-11-23',
  );
  expect(groups.map(({ from, to, breaks }) => [from, to, breaks])).toEqual([
    ['2026-11-20', null, 3],
    ['2026-11-18', '2026-11-19', 4],
    ['2026-11-16', '2026-11-17', 8],
    ['2026-11-09', '2026-11-15', 17],
    [null, '2026-11-08', 32],
  ]);
  expect(groups[3]?.atRisk).toEqual([
    { amount: 1600, currency: 'JPY' },
    { amount: 100, currency: 'USD' },
  ]);
});
