/** Every kind of break, in the order in which the filter offers them. */
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

/** Where the work on a break stands. */
export const WORK_STATES = ['open', 'proposed', 'approved', 'resolved'] as const;
