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

/** Every way in which a break is resolved, in the order in which they are offered. */
export const RESOLUTION_KINDS = [
  'matched_by_hand',
  'refund',
  'adjustment',
  'write_off',
  'dispute',
  'carried_forward',
  'ignored',
] as const;

export type ResolutionKind = (typeof RESOLUTION_KINDS)[number];

/** Those that move money, by a posting or a refund, and so take a second person. */
export const MONEY_MOVERS: readonly ResolutionKind[] = ['refund', 'adjustment', 'write_off'];
