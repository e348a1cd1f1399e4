import { describe, test } from 'vitest';

import type { ReverseTopUp } from './commands.ts';
import type { RefundCancelled } from './events.ts';
import {
  END,
  NOW,
  attached,
  bonus,
  cancelled,
  credited,
  given,
  granted,
  opened,
  paid,
  refundApproved,
  refundPaid,
  refundRequested,
  refundSent,
  reversed,
  sold,
  used,
} from './story.given.ts';

const reverse = (taken: number, at = NOW): ReverseTopUp => ({
  type: 'ReverseTopUp',
  data: { topUpId: 'tu-1', kind: 'chargeback', taken, by: 'user:sato', at },
});

const cancelledFirst = (change: Partial<RefundCancelled['data']> = {}): RefundCancelled =>
  cancelled({ cancelledBy: 'user:sato', ...change });

describe('reversing a top-up', () => {
  test('takes out what is unused and the bonus that came with it', () =>
    given(...sold, granted(), used(paid(400)))
      .when(reverse(1000))
      .then(reversed({ unused: 600, clawedBack: [bonus(300)] })));

  test('leaves a bonus that came with another top-up', () =>
    given(...sold, granted({ topUpId: null }))
      .when(reverse(1000))
      .then(reversed({})));

  test('takes back the promotion, less what refunds took back before', () =>
    given(
      opened,
      attached,
      credited({ value: 1200 }),
      refundRequested({ value: 600, payback: 500, held: [paid(600)] }),
      refundApproved({ value: 600, payback: 500, taken: [paid(600)] }),
      refundSent,
      refundPaid,
    )
      .when(reverse(1000))
      .then(reversed({ unused: 600, promotion: 100 })));

  test('takes only its share for a part of the price, and the rest with the rest', () => {
    const history = [opened, attached, credited({ value: 1100 }), granted()] as const;
    const first = reversed({ taken: 333, unused: 366, promotion: 33, clawedBack: [bonus(99)] });
    given(...history)
      .when(reverse(333))
      .then(first);
    given(...history, first)
      .when(reverse(667))
      .then(reversed({ taken: 667, unused: 734, promotion: 67, clawedBack: [bonus(201)] }));
  });

  test('cancels an open request first', () =>
    given(...sold, refundRequested())
      .when(reverse(1000))
      .then(cancelledFirst(), reversed({})));

  test('cancels an approved refund first, and takes what it gives back', () =>
    given(...sold, refundRequested(), refundApproved())
      .when(reverse(1000))
      .then(cancelledFirst({ afterApproval: true }), reversed({})));

  test('leaves a refund that was sent: its money is out of our hands', () =>
    given(...sold, refundRequested(), refundApproved(), refundSent)
      .when(reverse(1000))
      .then(reversed({ unused: 500 })));

  test('what a partial reversal releases after the end of validity expires at once', () =>
    given(...sold, refundRequested())
      .when(reverse(400, END))
      .then(
        cancelledFirst({ cancelledAt: END }),
        reversed({ taken: 400, unused: 400, reversedAt: END }),
        {
          type: 'BalanceExpired',
          data: { brand: 'harbor-mobile', lots: [paid(500)], currency: 'JPY', expiredAt: END },
        },
      ));

  test('the provider never takes more than was paid', () =>
    given(...sold, reversed({ taken: 600, unused: 600 }))
      .when(reverse(401))
      .thenRefused('reversal_beyond_price', {
        topUpId: 'tu-1',
        price: 1000,
        chargedBack: 600,
        taken: 401,
      }));

  test('a top-up without a payment has nothing to reverse', () =>
    given(opened, attached).when(reverse(1)).thenRefused('top_up_unknown', { topUpId: 'tu-1' }));
});

describe('a carrier that cancels its charge', () => {
  const cancel = (amount: number) =>
    ({ type: 'CancelCarrierCharge', data: { topUpId: 'tu-1', amount, at: NOW } }) as const;
  const charge = (amount: number) =>
    ({
      type: 'CarrierChargeCancelled',
      data: {
        topUpId: 'tu-1',
        source: 'harbor',
        carrier: 'harbor',
        amount,
        currency: 'JPY',
        cancelledAt: NOW,
      },
    }) as const;

  test('gives back what it charged', () =>
    given(...sold)
      .when(cancel(900))
      .then(charge(900)));

  test('gives back no more than it charged', () =>
    given(...sold, charge(500))
      .when(cancel(401))
      .thenRefused('charge_beyond_carrier_charge', {
        topUpId: 'tu-1',
        charged: 900,
        cancelled: 500,
        amount: 401,
      }));
});
