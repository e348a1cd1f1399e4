import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { postingsOf } from '../ledger/postings.ts';
import { account } from './decider.ts';
import type { AccountCommand } from './commands.ts';
import type { AccountEvent, LotAmount } from './events.ts';
import { live, randomLife } from './randomLife.given.ts';
import type { AccountState, OpenedAccount, Refund, RefundStatus } from './state.ts';
import {
  END,
  NOW,
  approveRefund,
  attached,
  credited,
  granted,
  opened,
  requestRefund,
} from './story.given.ts';

const total = (amounts: Iterable<number>): number =>
  [...amounts].reduce((sum, amount) => sum + amount, 0);
const sumOf = (amounts: readonly LotAmount[]): number => total(amounts.map(({ amount }) => amount));

const lotsSum = ({ lots }: OpenedAccount): number =>
  total([...lots.values()].map(({ remaining }) => remaining));

/** What an event brings into the lots (out of them when negative), told without the lots. */
const inflow = (event: AccountEvent): number => {
  switch (event.type) {
    case 'TopUpCredited':
      return event.data.value;
    case 'BonusGranted':
      return event.data.amount;
    case 'TopUpReversed':
      return -event.data.unused - sumOf(event.data.clawedBack);
    case 'UsageRecorded':
    case 'RefundApproved':
      return -sumOf(event.data.taken);
    case 'RefundFailed':
      return sumOf(event.data.returned);
    case 'RefundCancelled':
      return event.data.afterApproval ? sumOf(event.data.returned) : 0;
    case 'BalanceExpired':
      return -sumOf(event.data.lots);
    case 'BalanceAdjusted':
      return event.data.moved.amount * (event.data.direction === 'increase' ? 1 : -1);
    default:
      return 0;
  }
};

const refundsIn = (state: OpenedAccount, ...statuses: readonly RefundStatus[]): readonly Refund[] =>
  [...state.refunds.values()].filter(({ status }) => statuses.includes(status));

const ledgerOf = (events: readonly AccountEvent[]) => {
  const balances = new Map<string, number>();
  for (const event of events) {
    const transaction = postingsOf(event, { accountId: 'acc-1' });
    expect(total(transaction.map(({ amount }) => amount))).toBe(0);
    for (const { account: name, amount } of transaction) {
      balances.set(name, (balances.get(name) ?? 0) + amount);
    }
  }
  const debits = (name: string): number => balances.get(name) ?? 0;
  return { debits, credits: (name: string): number => 0 - debits(name) };
};

const property = (check: (steps: ReturnType<typeof live>) => void): void =>
  fc.assert(fc.property(randomLife.map(live), check), { numRuns: 300 });

