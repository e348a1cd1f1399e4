import { describe, expect, test } from 'vitest';

import type { AccountEvent } from '../account/events.ts';
import {
  NOW,
  activated,
  attached,
  bonus,
  credited,
  granted,
  opened,
  paid,
  provisional,
  refundApproved,
  refundRequested,
  refundSent,
  requested,
  used,
} from '../account/story.given.ts';
import type { BreakEvent, BreakResolution } from '../break/events.ts';
import { postingsOf } from './postings.ts';
import { transaction } from './transaction.ts';

/** A transaction as a bookkeeper writes it: account → debit, or credit when negative. */
const table = (event: AccountEvent | BreakEvent, accountId: string | null = 'acc-1') =>
  postingsOf(event, { accountId }).map(({ account, amount }) => [account, amount]);

describe('a top-up in the ledger', () => {
  test('paid provisionally is unconfirmed', () =>
    expect(table(provisional)).toStrictEqual([
      ['asset:clearing:konbini:provisional', 1000],
      ['liability:unconfirmed', -1000],
    ]));

  test('cancelled while provisional takes that back; given up otherwise moves nothing', () => {
    const failed = (reason: 'provisional_cancelled' | 'abandoned') =>
      ({
        type: 'TopUpFailed',
        data: {
          topUpId: 'tu-1',
          reason,
          price: 1000,
          currency: 'JPY',
          provider: 'konbini',
          failedAt: NOW,
        },
      }) as const;
    expect(table(failed('provisional_cancelled'))).toStrictEqual([
      ['liability:unconfirmed', 1000],
      ['asset:clearing:konbini:provisional', -1000],
    ]);
    expect(table(failed('abandoned'))).toStrictEqual([]);
  });

  test('credited owes its value, with the promotion and the carrier’s charge', () =>
    expect(table(credited({ value: 1100 }))).toStrictEqual([
      ['asset:clearing:konbini', 1000],
      ['expense:promotion', 100],
      ['liability:prepaid:harbor-mobile', -1100],
      ['expense:carrier:harbor', 900],
      ['liability:carrier:harbor', -900],
    ]));

  test('confirmed leaves the provisional clearing as well', () =>
    expect(table(credited({ wasProvisional: true, carrierCharge: null }))).toStrictEqual([
      ['asset:clearing:konbini', 1000],
      ['liability:prepaid:harbor-mobile', -1000],
      ['liability:unconfirmed', 1000],
      ['asset:clearing:konbini:provisional', -1000],
    ]));

  test('names the account, the source that confirms it and the top-up', () => {
    const keys = postingsOf(credited(), { accountId: 'acc-1' }).map((posting) => posting.keys);
    const expected = { accountId: 'acc-1', source: 'harbor', topUpId: 'tu-1', refundId: null };
    expect(keys).toStrictEqual(keys.map(() => expected));
  });

  test('reversed costs what the provider took beyond what was unused', () =>
    expect(
      table({
        type: 'TopUpReversed',
        data: {
          topUpId: 'tu-1',
          brand: 'harbor-mobile',
          kind: 'chargeback',
          provider: 'konbini',
          taken: 1000,
          unused: 700,
          promotion: 100,
          currency: 'JPY',
          clawedBack: [bonus(300)],
          reversedAt: NOW,
        },
      }),
    ).toStrictEqual([
      ['liability:prepaid:harbor-mobile', 700],
      ['expense:chargeback', 400],
      ['asset:clearing:konbini', -1000],
      ['expense:promotion', -100],
      ['liability:bonus:harbor-mobile', 300],
      ['expense:promotion', -300],
    ]));

  test('whose charge the carrier cancels costs no longer what it did', () =>
    expect(
      table({
        type: 'CarrierChargeCancelled',
        data: {
          topUpId: 'tu-1',
          source: 'harbor',
          carrier: 'harbor',
          amount: 900,
          currency: 'JPY',
          cancelledAt: NOW,
        },
      }),
    ).toStrictEqual([
      ['liability:carrier:harbor', 900],
      ['expense:carrier:harbor', -900],
    ]));
});

describe('a balance in the ledger', () => {
  test('a bonus is a promotion that we owe', () =>
    expect(table(granted())).toStrictEqual([
      ['expense:promotion', 300],
      ['liability:bonus:harbor-mobile', -300],
    ]));

  test('usage earns what it takes, of either bucket, and names the top-up of a paid lot', () => {
    const transactionOfUse = postingsOf(used(paid(400), bonus(100)), { accountId: 'acc-1' });
    expect(
      transactionOfUse.map(({ account, amount, keys }) => [account, amount, keys.topUpId]),
    ).toStrictEqual([
      ['liability:prepaid:harbor-mobile', 400, 'tu-1'],
      ['liability:bonus:harbor-mobile', 100, null],
      ['income:service', -500, null],
    ]);
  });

  test('expiry of paid value is breakage, of bonus a promotion taken back', () =>
    expect(
      table({
        type: 'BalanceExpired',
        data: {
          brand: 'harbor-mobile',
          lots: [paid(600), bonus(300)],
          currency: 'JPY',
          expiredAt: NOW,
        },
      }),
    ).toStrictEqual([
      ['liability:prepaid:harbor-mobile', 600],
      ['liability:bonus:harbor-mobile', 300],
      ['income:breakage', -600],
      ['expense:promotion', -300],
    ]));

  const adjusted = (kind: 'goodwill' | 'correction', direction: 'increase' | 'decrease') =>
    ({
      type: 'BalanceAdjusted',
      data: {
        adjustmentId: 'ad-1',
        brand: 'harbor-mobile',
        kind,
        direction,
        moved: kind === 'goodwill' ? bonus(500, 'ad-1') : paid(500),
        currency: 'JPY',
        expiresAt: null,
        reasonId: 're-1',
        requestedBy: 'user:mori',
        approvedBy: 'user:sato',
        adjustedAt: NOW,
      },
    }) as const;

  test('goodwill is owed as bonus', () =>
    expect(table(adjusted('goodwill', 'increase'))).toStrictEqual([
      ['liability:bonus:harbor-mobile', -500],
      ['expense:goodwill', 500],
    ]));

  test('a correction stands against suspense, in either direction', () => {
    expect(table(adjusted('correction', 'increase'))).toStrictEqual([
      ['liability:prepaid:harbor-mobile', -500],
      ['asset:suspense', 500],
    ]);
    expect(table(adjusted('correction', 'decrease'))).toStrictEqual([
      ['liability:prepaid:harbor-mobile', 500],
      ['asset:suspense', -500],
    ]);
  });
});

