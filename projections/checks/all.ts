import type { Database } from '../lists/keyset.ts';
import {
  claimsAreSettled,
  creditsHaveLots,
  lotsConserveValue,
  refundsWithinPrice,
} from './balanceChecks.ts';
import type { Check, CheckResult } from './check.ts';
import {
  balancesAreSumsOfEntries,
  lotsAreLiabilities,
  refundPayableIsApprovedRefunds,
  transactionsSumToZero,
  trialBalanceSumsToZero,
} from './ledgerChecks.ts';

const checks: readonly Check[] = [
  transactionsSumToZero,
  trialBalanceSumsToZero,
  balancesAreSumsOfEntries,
  lotsAreLiabilities,
  lotsConserveValue,
  creditsHaveLots,
  refundPayableIsApprovedRefunds,
  refundsWithinPrice,
  claimsAreSettled,
];

/**
 * What is always true of balances and ledger, asked of the views as they stand:
 * the caller first waits until these are at the head.
 */
export const runChecks = async (database: Database): Promise<readonly CheckResult[]> => {
  const results: CheckResult[] = [];
  for (const run of checks) results.push(await run(database));
  return results;
};