describe('whatever happens to an account', () => {
  test('the lots hold what came in less what went out', () =>
    property((steps) => {
      for (const { before, after, events } of steps) {
        expect(lotsSum(after) - lotsSum(before)).toBe(total(events.map(inflow)));
      }
    }));

  test('no event moves nothing, or less', () =>
    property((steps) => {
      for (const { data } of steps.flatMap((step) => step.events)) {
        const moved = Object.values(data).flatMap((value: unknown) =>
          Array.isArray(value) ? (value as (LotAmount | string)[]) : [],
        );
        const amounts = moved.flatMap((part) => (typeof part === 'string' ? [] : [part.amount]));
        expect(amounts.filter((amount) => amount <= 0)).toStrictEqual([]);
      }
    }));

  test('no lot goes negative, and what is held of it is what open requests hold', () =>
    property((steps) => {
      for (const { after } of steps) {
        const held = refundsIn(after, 'requested').flatMap(({ amounts }) => amounts);
        for (const lot of after.lots.values()) {
          expect(lot.held).toBeGreaterThanOrEqual(0);
          expect(lot.held).toBeLessThanOrEqual(lot.remaining);
          expect(lot.held).toBe(sumOf(held.filter((amount) => amount.lot === lot.id)));
        }
      }
    }));

  test('what was approved to be paid back never exceeds the price less what was charged back then', () =>
    property((steps) => {
      for (const { after, events } of steps) {
        for (const event of events.filter(({ type }) => type === 'RefundApproved')) {
          const topUp = after.topUps.get((event.data as { topUpId: string }).topUpId);
          if (topUp?.status !== 'credited') throw new Error('only credited top-ups are refunded');
          const { price, topUpId } = topUp.credit;
          const given = refundsIn(after, 'approved', 'sent', 'paid', 'evidenced')
            .filter((refund) => refund.topUpId === topUpId)
            .map(({ payback }) => payback);
          expect(total(given)).toBeLessThanOrEqual(price - topUp.chargedBack);
        }
      }
    }));

  test('the books balance, owe what the lots hold, and owe every approved refund until it is paid', () =>
    property((steps) => {
      const events = steps.flatMap((step) => step.events);
      const after = steps.at(-1)?.after;
      if (after === undefined) return;
      const { debits, credits } = ledgerOf(events);
      const owed =
        credits('liability:prepaid:harbor-mobile') + credits('liability:bonus:harbor-mobile');
      expect(owed).toBe(lotsSum(after));
      const payable = refundsIn(after, 'approved', 'sent').map(({ payback, fee }) => payback - fee);
      expect(credits('liability:refund-payable')).toBe(total(payable));
      const provisional = [...after.topUps.values()].map((topUp) =>
        topUp.status === 'provisional' ? topUp.request.price : 0,
      );
      expect(credits('liability:unconfirmed')).toBe(total(provisional));
      expect(debits('asset:clearing:konbini:provisional')).toBe(total(provisional));
    }));

  test('a top-up that was wholly charged back keeps no value and no promotion', () =>
    property((steps) => {
      const after = steps.at(-1)?.after;
      for (const topUp of after?.topUps.values() ?? []) {
        if (topUp.status !== 'credited' || topUp.chargedBack < topUp.credit.price) continue;
        const { topUpId, price, value } = topUp.credit;
        const corrected = [...(after?.adjustments.values() ?? [])].some(
          ({ moved }) => moved.lot === topUpId,
        );
        if (!corrected) expect(after?.lots.get(topUpId)?.remaining).toBe(0);
        const byRefunds = refundsIn(after as OpenedAccount, 'approved', 'sent', 'paid', 'evidenced')
          .filter((refund) => refund.topUpId === topUpId)
          .map((refund) => refund.value - refund.payback);
        expect(topUp.promotionReversed + total(byRefunds)).toBe(value - price);
      }
    }));

  test('the events of a life tell it again', () =>
    property((steps) => {
      const events = steps.flatMap((step) => step.events);
      const stored = JSON.parse(JSON.stringify([opened, attached, ...events])) as AccountEvent[];
      const again = stored.reduce<AccountState>(account.evolve, account.initialState());
      if (steps.length > 0) expect(again).toStrictEqual(steps.at(-1)?.after);
    }));
});

/** Decides and takes the events in; a refusal is thrown, or left out where the test says so. */
const tell = (
  state: OpenedAccount,
  command: AccountCommand,
): { readonly state: OpenedAccount; readonly accepted: boolean } => {
  const decision = account.decide(command, state);
  if (!decision.accepted) return { state, accepted: false };
  const after = decision.events.reduce<AccountState>(account.evolve, state);
  return { state: after as OpenedAccount, accepted: true };
};

const sold = (price: number, value: number, bonus: number): OpenedAccount =>
  [opened, attached, credited({ price, value }), granted({ amount: bonus })].reduce<AccountState>(
    account.evolve,
    account.initialState(),
  ) as OpenedAccount;

