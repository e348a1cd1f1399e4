import fc from 'fast-check';

import { addDays, instantOf } from '../kernel/time.ts';
import type { AccountCommand } from './commands.ts';
import { account } from './decider.ts';
import type { AccountEvent } from './events.ts';
import type { AccountState, OpenedAccount } from './state.ts';
import { ICCID, attached, credited, opened, policy } from './story.given.ts';

type Build = (at: string) => AccountCommand;

/** One attempt in the random life of an account: what is asked, and how much later than the last. */
export type Attempt = {
  readonly hoursLater: number;
  readonly command: Build;
};

/** What the account was and became by one accepted attempt. */
export type Step = {
  readonly before: OpenedAccount;
  readonly after: OpenedAccount;
  readonly events: readonly AccountEvent[];
};

const START = Date.parse('2026-11-18T00:00:00Z');
const HOUR_MS = 3_600_000;

const topUpIds = fc.constantFrom('tu-1', 'tu-2', 'tu-3');
const refundIds = fc.constantFrom('rf-1', 'rf-2', 'rf-3');
const amounts = fc.integer({ min: 1, max: 600 });
const people = { requestedBy: 'user:mori', approvedBy: 'user:sato', reasonId: 're-1' } as const;

/** Prices and values are fixed per top-up: dearer, cheaper and equal to what is credited. */
const sale: Readonly<Record<string, readonly [price: number, value: number]>> = {
  'tu-1': [1000, 1000],
  'tu-2': [700, 1001],
  'tu-3': [1000, 900],
};

const saleOf = (topUpId: string) => {
  const [price = 1, value = 1] = sale[topUpId] ?? [];
  return { topUpId, iccid: ICCID, price, value, currency: 'JPY' };
};

const payment = (topUpId: string) => ({ provider: 'konbini', reference: `K-${topUpId}` });

const inDays = (at: string, days: number | null): string | null =>
  days === null ? null : instantOf(Date.parse(at) + days * 24 * HOUR_MS);

/** How often an attempt comes: what needs others before it comes more often. */
const often = (weight: number, arbitrary: fc.Arbitrary<Build>) => ({ weight, arbitrary });

const validities = fc.constantFrom(null, 2, 5, 10);

