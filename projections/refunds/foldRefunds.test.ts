import type { AccountEvent } from '@chobo/domain/account/events';
import { expect, test } from 'vitest';

import {
  credited,
  refundApproved,
  refundFailed,
  refundPaid,
  refundRequested,
} from '../accounts/account.given.ts';
import { rowsInMemory } from '../rows/rowSet.ts';
import { NOON, typed } from '../runner/events.given.ts';
import { foldRefunds, refundTable } from './foldRefunds.ts';
import type { RefundColumns } from './foldRefunds.ts';

const refundAfter = (...events: readonly AccountEvent[]): RefundColumns | undefined => {
  const rows = rowsInMemory<RefundColumns>(refundTable);
  for (const [index, event] of events.entries()) {
    foldRefunds(rows, typed('account-acc-1', event, { revision: BigInt(index + 7) }), 'acc-1');
  }
  return rows.get('r1', 'acc-1');
};

const asked = refundRequested('r1', 't1', 'b1');
const approved = refundApproved('r1', 't1', 'b1');
const sent: AccountEvent = {
  type: 'RefundSent',
  data: { refundId: 'r1', provider: 'bank', payoutReference: 'po-0', sentAt: NOON },
};

test('a refund goes from request to evidence, each step with who and when', () => {
  const at = Date.parse(NOON);
  const evidenced: AccountEvent = {
    type: 'RefundEvidenced',
    data: { refundId: 'r1', statementId: 'st-1', fileLine: 12, evidencedAt: NOON },
  };
  expect(refundAfter(asked, approved, sent, refundPaid('r1'), evidenced)).toMatchObject({
    refund_id: 'r1',
    account_id: 'acc-1',
    top_up_id: 't1',
    state: 'evidenced',
    value: 500,
    payback: 500,
    fee: 100,
    requested_by: 'user:mori',
    requested_at_ms: at,
    decided_by: 'user:sato',
    decided_at_ms: at,
    payout_provider: 'bank',
    payout_reference: 'po-1',
    sent_at_ms: at,
    paid_from: 'bank',
    paid_amount: 400,
    paid_at_ms: at,
    evidence_statement_id: 'st-1',
    evidence_file_line: 12,
    evidenced_at_ms: at,
    revision: 11,
  });
});

test('a refund may be rejected, cancelled or fail', () => {
  const rejected: AccountEvent = {
    type: 'RefundRejected',
    data: {
      refundId: 'r1',
      reasonId: 'why',
      released: [],
      rejectedBy: 'user:sato',
      rejectedAt: NOON,
    },
  };
  expect(refundAfter(asked, rejected)).toMatchObject({
    state: 'rejected',
    decided_by: 'user:sato',
    decision_reason_id: 'why',
  });
  expect(refundAfter(asked, approved, sent, refundFailed('r1', 't1', 'b1'))).toMatchObject({
    state: 'failed',
    failure_reason: 'account_closed',
    decided_by: 'user:sato',
  });
});

test('a step of a refund that was never requested stops the projection', () => {
  expect(() => refundAfter(approved)).toThrow('Refund r1 was never requested');
});

test('an event of something else changes nothing', () => {
  expect(refundAfter(credited('t1'))).toBeUndefined();
  expect(refundAfter(asked, credited('t2'))).toEqual(refundAfter(asked));
});

test('refunds of one id in two accounts stay apart', () => {
  const rows = rowsInMemory<RefundColumns>(refundTable);
  for (const accountId of ['acc-1', 'acc-2']) {
    foldRefunds(rows, typed(`account-${accountId}`, asked), accountId);
  }
  foldRefunds(rows, typed('account-acc-2', approved), 'acc-2');
  expect([...rows.values()]).toMatchObject([
    { refund_id: 'r1', account_id: 'acc-1', state: 'requested' },
    { refund_id: 'r1', account_id: 'acc-2', state: 'approved' },
  ]);
});