test('partial refunds add up to exactly the price and the bonus, whatever was cancelled between', () => {
  const parts = fc.array(
    fc.record({ value: fc.integer({ min: 1, max: 400 }), cancelled: fc.boolean() }),
    { maxLength: 12 },
  );
  const prices = fc.integer({ min: 1, max: 3000 });
  fc.assert(
    fc.property(prices, prices, prices, parts, (price, value, bonus, asked) => {
      let state = sold(price, value, bonus);
      const everything = { value: Number.POSITIVE_INFINITY, cancelled: false };
      for (const [index, part] of [...asked, everything].entries()) {
        const refundId = `rf-${index}`;
        const left = state.lots.get('tu-1')?.remaining ?? 0;
        if (left === 0) break;
        const request = requestRefund({ refundId, value: Math.min(part.value, left) });
        const requested = tell(state, request);
        // A part too small to be worth one yen is not refunded alone.
        if (!requested.accepted) continue;
        state = tell(requested.state, approveRefund({ refundId })).state;
        state = part.cancelled
          ? tell(state, {
              type: 'CancelRefund',
              data: { refundId, cancelledBy: 'user:mori', at: NOW },
            }).state
          : tell(state, {
              type: 'RecordRefundPaid',
              data: { refundId, paidFrom: 'bank', payoutReference: refundId, at: NOW },
            }).state;
      }
      const paidBack = refundsIn(state, 'paid').map(({ payback }) => payback);
      expect(total(paidBack)).toBe(price);
      expect(lotsSum(state)).toBe(0);
    }),
    { numRuns: 300 },
  );
});

test('expiry and the end of a refund lose no yen, in whatever order they come', () => {
  const ends: readonly ((at: string) => AccountCommand)[] = [
    (at) => ({
      type: 'RejectRefund',
      data: { refundId: 'rf-1', reasonId: 're-1', rejectedBy: 'user:sato', at },
    }),
    (at) => ({ type: 'CancelRefund', data: { refundId: 'rf-1', cancelledBy: 'user:mori', at } }),
    (at) => approveRefund({ at }),
  ];
  for (const end of ends) {
    const asked = tell(sold(1000, 1000, 300), requestRefund()).state;
    const expire: AccountCommand = { type: 'ExpireBalance', data: { at: END } };
    const orders = [
      [expire, end(END)],
      [end(END), expire],
    ].map((commands) => commands.reduce((state, command) => tell(state, command).state, asked));
    expect(orders[0]).toStrictEqual(orders[1]);
    expect(orders.map(lotsSum)).toStrictEqual([0, 0]);
  }
});

test('a failed payout and a charge-back come to the same, whichever is heard of first', () => {
  const amounts = fc.integer({ min: 1, max: 3000 });
  fc.assert(
    fc.property(amounts, amounts, amounts, amounts, amounts, (price, value, bonus, part, taken) => {
      const refund = requestRefund({ value: Math.min(part, value) });
      const send: AccountCommand = {
        type: 'RecordRefundSent',
        data: { refundId: 'rf-1', provider: 'zengin', payoutReference: 'ZG-7', at: NOW },
      };
      const asked = tell(sold(price, value, bonus), refund);
      fc.pre(asked.accepted);
      const sent = [approveRefund(), send].reduce((state, command) => {
        const told = tell(state, command);
        expect(told.accepted).toBe(true);
        return told.state;
      }, asked.state);
      const reverse: AccountCommand = {
        type: 'ReverseTopUp',
        data: {
          topUpId: 'tu-1',
          kind: 'chargeback',
          taken: Math.min(taken, price),
          by: 'job:chargebacks',
          at: NOW,
        },
      };
      const fail: AccountCommand = {
        type: 'RecordRefundFailed',
        data: { refundId: 'rf-1', reason: 'account_closed', at: NOW },
      };
      const orders = [
        [reverse, fail],
        [fail, reverse],
      ].map((commands) => commands.reduce((state, command) => tell(state, command).state, sent));
      expect(orders[0]).toStrictEqual(orders[1]);
    }),
    { numRuns: 300 },
  );
});
