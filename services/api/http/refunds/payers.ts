import type { Database } from '@chobo/projections/lists/keyset';
import { topUpById } from '@chobo/projections/top-ups/queries';

/** The company's own account, from which any refund may be paid by transfer. */
const BANK = 'bank';

/**
 * Where the money of a refund may come from: the bank, or the provider through
 * which its top-up was paid. Ledger accounts are named by them, so no other will do.
 */
export const payersOf = async (
  database: Database,
  { topUpId }: { readonly topUpId: string },
): Promise<readonly string[]> => {
  const provider = (await topUpById(database, topUpId))?.provider ?? null;
  return provider === null || provider === BANK ? [BANK] : [provider, BANK];
};
