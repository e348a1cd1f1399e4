import type { BreakFacts } from '@chobo/domain/break/facts';

import { chargeOf } from './contract.ts';
import type { Break } from './outcome.ts';

/** The facts of a break that the passes found. */
export const factsOf = (found: Break): BreakFacts => {
  const { lines, contractCharge, executedBy, executedInstead, undoes } = found;
  return {
    ...(contractCharge !== undefined && { charge: chargeOf(lines), contractCharge }),
    ...(executedBy !== undefined && { executedBy }),
    ...(executedInstead !== undefined && {
      executedInstead: { item: executedInstead.id, at: executedInstead.at },
    }),
    ...(undoes !== undefined && { undoes: { date: undoes.date, fileLine: undoes.fileLine } }),
  };
};
