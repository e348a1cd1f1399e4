import type { Actor } from '../kernel/actor.ts';
import type { Rejection } from '../kernel/decider.ts';
import type { Instant } from '../kernel/time.ts';
import type { OpenWork } from './openWork.ts';
import type { Closing, ReconciliationDayState } from './state.ts';

type Occupant = {
  readonly statementId: string;
  readonly sha256: string;
  readonly acceptedBy: Actor;
  readonly acceptedAt: Instant;
};

export type ReconciliationDayRejection =
  /** These very bytes occupy the day already; who brought them first, and when. */
  | Rejection<'same_bytes_accepted', Occupant>
  /** Other bytes occupy the day: supersede them, with a reason. */
  | Rejection<'day_occupied', Occupant>
  /** What was signed stays as it was seen; the closing that stands. */
  | Rejection<'day_closed', Closing>
  | Rejection<'day_without_statement', { readonly statementId: string }>
  /** The run was made with a file that no longer occupies the day. */
  | Rejection<'statement_not_current', { readonly current: string; readonly given: string }>
  | Rejection<'day_status', { readonly status: ReconciliationDayState['status'] }>
  /** Somebody ran the matching since: look at the current run first. */
  | Rejection<'run_not_current', { readonly current: string; readonly given: string }>
  /** Something of the day is open still: each is told. */
  | Rejection<'day_not_settled', OpenWork>
  | Rejection<'console_user_required', { readonly actor: Actor }>
  | Rejection<'two_people_required', { readonly actor: Actor }>;
