import type { LotAmount } from '@chobo/domain/account/events';

import { createConditions, readPage } from '../lists/keyset.ts';
import type { Database, Page, PageRequest } from '../lists/keyset.ts';
import type { RefundState } from './foldRefunds.ts';
import { addWaitingFor, type NextSteps } from './queue.ts';

/** A refund; amounts in minor units, instants epoch ms, people as actors. */
export type RefundView = {
  readonly refundId: string;
  readonly accountId: string;
  readonly topUpId: string;
  readonly brand: string;
  readonly state: RefundState;
  readonly value: number;
  /** What is paid back before the fee. */
  readonly payback: number;
  readonly fee: number;
  readonly currency: string;
  readonly reasonClass: string;
  /** Id of the requester's words; null when there are none. */
  readonly noteId: string | null;
  /** Parts of lots that it holds, takes or has released again. */
  readonly held: readonly LotAmount[];
  readonly requestedBy: string;
  readonly requestedAtMs: number;
  /** Who approved or rejected it. */
  readonly decidedBy: string | null;
  readonly decidedAtMs: number | null;
  readonly decisionReasonId: string | null;
  readonly payoutProvider: string | null;
  readonly payoutReference: string | null;
  readonly sentAtMs: number | null;
  readonly paidFrom: string | null;
  readonly paidAmount: number | null;
  readonly paidAtMs: number | null;
  readonly failedAtMs: number | null;
  readonly failureReason: string | null;
  readonly cancelledBy: string | null;
  readonly cancelledAtMs: number | null;
  readonly evidenceStatementId: string | null;
  readonly evidenceFileLine: number | null;
  readonly evidencedAtMs: number | null;
  /** Of its last event in the stream of the account. */
  readonly revision: number;
};

export type RefundFilter = {
  readonly state?: RefundState;
  readonly accountId?: string;
  readonly topUpId?: string;
  readonly brand?: string;
  readonly requestedBy?: string;
  /** Requested from this instant on, epoch ms. */
  readonly fromMs?: number;
  /** … and before this one. */
  readonly beforeMs?: number;
  /** Those of which somebody can take the next step. */
  readonly waitsFor?: NextSteps;
};
export type RefundSort = 'requestedAt' | 'refundId' | 'value';

const columns = `
  refund_id as "refundId", account_id as "accountId", top_up_id as "topUpId", brand, state, value,
  payback, fee, currency, reason_class as "reasonClass", note_id as "noteId", held, requested_by as "requestedBy",
  requested_at_ms as "requestedAtMs", decided_by as "decidedBy", decided_at_ms as "decidedAtMs",
  decision_reason_id as "decisionReasonId", payout_provider as "payoutProvider",
  payout_reference as "payoutReference", sent_at_ms as "sentAtMs", paid_from as "paidFrom",
  paid_amount as "paidAmount", paid_at_ms as "paidAtMs", failed_at_ms as "failedAtMs",
  failure_reason as "failureReason", cancelled_by as "cancelledBy",
  cancelled_at_ms as "cancelledAtMs", evidence_statement_id as "evidenceStatementId",
  evidence_file_line as "evidenceFileLine", evidenced_at_ms as "evidencedAtMs", revision`;

/** The refunds of an id: one or none, unless two accounts have one of the same id. */
export const refundsOfId = async (
  database: Database,
  refundId: string,
): Promise<readonly RefundView[]> => {
  const { rows } = await database.query<RefundView>(
    `select ${columns} from views.refunds where refund_id = $1 order by account_id`,
    [refundId],
  );
  return rows;
};

/** Refunds, newest first unless said. @throws InvalidCursor */
export const listRefunds = async (
  database: Database,
  filter: RefundFilter,
  page: PageRequest<RefundSort>,
): Promise<Page<RefundView>> => {
  const where = createConditions();
  where.add('state = ?', filter.state);
  where.add('account_id = ?', filter.accountId);
  where.add('top_up_id = ?', filter.topUpId);
  where.add('brand = ?', filter.brand);
  where.add('requested_by = ?', filter.requestedBy);
  where.add('requested_at_ms >= ?', filter.fromMs);
  where.add('requested_at_ms < ?', filter.beforeMs);
  if (filter.waitsFor !== undefined) addWaitingFor(where, filter.waitsFor);
  return readPage<RefundView, RefundSort>(
    database,
    {
      ...where,
      select: columns,
      from: 'views.refunds',
      sorts: {
        requestedAt: ['requested_at_ms', 'refund_id', 'account_id'],
        refundId: ['refund_id', 'account_id'],
        value: ['value', 'requested_at_ms', 'refund_id', 'account_id'],
      },
      defaultSort: { field: 'requestedAt', direction: 'desc' },
    },
    page,
  );
};
