import type { AccountEvent } from '@chobo/domain/account/events';
import { expect, test } from 'vitest';

import { BRAND, CARD, credited } from '../accounts/account.given.ts';
import { rowsInMemory } from '../rows/rowSet.ts';
import { NOON, typed } from '../runner/events.given.ts';
import { foldTopUps, topUpTable, touchedTopUp } from './foldTopUps.ts';
import type { TopUpColumns } from './foldTopUps.ts';

const stream = 'account-acc-1';
const LATER = '2026-11-20T03:00:00.000Z';

const topUpAfter = (...events: readonly AccountEvent[]): TopUpColumns | undefined => {
  const rows = rowsInMemory<TopUpColumns>(topUpTable);
  for (const event of events) foldTopUps(rows, typed(stream, event), 'acc-1');
  return rows.get('t1');
};

const requested: AccountEvent = {
  type: 'TopUpRequested',
  data: {
    topUpId: 't1',
    iccid: CARD,
    channel: 'kiosk',
    method: 'konbini',
    offer: null,
    price: 1000,
    value: 1000,
    currency: 'JPY',
    requestedAt: NOON,
  },
};
const provisional: AccountEvent = {
  type: 'TopUpPaidProvisionally',
  data: {
    topUpId: 't1',
    payment: { provider: 'konbini', reference: 'k-1' },
    price: 1000,
    currency: 'JPY',
    paidAt: LATER,
  },
};

test('a konbini payment is requested, then provisional, then credited', () => {
  expect(topUpAfter(requested)).toMatchObject({
    status: 'requested',
    requested_at_ms: Date.parse(NOON),
    paid_at_ms: null,
    at_ms: Date.parse(NOON),
  });
  expect(topUpAfter(requested, provisional)).toMatchObject({
    status: 'provisional',
    provider: 'konbini',
    reference: 'k-1',
    at_ms: Date.parse(LATER),
  });
  const credit = credited('t1', { channel: 'kiosk', method: 'konbini', paidAt: LATER });
  expect(topUpAfter(requested, provisional, credit)).toEqual({
    top_up_id: 't1',
    account_id: 'acc-1',
    status: 'credited',
    iccid: CARD,
    brand: BRAND,
    channel: 'kiosk',
    method: 'konbini',
    provider: 'stripe',
    reference: 'pay-t1',
    price: 1000,
    value: 1000,
    currency: 'JPY',
    requested_at_ms: Date.parse(NOON),
    paid_at_ms: Date.parse(LATER),
    credited_at_ms: Date.parse(NOON),
    ended_at_ms: null,
    end_reason: null,
    taken_back: 0,
    imported: false,
    at_ms: Date.parse(LATER),
  });
});

test('a quick report that is cancelled ends the top-up with its reason', () => {
  const failed: AccountEvent = {
    type: 'TopUpFailed',
    data: {
      topUpId: 't1',
      reason: 'provisional_cancelled',
      price: 1000,
      currency: 'JPY',
      provider: 'konbini',
      failedAt: LATER,
    },
  };
  expect(topUpAfter(requested, provisional, failed)).toMatchObject({
    status: 'failed',
    end_reason: 'provisional_cancelled',
    ended_at_ms: Date.parse(LATER),
  });
});

test('what providers take back adds up', () => {
  const reversed: AccountEvent = {
    type: 'TopUpReversed',
    data: {
      topUpId: 't1',
      brand: BRAND,
      kind: 'chargeback',
      provider: 'stripe',
      taken: 400,
      unused: 400,
      promotion: 0,
      currency: 'JPY',
      clawedBack: [],
      reversedAt: LATER,
    },
  };
  expect(topUpAfter(credited('t1'), reversed, reversed)).toMatchObject({
    status: 'reversed',
    taken_back: 800,
    end_reason: 'chargeback',
  });
  expect(() => topUpAfter(reversed)).toThrow('Top-up t1 was never credited');
});

test('imported history is new by its nature, a credit of today may have been requested', () => {
  expect(touchedTopUp(typed(stream, credited('t1', { imported: true })))).toBeNull();
  expect(touchedTopUp(typed(stream, credited('t1')))).toBe('t1');
  expect(touchedTopUp(typed(stream, requested))).toBeNull();
});
