/** Every kind of break, in the order in which they are listed and offered. */
export const BREAK_KINDS = [
  'missing_in_statement',
  'missing_in_ledger',
  'amount',
  'fee',
  'currency',
  'status',
  'duplicate_in_statement',
  'duplicate_in_ledger',
  'wrong_card',
  'split_incomplete',
  'ambiguous',
  'timing',
  'expiry_date',
  'unreadable_line',
  'control_total',
  'missing_file',
] as const;

export type BreakKind = (typeof BREAK_KINDS)[number];
