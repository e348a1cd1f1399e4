import { describe, test } from 'vitest';

import {
  asked,
  attached,
  bonus,
  credited,
  given,
  granted,
  opened,
  paid,
  policy,
  refundApproved,
  refundPaid,
  refundRequested,
  refundSent,
  requestRefund,
  reversed,
  sold,
  used,
} from './story.given.ts';

describe('requesting a refund', () => {
  test('holds the value', () =>
    given(...sold)
      .when(requestRefund())
      .then(refundRequested()));

  test('keeps the id of what its requester says about it', () =>
    given(...sold)
      .when(requestRefund({ noteId: 'te-1' }))
      .then(refundRequested({ noteId: 'te-1' })));

  test('pays back in proportion to what was paid', () =>
    given(opened, attached, credited({ value: 1100 }))
      .when(requestRefund({ value: 500 }))
      .then(refundRequested({ payback: 454 })));

  test('holds the bonus in proportion to the value', () =>
    given(...sold, granted())
      .when(requestRefund({ value: 333 }))
      .then(refundRequested({ value: 333, payback: 333, held: [paid(333), bonus(99)] })));

  test('holds bonus only as far as bonus is left', () =>
    given(...sold, granted({ expiresAt: '2026-12-01T15:00:00.000Z' }), used(bonus(280)))
      .when(requestRefund())
      .then(refundRequested({ held: [paid(500), bonus(20)] })));

  test('the last part takes the rest, of the price and of the bonus', () =>
    given(
      opened,
      attached,
      credited({ price: 1000, value: 900 }),
      granted({ amount: 100 }),
      refundRequested({ value: 500, payback: 555, held: [paid(500), bonus(55)] }),
      refundApproved({ value: 500, payback: 555, taken: [paid(500), bonus(55)] }),
      refundSent,
      { ...refundPaid, data: { ...refundPaid.data, amount: 555 } },
    )
      .when(requestRefund({ refundId: 'rf-2', value: 400 }))
      .then(
        refundRequested({
          refundId: 'rf-2',
          value: 400,
          payback: 445,
          held: [paid(400), bonus(45)],
        }),
      ));

  test('never gives back more than was paid less what was charged back', () => {
    given(...sold, reversed({ taken: 400, unused: 0 }))
      .when(requestRefund({ value: 1000 }))
      .then(refundRequested({ value: 1000, payback: 600, held: [paid(1000)] }));
  });

  test('the same request again changes nothing, another one under its id is refused', () => {
    given(...asked)
      .when(requestRefund())
      .thenNothing();
    given(...asked)
      .when(requestRefund({ value: 400 }))
      .thenRefused('refund_differs', { refundId: 'rf-1' });
  });

  test('is refused with the rules that fail and their facts', () =>
    given(...sold)
      .when(requestRefund({ policy: policy({ methods: ['card'] }) }))
      .thenRefused('refund_not_eligible', {
        refundId: 'rf-1',
        topUpId: 'tu-1',
        failed: [
          {
            rule: 'method_refundable',
            passed: false,
            facts: { method: 'konbini', refundable: ['card'] },
          },
        ],
      }));
});
