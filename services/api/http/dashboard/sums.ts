import type { OpenBreaks } from '@chobo/projections/reconciliation-days/openWork';

import { money, type MoneyAnswer } from '../schemas/values.ts';

/** What breaks may come to, by currency. */
export const sumsOf = (open: readonly OpenBreaks[]): MoneyAnswer[] => {
  const sums = new Map<string, number>();
  for (const { currency, atRisk } of open) sums.set(currency, (sums.get(currency) ?? 0) + atRisk);
  return [...sums].map(([currency, amount]) => money(amount, currency));
};
