import { expect, test } from 'vitest';

import { factsOf } from './facts.ts';
import type { Break } from './outcome.ts';

const missing: Break = {
  kind: 'missing_in_statement',
  items: [],
  lines: [],
  mainLine: null,
  difference: -1000,
  alsoDiffers: [],
  closesItems: false,
};

test('a break that its sides explain has no other facts', () => {
  expect(factsOf(missing)).toEqual({});
});

test('what stands elsewhere is named by place and time', () => {
  const executedInstead = {
    id: 'tu-2',
    card: '8981',
    amount: 1000,
    currency: 'JPY',
    at: 5,
    payment: 'stripe:2',
  };
  expect(factsOf({ ...missing, kind: 'duplicate_in_ledger', executedInstead })).toEqual({
    executedInstead: { item: 'tu-2', at: 5 },
  });
  const executedBy = { date: '2026-11-17', fileLine: 8 };
  expect(factsOf({ ...missing, kind: 'duplicate_in_statement', executedBy })).toEqual({
    executedBy,
  });
});

test('a charge that is not named is told as none beside the contract’s', () => {
  const line = {
    fileLine: 3,
    at: 1,
    carrierReference: 'c',
    reference: 'r',
    card: '8981',
    amount: 1000,
    wholesale: null,
    currency: 'JPY',
    status: 'done',
    attributes: '',
  } as const;
  expect(factsOf({ ...missing, kind: 'fee', lines: [line], contractCharge: 700 })).toEqual({
    charge: null,
    contractCharge: 700,
  });
});
