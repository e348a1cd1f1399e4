import type { Rejection } from '../kernel/decider.ts';
import type { Instant } from '../kernel/time.ts';
import type { EligibilityRule } from './refundEligibility.ts';
import type { RefundStatus, TopUp } from './state.ts';

type OnTopUp = { readonly topUpId: string };
type OnRefund = { readonly refundId: string };

type OpeningRejection =
  | Rejection<'account_not_opened', Readonly<Record<string, never>>>
  | Rejection<'account_opened_differently', { readonly accountId: string }>
  | Rejection<'account_lapsed', { readonly accountId: string }>
  | Rejection<
      'account_already_activated',
      { readonly activatedAt: Instant; readonly validUntil: Instant }
    >
  | Rejection<'validity_not_after_start', { readonly from: Instant; readonly until: Instant }>
  /** A plan without such days never lapses; one with a top-up since its activation neither. */
  | Rejection<
      'account_not_lapsing',
      { readonly activatedAt: Instant | null; readonly lapsesAt: Instant | null }
    >;

type TopUpRejection =
  | Rejection<'amount_not_allowed', { readonly amount: number }>
  | Rejection<'brand_differs', { readonly account: string; readonly given: string }>
  | Rejection<'currency_differs', { readonly account: string; readonly given: string }>
  | Rejection<'card_not_attached', { readonly iccid: string; readonly accountId: string }>
  /** Known under this id with other content; `fields` says which. */
  | Rejection<'top_up_differs', OnTopUp & { readonly fields: readonly string[] }>
  | Rejection<'top_up_unknown', OnTopUp>
  | Rejection<'top_up_status', OnTopUp & { readonly status: TopUp['status'] }>
  | Rejection<
      'reversal_beyond_price',
      OnTopUp & { readonly price: number; readonly chargedBack: number; readonly taken: number }
    >
  | Rejection<
      'charge_beyond_carrier_charge',
      OnTopUp & { readonly charged: number; readonly cancelled: number; readonly amount: number }
    >;

type LotRejection =
  | Rejection<'lot_id_taken', { readonly lot: string }>
  | Rejection<'lot_unknown', { readonly lot: string }>
  | Rejection<
      'usage_beyond_balance',
      { readonly usageId: string; readonly amount: number; readonly available: number }
    >
  | Rejection<
      'usage_recorded_differently',
      { readonly usageId: string; readonly date: string; readonly amount: number }
    >
  | Rejection<'adjustment_differs', { readonly adjustmentId: string }>
  | Rejection<
      'adjustment_beyond_lot',
      { readonly lot: string; readonly amount: number; readonly available: number }
    >;

type RefundRejection =
  | Rejection<
      'refund_not_eligible',
      OnRefund & OnTopUp & { readonly failed: readonly EligibilityRule[] }
    >
  | Rejection<'refund_differs', OnRefund>
  | Rejection<'refund_unknown', OnRefund>
  | Rejection<'refund_status', OnRefund & { readonly status: RefundStatus }>
  | Rejection<'approval_tier_missing', OnRefund & { readonly amount: number }>
  | Rejection<
      'approval_role_missing',
      OnRefund & { readonly amount: number; readonly role: string }
    >
  | Rejection<'reason_required', OnRefund>;

type PeopleRejection =
  | Rejection<'person_required', { readonly actor: string }>
  | Rejection<'console_user_required', { readonly actor: string }>
  | Rejection<'two_people_required', { readonly actor: string }>;

export type AccountRejection =
  OpeningRejection | TopUpRejection | LotRejection | RefundRejection | PeopleRejection;
