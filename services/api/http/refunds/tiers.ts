import type { RefundPolicy } from '@chobo/domain/catalogue/documents';
import type { Role } from '@chobo/identity/roles';
import type { AmountRange } from '@chobo/projections/refunds/queue';

/** Who may approve how much, in the order in which it is asked. */
export type Tiers = RefundPolicy['approvalTiers'];

/**
 * Paybacks of a brand that these roles may approve under its tiers: of each that
 * names one of them, what the tiers before it do not cover.
 */
export const approvableUnder = (
  brand: string,
  tiers: Tiers,
  roles: readonly Role[],
): readonly AmountRange[] => {
  let above = 0;
  return tiers.flatMap(({ upTo, role }) => {
    const range = { brand, above, upTo };
    above = Math.max(above, upTo);
    return roles.includes(role) && range.upTo > range.above ? [range] : [];
  });
};
