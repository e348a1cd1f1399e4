import type { Pool } from 'pg';

import { refundsOfId, type RefundView } from '@chobo/projections/refunds/queries';

import { Problem } from '../../problems.ts';
import { idSchema } from '../schemas/values.ts';

/** Whose refund is meant: only asked for where two accounts have one of the same id. */
export const ofAccountSchema = idSchema
  .exactOptional()
  .describe('Its account; only needed where two accounts have a refund of this id');

/**
 * The refund of an id; null when there is none. What concerns money is never
 * guessed: of two accounts that have one, the reader says which.
 *
 * @throws Problem `refund_ambiguous`
 */
export const findRefund = async (
  pool: Pool,
  refundId: string,
  accountId?: string,
): Promise<RefundView | null> => {
  const found = await refundsOfId(pool, refundId);
  const meant = found.filter((refund) => (accountId ?? refund.accountId) === refund.accountId);
  if (meant.length > 1) {
    const accounts = meant.map((refund) => refund.accountId);
    throw new Problem('refund_ambiguous', { facts: { accounts } });
  }
  return meant[0] ?? null;
};
