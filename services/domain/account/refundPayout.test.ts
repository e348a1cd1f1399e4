import { describe, test } from 'vitest';

import type { RecordRefundFailed } from './commands.ts';
import type { RefundFailed } from './events.ts';
import {
  END,
  NOW,
  approved,
  asked,
  expiredAtEnd,
  given,
  paid,
  refundApproved,
  refundPaid,
  refundRequested,
  refundSent,
  reversed,
  sent,
  sold,
} from './story.given.ts';

describe('paying a refund out', () => {
  const send = {
    type: 'RecordRefundSent',
    data: { refundId: 'rf-1', provider: 'zengin', payoutReference: 'ZG-7', at: NOW },
  } as const;
  const pay = {
    type: 'RecordRefundPaid',
    data: { refundId: 'rf-1', paidFrom: 'bank', payoutReference: 'ZG-7', at: NOW },
  } as const;
  const fail = (at = NOW): RecordRefundFailed => ({
    type: 'RecordRefundFailed',
    data: { refundId: 'rf-1', reason: 'account_closed', at },
  });
  const failed = (at = NOW): RefundFailed => ({
    type: 'RefundFailed',
    data: {
      refundId: 'rf-1',
      topUpId: 'tu-1',
      brand: 'harbor-mobile',
      value: 500,
      payback: 500,
      fee: 0,
      currency: 'JPY',
      returned: [paid(500)],
      reason: 'account_closed',
      failedAt: at,
    },
  });
  const evidence = {
    type: 'RecordRefundEvidenced',
    data: { refundId: 'rf-1', statementId: 'st-1', fileLine: 12, at: NOW },
  } as const;
  const evidenced = {
    type: 'RefundEvidenced',
    data: { refundId: 'rf-1', statementId: 'st-1', fileLine: 12, evidencedAt: NOW },
  } as const;

  test('is sent only after its approval', () => {
    given(...approved)
      .when(send)
      .then(refundSent);
    given(...asked)
      .when(send)
      .thenRefused('refund_status', { refundId: 'rf-1', status: 'requested' });
  });

  test('is paid after it was sent, or by hand after its approval', () => {
    given(...sent)
      .when(pay)
      .then(refundPaid);
    given(...approved)
      .when(pay)
      .then(refundPaid);
  });

  test('pays what is paid back less the fee', () =>
    given(...sold, refundRequested({ fee: 100 }), refundApproved({ fee: 100 }), refundSent)
      .when(pay)
      .then({ ...refundPaid, data: { ...refundPaid.data, amount: 400 } }));

  test('the same acknowledgements again change nothing', () => {
    given(...sent)
      .when(send)
      .thenNothing();
    given(...sent, refundPaid)
      .when(pay)
      .thenNothing();
    given(...sent, refundPaid, evidenced)
      .when(pay)
      .thenNothing();
    given(...sent, refundPaid, evidenced)
      .when(evidence)
      .thenNothing();
    given(...sent, failed())
      .when(fail())
      .thenNothing();
  });

  test('is evidenced only after it was paid', () => {
    given(...sent, refundPaid)
      .when(evidence)
      .then(evidenced);
    given(...sent)
      .when(evidence)
      .thenRefused('refund_status', { refundId: 'rf-1', status: 'sent' });
  });

  test('failing for good gives the approval back', () =>
    given(...sent)
      .when(fail())
      .then(failed()));

  test('what comes back after the end of validity expires at once', () =>
    given(...sent)
      .when(fail(END))
      .then(failed(END), expiredAtEnd(paid(500))));

  test('what comes back of a top-up that was charged back goes out with it', () => {
    given(...sent, reversed({ unused: 500 }))
      .when(fail())
      .then(failed(), reversed({ taken: 0, unused: 500 }));
  });

  test('what comes back of a partly charged-back top-up loses the share that was not there then', () => {
    const whole = { value: 1000, payback: 1000 };
    const gone = { value: 1000, payback: 1000, taken: [paid(1000)] };
    const { data } = failed();
    given(
      ...sold,
      refundRequested({ ...whole, held: [paid(1000)] }),
      refundApproved(gone),
      refundSent,
      reversed({ taken: 600, unused: 0 }),
    )
      .when(fail())
      .then(
        { type: 'RefundFailed', data: { ...data, ...whole, returned: [paid(1000)] } },
        reversed({ taken: 0, unused: 600 }),
      );
  });

  test('what comes back stays where the charge-back had its share from the rest', () =>
    given(...sent, reversed({ taken: 400, unused: 400 }))
      .when(fail())
      .then(failed()));

  test('a paid refund does not fail any more', () =>
    given(...sent, refundPaid)
      .when(fail())
      .thenRefused('refund_status', { refundId: 'rf-1', status: 'paid' }));
});
