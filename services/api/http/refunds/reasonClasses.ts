/**
 * Classes of reason offered where the policy of a brand allows any: a sale gone
 * wrong, and the circumstances in which prepaid value may be paid back at all
 * (Payment Services Act art. 20(5) and its ordinance: leaving Japan and the like).
 */
export const REASON_CLASSES = [
  'defective-sale',
  'bought-twice',
  'wrong-card',
  'leaving-japan',
  'service-unavailable',
] as const;
