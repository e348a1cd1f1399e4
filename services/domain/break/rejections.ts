import type { RefundStatus } from '../account/state.ts';
import type { Rejection } from '../kernel/decider.ts';
import type { BusinessDate } from '../kernel/time.ts';
import type { Closing } from '../reconciliation-day/state.ts';
import type { ResolutionKind } from './kinds.ts';
import type { BreakState } from './state.ts';

type OnBreak = { readonly breakId: string };

export type Sum = { readonly amount: number; readonly currency: string };

/** Why a break can never be resolved in some way, whatever is proposed. */
export type ResolutionObstacle =
  /** It speaks of no item and no line that could belong together. */
  | 'nothing_to_match'
  /** There is no top-up of ours in it to refund. */
  | 'no_item'
  /** No later file can confirm what is in it. */
  | 'nothing_to_wait_for';

export type BreakRejection =
  /** What was signed stays as it was seen; the closing that stands. */
  | Rejection<'day_closed', Closing>
  | Rejection<'break_status', OnBreak & { readonly status: BreakState['status'] }>
  | Rejection<'break_settled', OnBreak & { readonly resolvedOn: BusinessDate }>
  | Rejection<'break_matched_elsewhere', OnBreak & { readonly matchedIn: string }>
  | Rejection<
      'resolution_not_possible',
      OnBreak & {
        readonly kind: ResolutionKind;
        readonly why: ResolutionObstacle;
        /** What may be chosen instead. */
        readonly possible: readonly ResolutionKind[];
      }
    >
  | Rejection<
      'parts_not_free',
      OnBreak & { readonly items: readonly string[]; readonly lines: readonly number[] }
    >
  | Rejection<
      'match_not_balanced',
      OnBreak & { readonly ours: Sum | null; readonly theirs: Sum | null }
    >
  | Rejection<'refund_unknown', { readonly refundId: string }>
  | Rejection<
      'refund_of_other_top_up',
      OnBreak & {
        readonly refundId: string;
        readonly topUpId: string;
        readonly items: readonly string[];
      }
    >
  | Rejection<'refund_pays_nothing', { readonly refundId: string; readonly state: RefundStatus }>
  /** Which break counts on it: its id, source and day. */
  | Rejection<
      'refund_in_other_break',
      {
        readonly refundId: string;
        readonly heldBy: string;
        readonly source: string;
        readonly date: BusinessDate;
      }
    >
  | Rejection<'resolution_incomplete', OnBreak & { readonly kind: string }>
  /** What is written off is the break's own difference, or a part of it. */
  | Rejection<
      'write_off_beyond_difference',
      OnBreak & { readonly amount: Sum; readonly difference: Sum }
    >
  /** It is none of the chart, or something else is counted against it. */
  | Rejection<'account_not_adjustable', OnBreak & { readonly account: string }>
  | Rejection<'amount_not_allowed', OnBreak & { readonly amount: number }>
  | Rejection<'reason_required', OnBreak>
  | Rejection<'person_required', { readonly actor: string }>
  | Rejection<'console_user_required', { readonly actor: string }>
  | Rejection<'two_people_required', { readonly actor: string }>;
