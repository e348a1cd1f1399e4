import { expect, test } from 'vitest';

import { credited } from '../accounts/account.given.ts';
import { rowsInMemory } from '../rows/rowSet.ts';
import { NOON, typed } from '../runner/events.given.ts';
import type { ChoboEvent, Recorded } from '../runner/eventTypes.ts';
import { claimTable, foldClaims } from './projection.ts';
import type { ClaimColumns } from './projection.ts';

const PAYMENT = 'stripe:pay-t1';
const credit = credited('t1');
if (credit.type !== 'TopUpCredited') throw new Error('the given credit is a credit');

const claimed = typed(`payment-${PAYMENT}`, {
  type: 'PaymentClaimed',
  data: { accountId: 'acc-1', credit: credit.data, claimedAt: NOON },
});
const refused = typed(`payment-${PAYMENT}`, {
  type: 'PaymentCreditRefused',
  data: { topUpId: 't1', code: 'account_lapsed', refusedAt: NOON },
});

const claimAfter = (...events: readonly Recorded<ChoboEvent>[]): ClaimColumns | undefined => {
  const rows = rowsInMemory<ClaimColumns>(claimTable);
  for (const event of events) foldClaims(rows, event);
  return rows.get(PAYMENT);
};

test('a claim waits until its own top-up is credited', () => {
  expect(claimAfter(claimed)).toMatchObject({ state: 'pending', top_up_id: 't1' });
  expect(claimAfter(claimed, typed('account-acc-1', credit))).toMatchObject({
    state: 'credited',
    settled_at_ms: Date.parse(NOON),
  });
});

test('the credit of another top-up, or by another payment, settles no claim of this one', () => {
  const payment = { provider: 'stripe', reference: 'pay-t1' };
  const otherTopUp = typed('account-acc-1', credited('t2', { payment }));
  expect(claimAfter(claimed, otherTopUp)?.state).toBe('pending');
  expect(claimAfter(claimed, typed('account-acc-1', credited('t3')))?.state).toBe('pending');
});

test('a refusal settles a claim with its code', () => {
  expect(claimAfter(claimed, refused)).toMatchObject({
    state: 'refused',
    refusal: 'account_lapsed',
  });
});

test('a settlement without a claim makes none', () => {
  expect(claimAfter(refused, typed('account-acc-1', credit))).toBeUndefined();
});
