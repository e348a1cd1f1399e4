import { describe, test } from 'vitest';

import {
  ICCID,
  NOW,
  OTHER_ICCID,
  activated,
  attached,
  credit,
  credited,
  given,
  granted,
  opened,
  provisional,
  requested,
} from './story.given.ts';
import type { TopUpFailed } from './events.ts';

const lapsed = { type: 'AccountLapsed', data: { lapsedAt: NOW } } as const;

describe('requesting a top-up', () => {
  const { requestedAt, ...asked } = requested.data;
  const request = { type: 'RequestTopUp', data: { ...asked, at: requestedAt } } as const;

  test('records what was asked', () => given(opened, attached).when(request).then(requested));

  test('the same request again changes nothing, also after its credit', () => {
    given(opened, attached, requested).when(request).thenNothing();
    given(opened, attached, credited()).when(request).thenNothing();
  });

  test('another price under the same id is refused', () =>
    given(opened, attached, requested)
      .when({ ...request, data: { ...request.data, price: 900 } })
      .thenRefused('top_up_differs', { topUpId: 'tu-1', fields: ['price'] }));

  test('a lapsed account takes no new top-up', () =>
    given(opened, attached, lapsed)
      .when(request)
      .thenRefused('account_lapsed', { accountId: 'acc-1' }));
});

describe('crediting a top-up', () => {
  test('puts the value on the account', () =>
    given(opened, attached).when(credit()).then(credited()));

  test('the same credit again changes nothing, in whatever zone it was paid', () =>
    given(opened, attached, credited())
      .when(credit({ paidAt: '2026-11-17T15:10:12.000Z', creditedAt: NOW, expiresAt: null }))
      .thenNothing());

  test('other content under a known id is refused, with the fields that differ', () =>
    given(opened, attached, credited())
      .when(
        credit({ price: 2000, value: 2000, payment: { provider: 'konbini', reference: 'K-2' } }),
      )
      .thenRefused('top_up_differs', {
        topUpId: 'tu-1',
        fields: ['payment_reference', 'price', 'value'],
      }));

  test('differing from what was requested is refused', () =>
    given(opened, attached, requested)
      .when(credit({ value: 1200 }))
      .thenRefused('top_up_differs', { topUpId: 'tu-1', fields: ['value'] }));

  test('history under the id of a top-up that was requested here is refused', () =>
    given(opened, attached, requested)
      .when(credit({ imported: true }))
      .thenRefused('top_up_status', { topUpId: 'tu-1', status: 'requested' }));

  test.each([0, -1, 0.5, 1_000_000_000_001])('an amount of %s is refused', (price) =>
    given(opened, attached)
      .when(credit({ price }))
      .thenRefused('amount_not_allowed', { amount: price }),
  );

  test('another brand, currency or card is refused', () => {
    given(opened, attached)
      .when(credit({ brand: 'lagoon' }))
      .thenRefused('brand_differs', { account: 'harbor-mobile', given: 'lagoon' });
    given(opened, attached)
      .when(credit({ currency: 'USD' }))
      .thenRefused('currency_differs', { account: 'JPY', given: 'USD' });
    given(opened, attached)
      .when(credit({ iccid: OTHER_ICCID }))
      .thenRefused('card_not_attached', { iccid: OTHER_ICCID, accountId: 'acc-1' });
  });

  test('the id of a bonus is not taken a second time', () =>
    given(opened, attached, credited(), granted({ bonusId: 'tu-2' }))
      .when(credit({ topUpId: 'tu-2', payment: { provider: 'konbini', reference: 'K-2' } }))
      .thenRefused('lot_id_taken', { lot: 'tu-2' }));

  test('a value credited after the activation ends with the validity that has begun', () =>
    given(opened, attached, activated)
      .when(credit({ expiresAt: null }))
      .then(credited({ expiresAt: activated.data.validUntil })));

  test('a lapsed account takes history, but nothing new', () => {
    given(opened, attached, lapsed)
      .when(credit())
      .thenRefused('account_lapsed', { accountId: 'acc-1' });
    given(opened, attached, lapsed)
      .when(credit({ imported: true }))
      .then(credited({ imported: true }));
  });
});

describe('konbini money', () => {
  const quickReport = { type: 'RecordProvisionalPayment', data: provisional.data } as const;
  const fail = (reason: TopUpFailed['data']['reason']) =>
    ({ type: 'FailTopUp', data: { topUpId: 'tu-1', reason, at: NOW } }) as const;
  const cancelled: TopUpFailed = {
    type: 'TopUpFailed',
    data: {
      topUpId: 'tu-1',
      reason: 'provisional_cancelled',
      price: 1000,
      currency: 'JPY',
      provider: 'konbini',
      failedAt: NOW,
    },
  };

  test('is provisional on the quick report', () =>
    given(opened, attached, requested).when(quickReport).then(provisional));

  test('the same quick report again changes nothing', () =>
    given(opened, attached, requested, provisional).when(quickReport).thenNothing());

  test('a quick report of another amount, of nothing, or after the credit is refused', () => {
    given(opened, attached, requested)
      .when({ ...quickReport, data: { ...provisional.data, price: 900 } })
      .thenRefused('top_up_differs', { topUpId: 'tu-1', fields: ['price'] });
    given(opened, attached).when(quickReport).thenRefused('top_up_unknown', { topUpId: 'tu-1' });
    given(opened, attached, credited())
      .when(quickReport)
      .thenRefused('top_up_status', { topUpId: 'tu-1', status: 'credited' });
  });

  test('confirmed, it leaves the provisional clearing, whatever the sender believes', () =>
    given(opened, attached, requested, provisional)
      .when(credit({ wasProvisional: false }))
      .then(credited({ wasProvisional: true })));

  test('never seen provisionally, it has nothing to leave', () =>
    given(opened, attached)
      .when(credit({ wasProvisional: true }))
      .then(credited({ wasProvisional: false })));

  test('confirmed by another provider is refused', () =>
    given(opened, attached, requested, provisional)
      .when(credit({ payment: { provider: 'alipay', reference: 'A-1' } }))
      .thenRefused('top_up_differs', { topUpId: 'tu-1', fields: ['payment_provider'] }));

  test('cancelled, it gives back what was unconfirmed', () =>
    given(opened, attached, requested, provisional)
      .when(fail('provisional_cancelled'))
      .then(cancelled));

  test('is given up only by its cancellation', () => {
    given(opened, attached, requested, provisional)
      .when(fail('abandoned'))
      .thenRefused('top_up_status', { topUpId: 'tu-1', status: 'provisional' });
    given(opened, attached, requested)
      .when(fail('provisional_cancelled'))
      .thenRefused('top_up_status', { topUpId: 'tu-1', status: 'requested' });
  });

  test('a payment that arrives after the top-up was given up is still credited', () =>
    given(opened, attached, requested, provisional, cancelled).when(credit()).then(credited()));
});

test('a card of a family plan is topped up like any other of the pool', () =>
  given(opened, attached, { type: 'CardAttached', data: { iccid: OTHER_ICCID, attachedAt: NOW } })
    .when(credit({ iccid: OTHER_ICCID }))
    .then(credited({ iccid: OTHER_ICCID })));

test('a request for a card that is not attached is refused', () =>
  given(opened)
    .when({ type: 'RequestTopUp', data: { ...requested.data, at: NOW } })
    .thenRefused('card_not_attached', { iccid: ICCID, accountId: 'acc-1' }));
