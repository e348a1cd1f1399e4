import { describe, expect, test } from 'vitest';

import type { LotAmount } from './events.ts';
import { endOfValidity } from './endOfValidity.ts';
import {
  BEFORE_END,
  END,
  NOW,
  activated,
  attached,
  bonus,
  credited,
  given,
  granted,
  opened,
  paid,
  refundRequested,
  used,
  sold,
} from './story.given.ts';

const LATER = '2027-01-18T15:00:00.000Z';
const second = credited({
  topUpId: 'tu-2',
  payment: { provider: 'konbini', reference: 'K-2' },
  expiresAt: LATER,
});

const expired = (lots: readonly LotAmount[], at = END) =>
  ({
    type: 'BalanceExpired',
    data: { brand: 'harbor-mobile', lots, currency: 'JPY', expiredAt: at },
  }) as const;

describe('a bonus', () => {
  const grant = {
    type: 'GrantBonus',
    data: {
      bonusId: 'bo-1',
      topUpId: 'tu-1',
      promotion: 'autumn-2026',
      amount: 300,
      expiresAt: END,
      at: granted().data.grantedAt,
    },
  } as const;

  test('opens a lot of its own', () =>
    given(...sold)
      .when(grant)
      .then(granted()));

  test('is granted once', () => {
    given(...sold, granted())
      .when(grant)
      .thenNothing();
    given(...sold, granted({ amount: 200 }))
      .when(grant)
      .thenRefused('lot_id_taken', { lot: 'bo-1' });
  });

  test('comes only with a top-up that was credited', () =>
    given(opened, attached).when(grant).thenRefused('top_up_unknown', { topUpId: 'tu-1' }));

  test('is a positive amount', () =>
    given(...sold)
      .when({ ...grant, data: { ...grant.data, amount: 0 } })
      .thenRefused('amount_not_allowed', { amount: 0 }));
});

describe('usage', () => {
  const use = (amount: number, date = '2026-11-19') =>
    ({
      type: 'RecordUsage',
      data: { usageId: 'us-1', date, amount, at: '2026-11-20T00:00:00.000Z' },
    }) as const;

  test('takes the lot that expires first', () =>
    given(...sold, second, granted({ expiresAt: '2026-12-01T15:00:00.000Z' }))
      .when(use(1400))
      .then(used(bonus(300), paid(1000), paid(100, 'tu-2'))));

  test('takes paid before bonus on a tie', () =>
    given(...sold, granted())
      .when(use(1100))
      .then(used(paid(1000), bonus(100))));

  test('takes the older of two that are alike, and last what has not begun', () => {
    const older = credited({
      topUpId: 'tu-0',
      payment: { provider: 'konbini', reference: 'K-0' },
      creditedAt: '2026-11-17T15:00:00.000Z',
    });
    const unbegun = credited({
      topUpId: 'tu-3',
      payment: { provider: 'konbini', reference: 'K-3' },
      expiresAt: null,
    });
    given(opened, attached, unbegun, credited(), older)
      .when(use(2001))
      .then(used(paid(1000, 'tu-0'), paid(1000), paid(1, 'tu-3')));
  });

  test('beyond the balance is refused whole, with what there is', () =>
    given(...sold, refundRequested())
      .when(use(501))
      .thenRefused('usage_beyond_balance', { usageId: 'us-1', amount: 501, available: 500 }));

  test('of a day before the end takes the lot, of the day after it does not', () => {
    given(...sold)
      .when(use(1, '2026-12-18'))
      .then({ ...used(paid(1)), data: { ...used(paid(1)).data, date: '2026-12-18' } });
    given(...sold)
      .when(use(1, '2026-12-19'))
      .thenRefused('usage_beyond_balance', { usageId: 'us-1', amount: 1, available: 0 });
  });

  test('is recorded once', () => {
    given(...sold, used(paid(400)))
      .when(use(400))
      .thenNothing();
    given(...sold, used(paid(400)))
      .when(use(401))
      .thenRefused('usage_recorded_differently', {
        usageId: 'us-1',
        date: '2026-11-19',
        amount: 400,
      });
  });
});

