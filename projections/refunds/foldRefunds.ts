import { epochMs } from '@chobo/domain/kernel/time';

import type { RowTable, Rows } from '../rows/rowSet.ts';
import type { ChoboEvent, Recorded } from '../runner/eventTypes.ts';

/** How far a refund has come. */
export type RefundState =
  'requested' | 'approved' | 'rejected' | 'cancelled' | 'sent' | 'paid' | 'failed' | 'evidenced';

/** A refund as its table has it; amounts in minor units. */
export type RefundColumns = {
  readonly refund_id: string;
  readonly account_id: string;
  readonly top_up_id: string;
  readonly brand: string;
  readonly state: RefundState;
  readonly value: number;
  readonly payback: number;
  readonly fee: number;
  readonly currency: string;
  readonly reason_class: string;
  readonly note_id: string | null;
  /** JSON of LotAmount[]: what it holds, takes or has released again. */
  readonly held: string;
  readonly requested_by: string;
  readonly requested_at_ms: number;
  readonly decided_by: string | null;
  readonly decided_at_ms: number | null;
  readonly decision_reason_id: string | null;
  readonly payout_provider: string | null;
  readonly payout_reference: string | null;
  readonly sent_at_ms: number | null;
  readonly paid_from: string | null;
  readonly paid_amount: number | null;
  readonly paid_at_ms: number | null;
  readonly failed_at_ms: number | null;
  readonly failure_reason: string | null;
  readonly cancelled_by: string | null;
  readonly cancelled_at_ms: number | null;
  readonly evidence_statement_id: string | null;
  readonly evidence_file_line: number | null;
  readonly evidenced_at_ms: number | null;
  /** Of its last event in the stream of the account. */
  readonly revision: number;
};

export const refundTable: RowTable<RefundColumns> = {
  table: 'views.refunds',
  key: ['refund_id', 'account_id'],
  columns: [
    'refund_id',
    'account_id',
    'top_up_id',
    'brand',
    'state',
    'value',
    'payback',
    'fee',
    'currency',
    'reason_class',
    'note_id',
    'held',
    'requested_by',
    'requested_at_ms',
    'decided_by',
    'decided_at_ms',
    'decision_reason_id',
    'payout_provider',
    'payout_reference',
    'sent_at_ms',
    'paid_from',
    'paid_amount',
    'paid_at_ms',
    'failed_at_ms',
    'failure_reason',
    'cancelled_by',
    'cancelled_at_ms',
    'evidence_statement_id',
    'evidence_file_line',
    'evidenced_at_ms',
    'revision',
  ],
  json: ['held'],
};

type Requested = Extract<Recorded<ChoboEvent>, { type: 'RefundRequested' }>;

const requested = ({ data, revision }: Requested, accountId: string): RefundColumns => ({
  refund_id: data.refundId,
  account_id: accountId,
  top_up_id: data.topUpId,
  brand: data.brand,
  state: 'requested',
  value: data.value,
  payback: data.payback,
  fee: data.fee,
  currency: data.currency,
  reason_class: data.reasonClass,
  note_id: data.noteId,
  held: JSON.stringify(data.held),
  requested_by: data.requestedBy,
  requested_at_ms: epochMs(data.requestedAt),
  decided_by: null,
  decided_at_ms: null,
  decision_reason_id: null,
  payout_provider: null,
  payout_reference: null,
  sent_at_ms: null,
  paid_from: null,
  paid_amount: null,
  paid_at_ms: null,
  failed_at_ms: null,
  failure_reason: null,
  cancelled_by: null,
  cancelled_at_ms: null,
  evidence_statement_id: null,
  evidence_file_line: null,
  evidenced_at_ms: null,
  revision: Number(revision),
});

/** What an event changes of a refund; null when it changes none. */
const changeOf = (
  event: Recorded<ChoboEvent>,
): { readonly refundId: string; readonly change: Partial<RefundColumns> } | null => {
  switch (event.type) {
    case 'RefundApproved': {
      const { refundId, approvedBy, approvedAt } = event.data;
      const decided = { decided_by: approvedBy, decided_at_ms: epochMs(approvedAt) };
      return { refundId, change: { state: 'approved', ...decided } };
    }
    case 'RefundRejected': {
      const { refundId, rejectedBy, rejectedAt, reasonId } = event.data;
      const decided = { decided_by: rejectedBy, decided_at_ms: epochMs(rejectedAt) };
      return { refundId, change: { state: 'rejected', ...decided, decision_reason_id: reasonId } };
    }
    case 'RefundCancelled': {
      const { refundId, cancelledBy, cancelledAt } = event.data;
      const by = { cancelled_by: cancelledBy, cancelled_at_ms: epochMs(cancelledAt) };
      return { refundId, change: { state: 'cancelled', ...by } };
    }
    case 'RefundSent': {
      const { refundId, provider, payoutReference, sentAt } = event.data;
      const payout = { payout_provider: provider, payout_reference: payoutReference };
      return { refundId, change: { state: 'sent', ...payout, sent_at_ms: epochMs(sentAt) } };
    }
    case 'RefundPaid': {
      const { refundId, paidFrom, amount, payoutReference, paidAt } = event.data;
      const paid = { paid_from: paidFrom, paid_amount: amount, paid_at_ms: epochMs(paidAt) };
      return { refundId, change: { state: 'paid', ...paid, payout_reference: payoutReference } };
    }
    case 'RefundFailed': {
      const { refundId, reason, failedAt } = event.data;
      const failed = { failure_reason: reason, failed_at_ms: epochMs(failedAt) };
      return { refundId, change: { state: 'failed', ...failed } };
    }
    case 'RefundEvidenced': {
      const { refundId, statementId, fileLine, evidencedAt } = event.data;
      const evidence = { evidence_statement_id: statementId, evidence_file_line: fileLine };
      const at = { evidenced_at_ms: epochMs(evidencedAt) };
      return { refundId, change: { state: 'evidenced', ...evidence, ...at } };
    }
    default:
      return null;
  }
};

/** The refund that an event finds there already. */
export const touchedRefund = (event: Recorded<ChoboEvent>): string | null =>
  changeOf(event)?.refundId ?? null;

/** Folds one event of an account into its refunds. */
export const foldRefunds = (
  rows: Rows<RefundColumns>,
  event: Recorded<ChoboEvent>,
  accountId: string,
): void => {
  if (event.type === 'RefundRequested') {
    rows.set(requested(event, accountId));
    return;
  }
  const changed = changeOf(event);
  if (changed === null) return;
  const row = rows.get(changed.refundId, accountId);
  if (row === undefined) throw new Error(`Refund ${changed.refundId} was never requested`);
  rows.set({ ...row, ...changed.change, revision: Number(event.revision) });
};
