import type { AccountEvent } from '@chobo/domain/account/events';
import { describe, expect, test } from 'vitest';

import { rowsInMemory } from '../rows/rowSet.ts';
import { NOON, typed } from '../runner/events.given.ts';
import {
  BRAND,
  bonus,
  credited,
  refundApproved,
  refundFailed,
  refundRequested,
  used,
} from './account.given.ts';
import { foldLots } from './foldLots.ts';
import { lotTable } from './lots.ts';
import type { LotColumns } from './lots.ts';

const lotsAfter = (...events: readonly AccountEvent[]): Record<string, LotColumns> => {
  const rows = rowsInMemory<LotColumns>(lotTable);
  for (const event of events) foldLots(rows, typed('account-acc-1', event), 'acc-1');
  return Object.fromEntries([...rows.values()].map((lot) => [lot.lot_id, lot]));
};

const EXPIRY = Date.parse('2026-12-18T15:00:00.000Z');

describe('lots', () => {
  test('a credit opens a paid lot, a bonus a bonus lot of its top-up', () => {
    const { t1, b1 } = lotsAfter(credited('t1'), bonus('b1', 't1'));
    expect(t1).toEqual({
      account_id: 'acc-1',
      lot_id: 't1',
      bucket: 'paid',
      top_up_id: 't1',
      credited_at_ms: Date.parse(NOON),
      expires_at_ms: EXPIRY,
      initial: 1000,
      adjusted: 0,
      remaining: 1000,
      held: 0,
      used: 0,
      expired: 0,
      refunded: 0,
      clawed_back: 0,
      reversed: 0,
    });
    expect(b1).toMatchObject({ bucket: 'bonus', top_up_id: 't1', initial: 100, remaining: 100 });
  });

  test('use leaves the lot by what was taken', () => {
    expect(lotsAfter(credited('t1'), used('u1', 't1', 300)).t1).toMatchObject({
      remaining: 700,
      used: 300,
    });
  });

  test('a refund holds what it asks for until it is approved, then takes it with its bonus', () => {
    const story = [credited('t1'), bonus('b1', 't1'), refundRequested('r1', 't1', 'b1')];
    const asked = lotsAfter(...story);
    expect(asked.t1).toMatchObject({ remaining: 1000, held: 500, refunded: 0 });
    expect(asked.b1).toMatchObject({ remaining: 100, held: 50, clawed_back: 0 });

    const approved = lotsAfter(...story, refundApproved('r1', 't1', 'b1'));
    expect(approved.t1).toMatchObject({ remaining: 500, held: 0, refunded: 500 });
    expect(approved.b1).toMatchObject({ remaining: 50, held: 0, clawed_back: 50 });
  });

  test('a refund that fails puts everything back', () => {
    const lots = lotsAfter(
      credited('t1'),
      bonus('b1', 't1'),
      refundRequested('r1', 't1', 'b1'),
      refundApproved('r1', 't1', 'b1'),
      refundFailed('r1', 't1', 'b1'),
    );
    expect(lots.t1).toMatchObject({ remaining: 1000, held: 0, refunded: 0 });
    expect(lots.b1).toMatchObject({ remaining: 100, held: 0, clawed_back: 0 });
  });

  test('lots whose validity has not begun end with that of the activation, others keep theirs', () => {
    const validUntil = '2027-02-16T15:00:00.000Z';
    const lots = lotsAfter(credited('waits', { expiresAt: null }), credited('runs'), {
      type: 'AccountActivated',
      data: { activatedAt: NOON, validUntil },
    });
    expect(lots.waits?.expires_at_ms).toBe(Date.parse(validUntil));
    expect(lots.runs?.expires_at_ms).toBe(EXPIRY);
  });

  test('an extension moves the lots that it names and no other', () => {
    const validUntil = '2027-02-16T15:00:00.000Z';
    const lots = lotsAfter(credited('t1'), credited('t2'), {
      type: 'ValidityExtended',
      data: { topUpId: 't2', validUntil, lots: ['t1'], extendedAt: NOON },
    });
    expect(lots.t1?.expires_at_ms).toBe(Date.parse(validUntil));
    expect(lots.t2?.expires_at_ms).toBe(EXPIRY);
  });

  test('a reversal takes what is unused and claws the bonus back', () => {
    const lots = lotsAfter(credited('t1'), bonus('b1', 't1'), used('u1', 't1', 300), {
      type: 'TopUpReversed',
      data: {
        topUpId: 't1',
        brand: BRAND,
        kind: 'chargeback',
        provider: 'stripe',
        taken: 1000,
        unused: 700,
        promotion: 0,
        currency: 'JPY',
        clawedBack: [{ lot: 'b1', bucket: 'bonus', amount: 100 }],
        reversedAt: NOON,
      },
    });
    expect(lots.t1).toMatchObject({ remaining: 0, used: 300, reversed: 700 });
    expect(lots.b1).toMatchObject({ remaining: 0, clawed_back: 100 });
  });

  test('goodwill opens a lot of its own, a correction changes one that is there', () => {
    const adjustment = {
      brand: BRAND,
      currency: 'JPY',
      expiresAt: null,
      reasonId: 'x',
      requestedBy: 'user:mori',
      approvedBy: 'user:sato',
      adjustedAt: NOON,
    };
    const lots = lotsAfter(
      credited('t1'),
      {
        type: 'BalanceAdjusted',
        data: {
          ...adjustment,
          adjustmentId: 'a1',
          kind: 'goodwill',
          direction: 'increase',
          moved: { lot: 'a1', bucket: 'bonus', amount: 200 },
        },
      },
      {
        type: 'BalanceAdjusted',
        data: {
          ...adjustment,
          adjustmentId: 'a2',
          kind: 'correction',
          direction: 'decrease',
          moved: { lot: 't1', bucket: 'paid', amount: 50 },
        },
      },
    );
    expect(lots.a1).toMatchObject({ bucket: 'bonus', top_up_id: null, remaining: 200 });
    expect(lots.t1).toMatchObject({ initial: 1000, adjusted: -50, remaining: 950 });
  });

  test('a lot that was never opened stops the projection', () => {
    expect(() => lotsAfter(used('u1', 'nowhere', 1))).toThrow('Account acc-1 has no lot nowhere');
  });

  test('an event of something else changes nothing', () => {
    expect(
      lotsAfter({ type: 'CardAttached', data: { iccid: '8981100000010429944', attachedAt: NOON } }),
    ).toEqual({});
  });
});
