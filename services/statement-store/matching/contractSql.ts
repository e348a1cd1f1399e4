import type { MatchingSettings } from '@chobo/domain/catalogue/documents';
import { SHARE_DENOMINATOR, shareNumerator } from '@chobo/reconciliation/matching/contract';

/**
 * The set-based twin of `chargeFitsContract`: a boolean SQL expression over the
 * columns `amount` and `wholesale` of the alias given. All numbers in it come
 * from the validated settings.
 */
export const chargeFitsContractSql = (settings: MatchingSettings, alias: string): string => {
  if (settings.wholesale === undefined) return 'true';
  const { percent, rounding, tolerance } = settings.wholesale;
  const share = `(abs(${alias}.amount) * ${shareNumerator(percent)})`;
  const charge = {
    floor: `${share} / ${SHARE_DENOMINATOR}`,
    ceiling: `(${share} + ${SHARE_DENOMINATOR - 1}) / ${SHARE_DENOMINATOR}`,
    half_up: `(2 * ${share} + ${SHARE_DENOMINATOR}) / ${2 * SHARE_DENOMINATOR}`,
  }[rounding];
  return `${alias}.wholesale is not null
    and abs(${alias}.wholesale - sign(${alias}.amount)::bigint * (${charge})) <= ${tolerance}`;
};
