import type { RefundRule } from './answers';

/** Facts of rules that are amounts in minor units. */
const AMOUNTS = new Set(['used', 'value', 'refundable', 'price', 'chargedBack', 'payback', 'fee']);

/** The facts of a rule as values that can be shown: amounts with their currency. */
export const shownFacts = (
  { facts }: Pick<RefundRule, 'facts'>,
  currency: string,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      AMOUNTS.has(name) && typeof value === 'number' ? { amount: value, currency } : value,
    ]),
  );
