import type { Lot, Money, TimelineEntry } from '../../api/answers';
import type { Refund } from '../refunds/answers';

export const TOP_UP_STATES = [
  'requested',
  'provisional',
  'credited',
  'failed',
  'reversed',
] as const;

export const CHANNELS = ['web', 'partner_app', 'kiosk', 'shop'] as const;

export const METHODS = [
  'card',
  'paypal',
  'alipay',
  'wechat_pay',
  'bank_transfer',
  'cash',
  'konbini',
] as const;

export type TopUp = {
  readonly id: string;
  readonly accountId: string;
  readonly status: (typeof TOP_UP_STATES)[number];
  readonly iccid: string | null;
  readonly brand: string | null;
  readonly channel: string | null;
  readonly method: string | null;
  readonly payment: { readonly provider: string; readonly reference: string } | null;
  readonly price: Money;
  readonly value: Money | null;
  readonly takenBack: Money;
  readonly requestedAt: string | null;
  readonly paidAt: string | null;
  readonly creditedAt: string | null;
  readonly endedAt: string | null;
  readonly endReason: string | null;
};

export type TopUpDetail = TopUp & {
  readonly lots: readonly Lot[];
  readonly refunds: readonly Refund[];
  readonly history: readonly TimelineEntry[];
};
