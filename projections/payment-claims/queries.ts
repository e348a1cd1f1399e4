import type { Database } from '../lists/keyset.ts';

/** A payment that was claimed and is neither credited nor refused. */
export type PendingClaim = {
  /** `<provider>:<reference>`; its stream is `payment-<payment>` and holds the whole intent. */
  readonly payment: string;
  readonly accountId: string;
  readonly topUpId: string;
  readonly claimedAtMs: number;
};

/**
 * Claims that wait for their credit, the oldest first: what a crash left
 * half-way, besides those that are under way right now.
 *
 * @param claimedBeforeMs only claims older than this instant, epoch ms
 * @param limit at most so many, 1,000 unless said
 */
export const pendingClaims = async (
  database: Database,
  claimedBeforeMs: number,
  limit = 1_000,
): Promise<readonly PendingClaim[]> => {
  const { rows } = await database.query<PendingClaim>(
    `select payment, account_id as "accountId", top_up_id as "topUpId",
            claimed_at_ms as "claimedAtMs"
       from views.payment_claims
      where state = 'pending' and claimed_at_ms < $1
      order by claimed_at_ms, payment limit $2`,
    [claimedBeforeMs, limit],
  );
  return rows;
};
