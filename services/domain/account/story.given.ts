import type { RefundPolicy } from '../catalogue/documents.ts';
import { specificationOf } from '../kernel/specification.given.ts';
import type { ApproveRefund, CreditTopUp, RequestRefund } from './commands.ts';
import { account } from './decider.ts';
import type {
  AccountActivated,
  AccountOpened,
  BalanceExpired,
  BonusGranted,
  CardAttached,
  LotAmount,
  RefundApproved,
  RefundCancelled,
  RefundPaid,
  RefundRequested,
  RefundSent,
  TopUpCredited,
  TopUpPaidProvisionally,
  TopUpRequested,
  TopUpReversed,
  UsageRecorded,
} from './events.ts';

/** One account of Harbor Mobile, told with fixed ids, amounts and clocks. */
export const { given } = specificationOf(account);

export const ICCID = '8981100000010429944';
export const OTHER_ICCID = '8981100000010466201';
export const END = '2026-12-18T15:00:00.000Z';
export const BEFORE_END = '2026-12-18T14:59:59.999Z';
export const NOW = '2026-11-20T01:00:00.000Z';

const BRAND = 'harbor-mobile';
const JPY = 'JPY';

export const paid = (amount: number, lot = 'tu-1'): LotAmount => ({ lot, bucket: 'paid', amount });
export const bonus = (amount: number, lot = 'bo-1'): LotAmount => ({
  lot,
  bucket: 'bonus',
  amount,
});

export const opened: AccountOpened = {
  type: 'AccountOpened',
  data: {
    accountId: 'acc-1',
    brand: BRAND,
    plan: 'harbor-30',
    currency: JPY,
    openedAt: '2026-11-17T15:00:00.000Z',
  },
};

export const attached: CardAttached = {
  type: 'CardAttached',
  data: { iccid: ICCID, attachedAt: '2026-11-17T15:00:00.000Z' },
};

export const activated: AccountActivated = {
  type: 'AccountActivated',
  data: { activatedAt: '2026-11-18T03:00:00.000Z', validUntil: END },
};

export const requested: TopUpRequested = {
  type: 'TopUpRequested',
  data: {
    topUpId: 'tu-1',
    iccid: ICCID,
    channel: 'kiosk',
    method: 'konbini',
    offer: 'harbor-1000',
    price: 1000,
    value: 1000,
    currency: JPY,
    requestedAt: '2026-11-17T15:05:00.000Z',
  },
};

export const provisional: TopUpPaidProvisionally = {
  type: 'TopUpPaidProvisionally',
  data: {
    topUpId: 'tu-1',
    payment: { provider: 'konbini', reference: 'K-1' },
    price: 1000,
    currency: JPY,
    paidAt: '2026-11-17T15:08:00.000Z',
  },
};

