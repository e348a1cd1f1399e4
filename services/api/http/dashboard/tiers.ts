import type { RefundPolicy } from '@chobo/domain/catalogue/documents';
import type { Role } from '@chobo/identity/roles';
import type { AmountRange } from '@chobo/projections/refunds/queue';

/**
 * Paybacks that these roles may approve under a policy: of each tier that names
 * one of them, what the tiers before it do not cover.
 */
export const approvableUnder = (
  { brand, approvalTiers }: Pick<RefundPolicy, 'brand' | 'approvalTiers'>,
  roles: readonly Role[],
): readonly AmountRange[] => {
  let above = 0;
  return approvalTiers.flatMap(({ upTo, role }) => {
    const range = { brand, above, upTo };
    above = Math.max(above, upTo);
    return roles.includes(role) && range.upTo > range.above ? [range] : [];
  });
};
