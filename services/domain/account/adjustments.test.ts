import { describe, test } from 'vitest';

import type { BalanceAdjusted } from './events.ts';
import { END, NOW, given, paid, refundRequested, sold } from './story.given.ts';

const people = {
  adjustmentId: 'ad-1',
  reasonId: 're-1',
  requestedBy: 'user:mori',
  approvedBy: 'user:sato',
  at: NOW,
} as const;

const adjusted = (change: Partial<BalanceAdjusted['data']>): BalanceAdjusted => ({
  type: 'BalanceAdjusted',
  data: {
    adjustmentId: 'ad-1',
    reasonId: 're-1',
    requestedBy: 'user:mori',
    approvedBy: 'user:sato',
    brand: 'harbor-mobile',
    kind: 'correction',
    direction: 'decrease',
    moved: paid(300),
    currency: 'JPY',
    expiresAt: END,
    adjustedAt: NOW,
    ...change,
  },
});

describe('goodwill', () => {
  const goodwill = {
    type: 'GrantGoodwill',
    data: { ...people, amount: 500, expiresAt: END },
  } as const;
  const given500 = adjusted({
    kind: 'goodwill',
    direction: 'increase',
    moved: { lot: 'ad-1', bucket: 'bonus', amount: 500 },
  });

  test('opens a bonus lot of its own', () =>
    given(...sold)
      .when(goodwill)
      .then(given500));

  test('is granted once', () => {
    given(...sold, given500)
      .when({ ...goodwill, data: { ...goodwill.data, at: END } })
      .thenNothing();
    given(...sold, given500)
      .when({ ...goodwill, data: { ...goodwill.data, amount: 501 } })
      .thenRefused('adjustment_differs', { adjustmentId: 'ad-1' });
  });

  test.each([
    ['the requester approves', 'user:mori', 'two_people_required'],
    ['a terminal approves', 'cli:sato', 'console_user_required'],
    ['a job approves', 'job:expiry', 'console_user_required'],
  ])('is refused when %s', (_, approvedBy, code) =>
    given(...sold)
      .when({ ...goodwill, data: { ...goodwill.data, approvedBy } })
      .thenRefused(code, { actor: approvedBy }),
  );
});

describe('a correction', () => {
  const correct = (direction: 'increase' | 'decrease', amount: number, lot = 'tu-1') =>
    ({ type: 'CorrectBalance', data: { ...people, direction, moved: paid(amount, lot) } }) as const;

  test('takes from the lot that it names, or adds to it', () => {
    given(...sold)
      .when(correct('decrease', 300))
      .then(adjusted({}));
    given(...sold)
      .when(correct('increase', 300))
      .then(adjusted({ direction: 'increase' }));
  });

  test('takes no more than is free', () =>
    given(...sold, refundRequested())
      .when(correct('decrease', 501))
      .thenRefused('adjustment_beyond_lot', { lot: 'tu-1', amount: 501, available: 500 }));

  test('names a lot that is there', () =>
    given(...sold)
      .when(correct('increase', 1, 'tu-9'))
      .thenRefused('lot_unknown', { lot: 'tu-9' }));

  test('takes two people', () =>
    given(...sold)
      .when({
        type: 'CorrectBalance',
        data: { ...correct('increase', 1).data, requestedBy: 'cli:sato' },
      })
      .thenRefused('two_people_required', { actor: 'user:sato' }));

  test('is made once', () =>
    given(...sold, adjusted({}))
      .when(correct('decrease', 300))
      .thenNothing());
});
