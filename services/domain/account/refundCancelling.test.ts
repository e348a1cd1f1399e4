import { describe, test } from 'vitest';

import type { CancelRefund } from './commands.ts';
import {
  END,
  NOW,
  approved,
  asked,
  cancelled,
  expiredAtEnd,
  given,
  paid,
  refundRequested,
  requestRefund,
  sent,
} from './story.given.ts';

describe('cancelling a refund', () => {
  const cancel = (at = NOW): CancelRefund => ({
    type: 'CancelRefund',
    data: { refundId: 'rf-1', cancelledBy: 'user:mori', at },
  });
  test('before approval releases the hold', () =>
    given(...asked)
      .when(cancel())
      .then(cancelled()));

  test('after approval gives back what the approval took', () =>
    given(...approved)
      .when(cancel())
      .then(cancelled({ afterApproval: true })));

  test('after the end of validity, what comes back expires at once', () =>
    given(...approved)
      .when(cancel(END))
      .then(cancelled({ afterApproval: true, cancelledAt: END }), expiredAtEnd(paid(500))));

  test('is too late once it was sent', () =>
    given(...sent)
      .when(cancel())
      .thenRefused('refund_status', { refundId: 'rf-1', status: 'sent' }));

  test('leaves the whole for a new refund', () =>
    given(...approved, cancelled({ afterApproval: true }))
      .when(requestRefund({ refundId: 'rf-2', value: 1000 }))
      .then(refundRequested({ refundId: 'rf-2', value: 1000, payback: 1000, held: [paid(1000)] })));
});