const attempts: fc.Arbitrary<Build> = fc.oneof(
  often(
    2,
    topUpIds.map((topUpId) => (at) => ({
      type: 'RequestTopUp',
      data: { ...saleOf(topUpId), channel: 'kiosk', method: 'konbini', offer: null, at },
    })),
  ),
  often(
    3,
    topUpIds.map((topUpId) => (at) => ({
      type: 'RecordProvisionalPayment',
      data: {
        topUpId,
        payment: payment(topUpId),
        price: saleOf(topUpId).price,
        currency: 'JPY',
        paidAt: at,
      },
    })),
  ),
  often(
    6,
    fc.tuple(topUpIds, validities).map(([topUpId, days]) => (at) => ({
      type: 'CreditTopUp',
      data: {
        ...credited().data,
        ...saleOf(topUpId),
        payment: payment(topUpId),
        paidAt: at,
        creditedAt: at,
        expiresAt: inDays(at, days),
      },
    })),
  ),
  often(
    2,
    fc
      .tuple(topUpIds, fc.constantFrom('provisional_cancelled' as const, 'abandoned' as const))
      .map(([topUpId, reason]) => (at) => ({ type: 'FailTopUp', data: { topUpId, reason, at } })),
  ),
  often(
    2,
    fc.tuple(topUpIds, fc.constantFrom(100, 333, 700, 1000)).map(([topUpId, taken]) => (at) => ({
      type: 'ReverseTopUp',
      data: { topUpId, kind: 'chargeback', taken, by: 'job:chargebacks', at },
    })),
  ),
  often(
    1,
    fc.tuple(topUpIds, amounts).map(([topUpId, amount]) => (at) => ({
      type: 'CancelCarrierCharge',
      data: { topUpId, amount, at },
    })),
  ),
  often(
    3,
    fc
      .tuple(fc.constantFrom('bo-1', 'bo-2', 'bo-3'), fc.option(topUpIds), amounts, validities)
      .map(([bonusId, topUpId, amount, days]) => (at) => ({
        type: 'GrantBonus',
        data: { bonusId, topUpId, promotion: null, amount, expiresAt: inDays(at, days), at },
      })),
  ),
  often(
    1,
    fc.integer({ min: 1, max: 20 }).map((days) => (at) => ({
      type: 'ExtendValidity',
      data: { topUpId: null, validUntil: inDays(at, days) ?? at, at },
    })),
  ),
  often(
    3,
    fc.tuple(fc.nat(9), amounts).map(([usage, amount]) => (at) => ({
      type: 'RecordUsage',
      data: { usageId: `us-${usage}`, date: addDays(at.slice(0, 10), -1), amount, at },
    })),
  ),
  often(
    12,
    fc
      .tuple(refundIds, topUpIds, amounts, fc.constantFrom(0, 10), fc.constantFrom(0, 50))
      .map(([refundId, topUpId, value, percent, minimum]) => (at) => ({
        type: 'RequestRefund',
        data: {
          refundId,
          topUpId,
          value,
          reasonClass: 'defective-sale',
          noteId: null,
          policy: policy({ fee: { percent, minimum } }),
          requestedBy: 'user:mori',
          at,
        },
      })),
  ),
  often(
    12,
    refundIds.map((refundId) => (at) => ({
      type: 'ApproveRefund',
      data: {
        refundId,
        approvedBy: 'user:sato',
        roles: ['support_supervisor'],
        tiers: policy().approvalTiers,
        at,
      },
    })),
  ),
  often(
    2,
    refundIds.map((refundId) => (at) => ({
      type: 'RejectRefund',
      data: { refundId, reasonId: 're-1', rejectedBy: 'user:sato', at },
    })),
  ),
  often(
    2,
    refundIds.map((refundId) => (at) => ({
      type: 'CancelRefund',
      data: { refundId, cancelledBy: 'user:mori', at },
    })),
  ),
  often(
    8,
    refundIds.map((refundId) => (at) => ({
      type: 'RecordRefundSent',
      data: { refundId, provider: 'zengin', payoutReference: refundId, at },
    })),
  ),
  often(
    4,
    refundIds.map((refundId) => (at) => ({
      type: 'RecordRefundPaid',
      data: { refundId, paidFrom: 'bank', payoutReference: refundId, at },
    })),
  ),
  often(
    3,
    refundIds.map((refundId) => (at) => ({
      type: 'RecordRefundFailed',
      data: { refundId, reason: 'account_closed', at },
    })),
  ),
  often(
    2,
    fc.constant((at: string) => ({ type: 'ExpireBalance', data: { at } })),
  ),
  often(
    1,
    fc.constant((at: string) => ({ type: 'LapseAccount', data: { lapseDays: 2, at } })),
  ),
  often(
    1,
    fc.constant((at: string) => ({
      type: 'ActivateAccount',
      data: { activatedAt: at, validUntil: inDays(at, 5) ?? at },
    })),
  ),
  often(
    1,
    fc.tuple(fc.nat(2), amounts, validities).map(([id, amount, days]) => (at) => ({
      type: 'GrantGoodwill',
      data: { ...people, adjustmentId: `gw-${id}`, amount, expiresAt: inDays(at, days), at },
    })),
  ),
  often(
    2,
    fc
      .tuple(
        fc.nat(5),
        topUpIds,
        amounts,
        fc.constantFrom('increase' as const, 'decrease' as const),
      )
      .map(([id, lot, amount, direction]) => (at) => ({
        type: 'CorrectBalance',
        data: {
          ...people,
          adjustmentId: `co-${id}`,
          direction,
          moved: { lot, bucket: 'paid', amount },
          at,
        },
      })),
  ),
);

/** Up to sixty attempts, most of them possible where they come. */
export const randomLife: fc.Arbitrary<readonly Attempt[]> = fc.array(
  fc.record({ hoursLater: fc.constantFrom(0, 0, 0, 1, 1, 24), command: attempts }),
  { minLength: 10, maxLength: 60, size: 'max' },
);

const asOpened = (state: AccountState): OpenedAccount => {
  if (state.status === 'unopened') throw new Error('a random life begins with the opening');
  return state;
};

/** Lives the life: what was refused changed nothing and is left out. */
export const live = (life: readonly Attempt[]): readonly Step[] => {
  let state = asOpened(
    [opened, attached].reduce<AccountState>(account.evolve, account.initialState()),
  );
  let now = START;
  const steps: Step[] = [];
  for (const attempt of life) {
    now += attempt.hoursLater * HOUR_MS;
    const decision = account.decide(attempt.command(instantOf(now)), state);
    if (!decision.accepted) continue;
    const before = state;
    state = asOpened(decision.events.reduce<AccountState>(account.evolve, state));
    steps.push({ before, after: state, events: decision.events });
  }
  return steps;
};
