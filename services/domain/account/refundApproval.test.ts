import { describe, test } from 'vitest';

import type { RejectRefund } from './commands.ts';
import {
  END,
  NOW,
  approveRefund,
  approved,
  asked,
  bonus,
  expiredAtEnd,
  given,
  granted,
  paid,
  refundApproved,
  refundRequested,
  sold,
} from './story.given.ts';

describe('approving a refund', () => {
  test('takes what was held, bonus likewise, out of the lots', () =>
    given(...sold, granted(), refundRequested({ held: [paid(500), bonus(150)] }))
      .when(approveRefund())
      .then(refundApproved({ taken: [paid(500), bonus(150)] })));

  test('is possible after the end of validity: what is held did not expire', () =>
    given(...asked, expiredAtEnd(paid(500)))
      .when(approveRefund({ at: END }))
      .then(refundApproved({ approvedAt: END })));

  test.each([
    ['the requester', 'user:mori', 'two_people_required'],
    ['a terminal', 'cli:sato', 'console_user_required'],
    ['a job', 'job:payouts', 'console_user_required'],
    ['a channel', 'channel:web', 'console_user_required'],
  ])('never by %s', (_, approvedBy, code) =>
    given(...asked)
      .when(approveRefund({ approvedBy }))
      .thenRefused(code, { actor: approvedBy }),
  );

  test('never by the requester, who asked at a terminal', () =>
    given(...sold, refundRequested({ requestedBy: 'cli:sato' }))
      .when(approveRefund())
      .thenRefused('two_people_required', { actor: 'user:sato' }));

  test('takes the role of the first tier that fits, its bound included', () => {
    const tiers = [
      { upTo: 500, role: 'support_supervisor' },
      { upTo: 900, role: 'finance_manager' },
    ] as const;
    const of = (payback: number) =>
      given(...sold, refundRequested({ value: payback, payback, held: [paid(payback)] }));
    of(500)
      .when(approveRefund({ tiers: [...tiers] }))
      .then(refundApproved());
    of(501)
      .when(approveRefund({ tiers: [...tiers] }))
      .thenRefused('approval_role_missing', {
        refundId: 'rf-1',
        amount: 501,
        role: 'finance_manager',
      });
    of(901)
      .when(approveRefund({ tiers: [...tiers], roles: ['finance_manager'] }))
      .thenRefused('approval_tier_missing', { refundId: 'rf-1', amount: 901 });
  });

  test('happens once', () =>
    given(...approved)
      .when(approveRefund())
      .thenRefused('refund_status', { refundId: 'rf-1', status: 'approved' }));

  test('of a refund that nobody asked for is refused', () =>
    given(...sold)
      .when(approveRefund())
      .thenRefused('refund_unknown', { refundId: 'rf-1' }));
});

describe('rejecting a refund', () => {
  const rejection = (change: Partial<RejectRefund['data']> = {}): RejectRefund => ({
    type: 'RejectRefund',
    data: { refundId: 'rf-1', reasonId: 're-1', rejectedBy: 'user:sato', at: NOW, ...change },
  });
  const rejected = (at: string) =>
    ({
      type: 'RefundRejected',
      data: {
        refundId: 'rf-1',
        reasonId: 're-1',
        released: [paid(500)],
        rejectedBy: 'user:sato',
        rejectedAt: at,
      },
    }) as const;

  test('releases what was held', () =>
    given(...asked)
      .when(rejection())
      .then(rejected(NOW)));

  test('after the end of validity, what is released expires at once', () =>
    given(...asked)
      .when(rejection({ at: END }))
      .then(rejected(END), expiredAtEnd(paid(500))));

  test('needs a reason and a person', () => {
    given(...asked)
      .when(rejection({ reasonId: '' }))
      .thenRefused('reason_required', { refundId: 'rf-1' });
    given(...asked)
      .when(rejection({ rejectedBy: 'job:sweep' }))
      .thenRefused('person_required', { actor: 'job:sweep' });
  });

  test('is too late after approval', () =>
    given(...approved)
      .when(rejection())
      .thenRefused('refund_status', { refundId: 'rf-1', status: 'approved' }));
});