describe('expiry', () => {
  const expire = (at: string) => ({ type: 'ExpireBalance', data: { at } }) as const;

  test('forfeits what is left when validity ends, not a millisecond before', () => {
    given(...sold, granted(), used(paid(400)))
      .when(expire(BEFORE_END))
      .thenNothing();
    given(...sold, granted(), used(paid(400)))
      .when(expire(END))
      .then(expired([paid(600), bonus(300)]));
  });

  test('leaves what a refund holds', () =>
    given(...sold, refundRequested())
      .when(expire(END))
      .then(expired([paid(500)])));

  test('leaves a lot that a refund holds whole', () =>
    given(...sold, refundRequested({ value: 1000, payback: 1000, held: [paid(1000)] }))
      .when(expire(END))
      .thenNothing());

  test('leaves other lots, and happens once', () => {
    given(...sold, second)
      .when(expire(END))
      .then(expired([paid(1000)]));
    given(...sold, expired([paid(1000)]))
      .when(expire(END))
      .thenNothing();
  });
});

describe('validity', () => {
  test.each([
    ['2026-03-03T01:12:00.000Z', 30, '2026-04-02T15:00:00.000Z'],
    ['2026-03-03T14:59:59.999Z', 30, '2026-04-02T15:00:00.000Z'],
    ['2026-03-03T15:00:00.000Z', 30, '2026-04-03T15:00:00.000Z'],
    ['2028-02-28T00:00:00+09:00', 1, '2028-02-29T15:00:00.000Z'],
  ])('from %s for %i days ends at %s', (from, days, end) => {
    expect(endOfValidity(from, days)).toBe(end);
  });

  const extend = (at = NOW) =>
    ({ type: 'ExtendValidity', data: { topUpId: 'tu-2', validUntil: LATER, at } }) as const;

  test('extended, moves what would end earlier and is not over', () =>
    given(...sold, granted(), second)
      .when(extend())
      .then({
        type: 'ValidityExtended',
        data: { topUpId: 'tu-2', validUntil: LATER, lots: ['tu-1', 'bo-1'], extendedAt: NOW },
      }));

  test('that has ended is not extended', () =>
    given(...sold)
      .when(extend(END))
      .thenNothing());

  test('is not extended to the past', () =>
    given(...sold)
      .when(extend(LATER))
      .thenRefused('validity_not_after_start', { from: LATER, until: LATER }));
});

describe('lapse', () => {
  const lapse = (at: string) => ({ type: 'LapseAccount', data: { lapseDays: 7, at } }) as const;
  const lapsesAt = '2026-11-25T15:00:00.000Z';
  const lapsed = { type: 'AccountLapsed', data: { lapsedAt: lapsesAt } } as const;

  test('ends an account without a top-up since its activation, and forfeits its balance', () =>
    given(...sold, activated)
      .when(lapse(lapsesAt))
      .then(lapsed, expired([paid(1000)], lapsesAt)));

  test('waits for its days', () =>
    given(...sold, activated)
      .when(lapse('2026-11-25T14:59:59.999Z'))
      .thenRefused('account_not_lapsing', {
        activatedAt: activated.data.activatedAt,
        lapsesAt,
      }));

  test('does not happen after a top-up since the activation, nor before activation', () => {
    given(...sold, activated, { ...second, data: { ...second.data, paidAt: NOW } })
      .when(lapse(lapsesAt))
      .thenRefused('account_not_lapsing', {
        activatedAt: activated.data.activatedAt,
        lapsesAt: null,
      });
    given(...sold)
      .when(lapse(lapsesAt))
      .thenRefused('account_not_lapsing', { activatedAt: null, lapsesAt: null });
  });

  test('what a refund held of a lapsed account expires when it is released', () =>
    given(...sold, activated, refundRequested(), lapsed, expired([paid(500)], lapsesAt))
      .when({
        type: 'RejectRefund',
        data: { refundId: 'rf-1', reasonId: 're-1', rejectedBy: 'user:sato', at: lapsesAt },
      })
      .then(
        {
          type: 'RefundRejected',
          data: {
            refundId: 'rf-1',
            reasonId: 're-1',
            released: [paid(500)],
            rejectedBy: 'user:sato',
            rejectedAt: lapsesAt,
          },
        },
        expired([paid(500)], lapsesAt),
      ));
});
