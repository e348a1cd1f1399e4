import { describe, test } from 'vitest';

import { credited } from '../account/story.given.ts';
import { specificationOf } from '../kernel/specification.given.ts';
import { payment } from './decider.ts';

const { given } = specificationOf(payment);

const AT = '2026-11-17T15:10:14.000Z';
const credit = credited().data;
const claim = { type: 'ClaimPayment', data: { accountId: 'acc-1', credit, at: AT } } as const;
const claimed = {
  type: 'PaymentClaimed',
  data: { accountId: 'acc-1', credit, claimedAt: AT },
} as const;
const refuse = {
  type: 'RefusePaymentCredit',
  data: { topUpId: 'tu-1', code: 'account_lapsed', at: AT },
} as const;
const refused = {
  type: 'PaymentCreditRefused',
  data: { topUpId: 'tu-1', code: 'account_lapsed', refusedAt: AT },
} as const;
const first = { accountId: 'acc-1', topUpId: 'tu-1' };

describe('a payment', () => {
  test('is claimed with the whole intent', () => given().when(claim).then(claimed));

  test('claimed again by the same top-up changes nothing', () =>
    given(claimed).when(claim).thenNothing());

  test('is never credited to a second top-up, on this account or another', () => {
    given(claimed)
      .when({ ...claim, data: { ...claim.data, credit: { ...credit, topUpId: 'tu-2' } } })
      .thenRefused('payment_already_claimed', first);
    given(claimed)
      .when({ ...claim, data: { ...claim.data, accountId: 'acc-2' } })
      .thenRefused('payment_already_claimed', first);
  });

  test('claimed again with other content is refused, with the fields that differ', () =>
    given(claimed)
      .when({ ...claim, data: { ...claim.data, credit: { ...credit, price: 2000 } } })
      .thenRefused('payment_claimed_differently', { ...first, fields: ['price'] }));

  test('whose credit the account refuses is to be given back', () =>
    given(claimed).when(refuse).then(refused));

  test('is refused once, and not claimed any more', () => {
    given(claimed, refused).when(refuse).thenNothing();
    given(claimed, refused).when(claim).thenRefused('payment_credit_refused', first);
  });

  test('that nobody claimed, or another top-up, has no credit to refuse', () => {
    given().when(refuse).thenRefused('payment_not_claimed', { topUpId: 'tu-1' });
    given(claimed)
      .when({ ...refuse, data: { ...refuse.data, topUpId: 'tu-2' } })
      .thenRefused('payment_already_claimed', first);
  });
});
