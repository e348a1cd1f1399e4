import { z } from 'zod';

import { ROLES } from '@chobo/identity/roles';
import type { RefundView } from '@chobo/projections/refunds/queries';

import {
  instant,
  instantOrNull,
  instantSchema,
  money,
  moneyOrNull,
  moneySchema,
} from '../schemas/values.ts';
import { approverRoleOf, type Approvers } from './approvers.ts';

export const refundStateSchema = z.enum([
  'requested',
  'approved',
  'rejected',
  'cancelled',
  'sent',
  'paid',
  'failed',
  'evidenced',
]);

export const refundSchema = z
  .object({
    id: z.string(),
    accountId: z.string(),
    topUpId: z.string(),
    brand: z.string(),
    state: refundStateSchema,
    value: moneySchema.describe('Refunded value'),
    payback: moneySchema.describe('What is paid back, before the fee'),
    fee: moneySchema,
    reasonClass: z.string(),
    requestedBy: z.string(),
    requestedAt: instantSchema,
    approverRole: z
      .enum(ROLES)
      .nullable()
      .describe('Whose role may approve it; null when it waits for no approval, or nobody may'),
    waitsSince: instantSchema
      .nullable()
      .describe('When it came to the state in which it waits; null once nothing is left to do'),
    decidedBy: z.string().nullable().describe('Who approved or rejected it'),
    decidedAt: instantSchema.nullable(),
    paidFrom: z.string().nullable().describe('The provider whose clearing paid, or `bank`'),
    payoutProvider: z.string().nullable(),
    payoutReference: z.string().nullable(),
    sentAt: instantSchema.nullable(),
    paid: moneySchema.nullable(),
    paidAt: instantSchema.nullable(),
    failedAt: instantSchema.nullable(),
    failureReason: z.string().nullable(),
    cancelledBy: z.string().nullable(),
    cancelledAt: instantSchema.nullable(),
    evidence: z
      .object({ statementId: z.string(), fileLine: z.int(), at: instantSchema })
      .nullable()
      .describe("Where the provider's statement shows it"),
    revision: z.int().describe('Of its last event; pass it as `If-Match`'),
  })
  .meta({ id: 'Refund' });

const evidenceOf = (refund: RefundView): z.infer<typeof refundSchema>['evidence'] => {
  const { evidenceStatementId: statementId, evidenceFileLine: fileLine, evidencedAtMs } = refund;
  if (statementId === null || fileLine === null || evidencedAtMs === null) return null;
  return { statementId, fileLine, at: instant(evidencedAtMs) };
};

/** Since when somebody has something to do about it, epoch ms. */
const waitsSinceMs = ({
  state,
  requestedAtMs,
  decidedAtMs,
  sentAtMs,
}: RefundView): number | null => {
  if (state === 'requested') return requestedAtMs;
  if (state === 'approved') return decidedAtMs;
  return state === 'sent' ? sentAtMs : null;
};

/** A refund as it is answered. */
export const refundOf = (
  refund: RefundView,
  approvers: Approvers,
): z.infer<typeof refundSchema> => ({
  id: refund.refundId,
  accountId: refund.accountId,
  topUpId: refund.topUpId,
  brand: refund.brand,
  state: refund.state,
  value: money(refund.value, refund.currency),
  payback: money(refund.payback, refund.currency),
  fee: money(refund.fee, refund.currency),
  reasonClass: refund.reasonClass,
  requestedBy: refund.requestedBy,
  requestedAt: instant(refund.requestedAtMs),
  approverRole: approverRoleOf(approvers, refund),
  waitsSince: instantOrNull(waitsSinceMs(refund)),
  decidedBy: refund.decidedBy,
  decidedAt: instantOrNull(refund.decidedAtMs),
  paidFrom: refund.paidFrom,
  payoutProvider: refund.payoutProvider,
  payoutReference: refund.payoutReference,
  sentAt: instantOrNull(refund.sentAtMs),
  paid: moneyOrNull(refund.paidAmount, refund.currency),
  paidAt: instantOrNull(refund.paidAtMs),
  failedAt: instantOrNull(refund.failedAtMs),
  failureReason: refund.failureReason,
  cancelledBy: refund.cancelledBy,
  cancelledAt: instantOrNull(refund.cancelledAtMs),
  evidence: evidenceOf(refund),
  revision: refund.revision,
});
