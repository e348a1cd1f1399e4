import type { Database } from '../lists/keyset.ts';
import {
  claimsAreSettled,
  creditsHaveLots,
  lotsConserveValue,
  refundsWithinPrice,
} from './balanceChecks.ts';
import { partsAreUsedOnce, postingsHaveTheirBreak, refundsPayBack } from './breakChecks.ts';
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

const runAll = async (
  database: Database,
  all: readonly Check[],
): Promise<readonly CheckResult[]> => {
  const results: CheckResult[] = [];
  for (const run of all) results.push(await run(database));
  return results;
};

/**
 * What is always true of balances and ledger, asked of the views as they stand:
 * the caller first waits until these are at the head.
 */
export const runChecks = (database: Database): Promise<readonly CheckResult[]> =>
  runAll(database, checks);

/** Likewise what is always true of the work on breaks, over the views of reconciliation. */
export const runBreakChecks = (database: Database): Promise<readonly CheckResult[]> =>
  runAll(database, [partsAreUsedOnce, postingsHaveTheirBreak, refundsPayBack]);
