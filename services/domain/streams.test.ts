import fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  accountStream,
  breakStream,
  cardStream,
  catalogueStream,
  paymentStream,
  reconciliationDayStream,
  statementStream,
} from './streams.ts';

test('streams are named by what they are', () => {
  expect([
    accountStream('acc-1'),
    cardStream('8981100000010429944'),
    paymentStream('konbini', 'KONBINI-584286507-341'),
    statementStream('st-1'),
    reconciliationDayStream('harbor', '2026-11-18'),
    breakStream('br-1'),
    catalogueStream('refund-policy', 'harbor-refunds'),
  ]).toStrictEqual([
    'account-acc-1',
    'card-8981100000010429944',
    'payment-konbini:KONBINI-584286507-341',
    'statement-st-1',
    'reconciliationDay-harbor:2026-11-18',
    'break-br-1',
    'catalogue-refund-policy:harbor-refunds',
  ]);
});

test('a colon within the provider does not move into the reference', () => {
  expect(paymentStream('a:b', 'c')).toBe('payment-a%3Ab:c');
  expect(paymentStream('a', 'b:c')).toBe('payment-a:b:c');
  expect(paymentStream('a%3Ab', 'c')).toBe('payment-a%253Ab:c');
});

test('no two payments share a stream', () => {
  const part = fc.string({ unit: fc.constantFrom('a', ':', '%', '3', 'A') });
  fc.assert(
    fc.property(part, part, part, part, (provider, reference, otherProvider, otherReference) => {
      fc.pre(provider !== otherProvider || reference !== otherReference);
      expect(paymentStream(provider, reference)).not.toBe(
        paymentStream(otherProvider, otherReference),
      );
    }),
    { numRuns: 1000 },
  );
});