describe('a refund in the ledger', () => {
  const terms = { value: 600, payback: 500, fee: 100 };
  const given = [paid(600), bonus(150)];
  const approval = [
    ['liability:prepaid:harbor-mobile', 600],
    ['liability:refund-payable', -400],
    ['income:refund-fee', -100],
    ['expense:promotion', -100],
    ['liability:bonus:harbor-mobile', 150],
    ['expense:promotion', -150],
  ];
  const takenBack = approval.map(([account, amount]) => [account, -Number(amount)]);
  const common = {
    refundId: 'rf-1',
    topUpId: 'tu-1',
    brand: 'harbor-mobile',
    ...terms,
    currency: 'JPY',
    returned: given,
  };
  const cancelled = (afterApproval: boolean) =>
    ({
      type: 'RefundCancelled',
      data: { ...common, afterApproval, cancelledBy: 'user:mori', cancelledAt: NOW },
    }) as const;

  test('approved, is owed less the fee, and takes the promotion back', () =>
    expect(table(refundApproved({ ...terms, taken: given }))).toStrictEqual(approval));

  test('failed, or cancelled after approval, is the reverse of approved', () => {
    expect(
      table({ type: 'RefundFailed', data: { ...common, reason: 'closed', failedAt: NOW } }),
    ).toStrictEqual(takenBack);
    expect(table(cancelled(true))).toStrictEqual(takenBack);
  });

  test('cancelled before approval moved nothing', () =>
    expect(table(cancelled(false))).toStrictEqual([]));

  test.each([
    ['bank', 'asset:bank'],
    ['paypal', 'asset:clearing:paypal'],
  ])('paid from %s leaves %s', (paidFrom, account) =>
    expect(
      table({
        type: 'RefundPaid',
        data: {
          refundId: 'rf-1',
          paidFrom,
          amount: 400,
          currency: 'JPY',
          payoutReference: 'ZG-7',
          paidAt: NOW,
        },
      }),
    ).toStrictEqual([
      ['liability:refund-payable', 400],
      [account, -400],
    ]),
  );
});

describe('a break in the ledger', () => {
  const resolution: BreakResolution = { kind: 'adjustment', amount: 500, account: 'expense:fees' };
  const about = {
    breakId: 'br-1',
    source: 'harbor',
    date: '2026-11-18',
    currency: 'JPY',
    amount: 500,
  };
  const resolved = (of: BreakResolution) =>
    ({
      type: 'BreakResolved',
      data: { ...about, resolution: of, resolvedBy: 'user:sato', resolvedAt: NOW },
    }) as const;

  test('resolved goes from suspense where the resolution says', () => {
    expect(table(resolved(resolution), null)).toStrictEqual([
      ['expense:fees', 500],
      ['asset:suspense', -500],
    ]);
    expect(table(resolved({ kind: 'write_off', amount: -1000 }), null)).toStrictEqual([
      ['expense:over-short', -1000],
      ['asset:suspense', 1000],
    ]);
  });

  test('undone comes back', () =>
    expect(
      table(
        {
          type: 'BreakResolutionUndone',
          data: { ...about, resolution, reasonId: 're-1', undoneBy: 'user:mori', undoneAt: NOW },
        },
        null,
      ),
    ).toStrictEqual([
      ['expense:fees', -500],
      ['asset:suspense', 500],
    ]));

  test('resolved without money, or by a refund that posts itself, moves nothing', () => {
    expect(table(resolved({ kind: 'ignored' }), null)).toStrictEqual([]);
    expect(table(resolved({ kind: 'refund', refundId: 'rf-1' }), null)).toStrictEqual([]);
  });
});

test('what moves no value has no transaction', () => {
  const silent = [opened, attached, activated, requested, refundRequested(), refundSent];
  expect(silent.map((event) => table(event))).toStrictEqual(silent.map(() => []));
});

test('an account event without its account, and lines out of balance, are bugs', () => {
  expect(() => postingsOf(credited(), { accountId: null })).toThrow(RangeError);
  const keys = { accountId: 'acc-1', source: null, topUpId: null, refundId: null };
  expect(() => transaction('JPY', keys, [{ account: 'asset:bank', amount: 1 }])).toThrow(
    /out of balance by 1 JPY/,
  );
});
