import type { Rejection } from '../kernel/decider.ts';
import type { StatementState } from './state.ts';

export type StatementRejection =
  /** The statement is not where this step begins. */
  | Rejection<
      'statement_status',
      { readonly statementId: string; readonly status: StatementState['status'] }
    >
  | Rejection<'statement_reason_missing', { readonly statementId: string }>
  | Rejection<'person_required', { readonly actor: string }>;