export const credited = (change: Partial<TopUpCredited['data']> = {}): TopUpCredited => ({
  type: 'TopUpCredited',
  data: {
    topUpId: 'tu-1',
    iccid: ICCID,
    brand: BRAND,
    channel: 'kiosk',
    method: 'konbini',
    payment: { provider: 'konbini', reference: 'K-1' },
    price: 1000,
    value: 1000,
    currency: JPY,
    paidAt: '2026-11-18T00:10:12+09:00',
    creditedAt: '2026-11-17T15:10:15.000Z',
    expiresAt: END,
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

export const credit = (change: Partial<TopUpCredited['data']> = {}): CreditTopUp => ({
  type: 'CreditTopUp',
  data: credited(change).data,
});

export const granted = (change: Partial<BonusGranted['data']> = {}): BonusGranted => ({
  type: 'BonusGranted',
  data: {
    bonusId: 'bo-1',
    brand: BRAND,
    topUpId: 'tu-1',
    promotion: 'autumn-2026',
    amount: 300,
    currency: JPY,
    grantedAt: '2026-11-17T15:10:16.000Z',
    expiresAt: END,
    ...change,
  },
});

export const used = (...taken: readonly LotAmount[]): UsageRecorded => ({
  type: 'UsageRecorded',
  data: {
    usageId: 'us-1',
    brand: BRAND,
    date: '2026-11-19',
    taken,
    currency: JPY,
    recordedAt: '2026-11-20T00:00:00.000Z',
  },
});

export const policy = (change: Partial<RefundPolicy> = {}): RefundPolicy => ({
  kind: 'refund-policy',
  id: 'harbor-refunds',
  brand: BRAND,
  windowDays: 60,
  afterActivation: true,
  afterUse: true,
  fee: { percent: 0, minimum: 0 },
  methods: ['card', 'konbini'],
  approvalTiers: [
    { upTo: 5000, role: 'support_supervisor' },
    { upTo: 100_000, role: 'finance_manager' },
  ],
  ...change,
});

export const requestRefund = (change: Partial<RequestRefund['data']> = {}): RequestRefund => ({
  type: 'RequestRefund',
  data: {
    refundId: 'rf-1',
    topUpId: 'tu-1',
    value: 500,
    reasonClass: 'defective-sale',
    noteId: null,
    policy: policy(),
    requestedBy: 'user:mori',
    at: NOW,
    ...change,
  },
});

export const refundRequested = (
  change: Partial<RefundRequested['data']> = {},
): RefundRequested => ({
  type: 'RefundRequested',
  data: {
    refundId: 'rf-1',
    topUpId: 'tu-1',
    brand: BRAND,
    value: 500,
    payback: 500,
    fee: 0,
    currency: JPY,
    reasonClass: 'defective-sale',
    noteId: null,
    held: [paid(500)],
    requestedBy: 'user:mori',
    requestedAt: NOW,
    ...change,
  },
});

export const approveRefund = (change: Partial<ApproveRefund['data']> = {}): ApproveRefund => ({
  type: 'ApproveRefund',
  data: {
    refundId: 'rf-1',
    approvedBy: 'user:sato',
    roles: ['support_supervisor'],
    tiers: policy().approvalTiers,
    at: NOW,
    ...change,
  },
});

export const refundApproved = (change: Partial<RefundApproved['data']> = {}): RefundApproved => ({
  type: 'RefundApproved',
  data: {
    refundId: 'rf-1',
    topUpId: 'tu-1',
    brand: BRAND,
    value: 500,
    payback: 500,
    fee: 0,
    currency: JPY,
    taken: [paid(500)],
    approvedBy: 'user:sato',
    approvedAt: NOW,
    ...change,
  },
});

export const refundSent: RefundSent = {
  type: 'RefundSent',
  data: { refundId: 'rf-1', provider: 'zengin', payoutReference: 'ZG-7', sentAt: NOW },
};

export const refundPaid: RefundPaid = {
  type: 'RefundPaid',
  data: {
    refundId: 'rf-1',
    paidFrom: 'bank',
    amount: 500,
    currency: JPY,
    payoutReference: 'ZG-7',
    paidAt: NOW,
  },
};

export const expiredAtEnd = (...lots: readonly LotAmount[]): BalanceExpired => ({
  type: 'BalanceExpired',
  data: { brand: BRAND, lots, currency: JPY, expiredAt: END },
});

export const reversed = (change: Partial<TopUpReversed['data']>): TopUpReversed => ({
  type: 'TopUpReversed',
  data: {
    topUpId: 'tu-1',
    brand: BRAND,
    kind: 'chargeback',
    provider: 'konbini',
    taken: 1000,
    unused: 1000,
    promotion: 0,
    currency: JPY,
    clawedBack: [],
    reversedAt: NOW,
    ...change,
  },
});

export const cancelled = (change: Partial<RefundCancelled['data']> = {}): RefundCancelled => ({
  type: 'RefundCancelled',
  data: {
    refundId: 'rf-1',
    topUpId: 'tu-1',
    brand: BRAND,
    afterApproval: false,
    value: 500,
    payback: 500,
    fee: 0,
    currency: JPY,
    returned: [paid(500)],
    cancelledBy: 'user:mori',
    cancelledAt: NOW,
    ...change,
  },
});

/** How far the story of one refund has come. */
export const sold = [opened, attached, credited()] as const;
export const asked = [...sold, refundRequested()] as const;
export const approved = [...asked, refundApproved()] as const;
export const sent = [...approved, refundSent] as const;
