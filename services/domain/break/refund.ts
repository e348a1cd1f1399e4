import { ENDED_UNPAID } from '../account/refundTerms.ts';
import type { RefundStatus } from '../account/state.ts';
import { reject } from '../kernel/decider.ts';
import type { OnBreak } from './commands.ts';

/** A refund that a resolution names, looked up. */
export type NamedRefund = {
  readonly refundId: string;
  readonly topUpId: string;
  readonly state: RefundStatus;
  /** Another break that it is proposed for or has resolved. */
  readonly heldBy: OnBreak | null;
};

/**
 * Why a refund does not resolve a break; null when it does: it pays back a top-up
 * of the break, really does, and no other break counts on the same money.
 */
export const refundRefusal = (
  { breakId, items }: { readonly breakId: string; readonly items: readonly string[] },
  refundId: string,
  refund: NamedRefund | null,
) => {
  if (refund === null) return reject('refund_unknown', { refundId });
  const { topUpId, state, heldBy } = refund;
  if (!items.includes(topUpId)) {
    return reject('refund_of_other_top_up', { breakId, refundId, topUpId, items });
  }
  if (ENDED_UNPAID.includes(state)) return reject('refund_pays_nothing', { refundId, state });
  if (heldBy === null) return null;
  const { source, date } = heldBy;
  return reject('refund_in_other_break', { refundId, heldBy: heldBy.breakId, source, date });
};
