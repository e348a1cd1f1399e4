import type { Rejection } from '../kernel/decider.ts';
import type { BreakState } from './state.ts';

type OnBreak = { readonly breakId: string };

export type BreakRejection =
  | Rejection<'break_status', OnBreak & { readonly status: BreakState['status'] }>
  | Rejection<'resolution_incomplete', OnBreak & { readonly kind: string }>
  | Rejection<'amount_not_allowed', OnBreak & { readonly amount: number }>
  | Rejection<'reason_required', OnBreak>
  | Rejection<'person_required', { readonly actor: string }>
  | Rejection<'console_user_required', { readonly actor: string }>
  | Rejection<'two_people_required', { readonly actor: string }>;
