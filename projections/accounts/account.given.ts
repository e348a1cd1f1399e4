import type {
  AccountEvent,
  BonusGranted,
  RefundRequested,
  TopUpCredited,
} from '@chobo/domain/account/events';

import { NOON } from '../runner/events.given.ts';

export const CARD = '8981100000010429944';
export const BRAND = 'harbor-mobile';
const currency = 'JPY';

/** One account's story, told by the events of the acceptance brand. */
export const opened = (accountId: string): AccountEvent => ({
  type: 'AccountOpened',
  data: { accountId, brand: BRAND, plan: 'harbor-standard', currency, openedAt: NOON },
});

export const credited = (
  topUpId: string,
  change: Partial<TopUpCredited['data']> = {},
): AccountEvent => ({
  type: 'TopUpCredited',
  data: {
    topUpId,
    iccid: CARD,
    brand: BRAND,
    channel: 'web',
    method: 'card',
    payment: { provider: 'stripe', reference: `pay-${topUpId}` },
    price: 1000,
    value: 1000,
    currency,
    paidAt: NOON,
    creditedAt: NOON,
    expiresAt: '2026-12-18T15:00:00.000Z',
    carrierCharge: {
      source: 'harbor',
      carrier: 'harbor',
      amount: 900,
      businessDate: '2026-11-18',
    },
    wasProvisional: false,
    imported: false,
    ...change,
  },
});

export const bonus = (
  bonusId: string,
  topUpId: string | null,
  change: Partial<BonusGranted['data']> = {},
): AccountEvent => ({
  type: 'BonusGranted',
  data: {
    bonusId,
    brand: BRAND,
    topUpId,
    promotion: 'autumn',
    amount: 100,
    currency,
    grantedAt: NOON,
    expiresAt: '2026-12-18T15:00:00.000Z',
    ...change,
  },
});

export const used = (usageId: string, lot: string, amount: number): AccountEvent => ({
  type: 'UsageRecorded',
  data: {
    usageId,
    brand: BRAND,
    date: '2026-11-18',
    taken: [{ lot, bucket: 'paid', amount }],
    currency,
    recordedAt: NOON,
  },
});

const refundTerms = (refundId: string, topUpId: string) => ({
  refundId,
  topUpId,
  brand: BRAND,
  value: 500,
  payback: 500,
  fee: 100,
  currency,
});

const refundAmounts = (topUpId: string, bonusId: string): RefundRequested['data']['held'] => [
  { lot: topUpId, bucket: 'paid', amount: 500 },
  { lot: bonusId, bucket: 'bonus', amount: 50 },
];

/** Half of a top-up of 1,000 with a bonus of 100, fee 100. */
export const refundRequested = (
  refundId: string,
  topUpId: string,
  bonusId: string,
): AccountEvent => ({
  type: 'RefundRequested',
  data: {
    ...refundTerms(refundId, topUpId),
    reasonClass: 'defective-sale',
    noteId: null,
    held: refundAmounts(topUpId, bonusId),
    requestedBy: 'user:mori',
    requestedAt: NOON,
  },
});

export const refundApproved = (
  refundId: string,
  topUpId: string,
  bonusId: string,
): AccountEvent => ({
  type: 'RefundApproved',
  data: {
    ...refundTerms(refundId, topUpId),
    taken: refundAmounts(topUpId, bonusId),
    approvedBy: 'user:sato',
    approvedAt: NOON,
  },
});

export const refundFailed = (refundId: string, topUpId: string, bonusId: string): AccountEvent => ({
  type: 'RefundFailed',
  data: {
    ...refundTerms(refundId, topUpId),
    returned: refundAmounts(topUpId, bonusId),
    reason: 'account_closed',
    failedAt: NOON,
  },
});

export const refundPaid = (refundId: string): AccountEvent => ({
  type: 'RefundPaid',
  data: {
    refundId,
    paidFrom: 'bank',
    amount: 400,
    currency,
    payoutReference: 'po-1',
    paidAt: NOON,
  },
});
