import { describe, expect, test } from 'vitest';

import { account } from './decider.ts';
import type { AccountEvent } from './events.ts';
import type { RefundQuestion, RefundRule } from './refundEligibility.ts';
import { refundEligibility } from './refundEligibility.ts';
import type { AccountState } from './state.ts';
import {
  END,
  NOW,
  activated,
  attached,
  bonus,
  credited,
  granted,
  opened,
  paid,
  policy,
  provisional,
  refundRequested,
  requested,
  used,
  sold,
} from './story.given.ts';

const strict = policy({ afterActivation: false, afterUse: false, windowDays: 7 });

const answer = (
  history: readonly AccountEvent[],
  question: Partial<RefundQuestion> = {},
  rules = strict,
) => {
  const state = history.reduce<AccountState>(account.evolve, account.initialState());
  if (state.status === 'unopened') throw new Error('the story opens the account first');
  return refundEligibility(state, rules, {
    topUpId: 'tu-1',
    value: null,
    reasonClass: 'defective-sale',
    at: NOW,
    ...question,
  });
};

const failing = (eligibility: ReturnType<typeof answer>) =>
  eligibility.rules.filter(({ passed }) => !passed);

describe('whether a top-up can be refunded', () => {
  test('unused, unactivated and within the window it can, by every rule', () => {
    const eligibility = answer([...sold, granted()]);
    expect(eligibility.eligible).toBe(true);
    expect(eligibility.rules.map(({ rule }) => rule)).toStrictEqual<RefundRule[]>([
      'payment_confirmed',
      'within_window',
      'not_activated',
      'not_used',
      'method_refundable',
      'reason_allowed',
      'not_expired',
      'no_open_refund',
      'unused_value',
      'not_charged_back',
      'fee_covered',
    ]);
    expect(eligibility.amounts).toStrictEqual({
      value: 1000,
      payback: 1000,
      fee: 0,
      held: [paid(1000), bonus(300)],
    });
  });

  test('a payment that is only provisional gives nothing back', () => {
    expect(answer([opened, attached, requested, provisional])).toStrictEqual({
      eligible: false,
      rules: [{ rule: 'payment_confirmed', passed: false, facts: { status: 'provisional' } }],
      amounts: null,
    });
  });

  test('the window ends with its last day', () => {
    const until = '2026-11-25T15:00:00.000Z';
    expect(answer(sold, { at: '2026-11-25T14:59:59.999Z' }).eligible).toBe(true);
    expect(failing(answer(sold, { at: until }))).toStrictEqual([
      {
        rule: 'within_window',
        passed: false,
        facts: { paidAt: credited().data.paidAt, until },
      },
    ]);
  });

  test('activation ends it where the policy says so', () => {
    expect(failing(answer([...sold, activated]))).toStrictEqual([
      {
        rule: 'not_activated',
        passed: false,
        facts: { activatedAt: activated.data.activatedAt, allowedAfter: false },
      },
    ]);
    expect(answer([...sold, activated], {}, policy()).eligible).toBe(true);
  });

  test('use ends it where the policy says so', () => {
    expect(failing(answer([...sold, used(paid(1))]))).toStrictEqual([
      { rule: 'not_used', passed: false, facts: { used: 1, allowedAfter: false } },
    ]);
  });

  test('a lot that is over gives nothing back, even before the expiry has run', () => {
    expect(failing(answer(sold, { at: END }, policy()))).toStrictEqual([
      { rule: 'not_expired', passed: false, facts: { expiresAt: END, lapsed: false } },
    ]);
  });

  test('a method that cannot be paid back', () => {
    const rules = policy({ methods: ['card'] });
    expect(failing(answer(sold, {}, rules))).toStrictEqual([
      {
        rule: 'method_refundable',
        passed: false,
        facts: { method: 'konbini', refundable: ['card'] },
      },
    ]);
  });

  test('a reason that the regime does not allow', () => {
    const rules = policy({ reasonClasses: ['leaving-japan'] });
    expect(failing(answer(sold, {}, rules))).toStrictEqual([
      {
        rule: 'reason_allowed',
        passed: false,
        facts: { reasonClass: 'defective-sale', allowed: ['leaving-japan'] },
      },
    ]);
    expect(answer(sold, { reasonClass: 'leaving-japan' }, rules).eligible).toBe(true);
  });

  test('one refund at a time', () => {
    expect(failing(answer([...sold, refundRequested()]))).toStrictEqual([
      { rule: 'no_open_refund', passed: false, facts: { refundId: 'rf-1' } },
    ]);
  });

  test.each([0, -1, 0.5, 1001])('a value of %s is not there to refund', (value) => {
    expect(failing(answer(sold, { value }))).toStrictEqual([
      { rule: 'unused_value', passed: false, facts: { value, refundable: 1000 } },
    ]);
  });

  test.each([
    [{ percent: 10, minimum: 0 }, 999, 99],
    [{ percent: 10, minimum: 100 }, 999, 100],
    [{ percent: 0, minimum: 999 }, 999, 999],
  ])('the fee %o of a refund of %i is %i', (fee, value, expected) => {
    const eligibility = answer(sold, { value }, policy({ fee }));
    expect(eligibility.eligible).toBe(true);
    expect(eligibility.amounts?.fee).toBe(expected);
  });

  test('a fee above what is paid back', () => {
    const rules = policy({ fee: { percent: 0, minimum: 301 } });
    expect(failing(answer(sold, { value: 300 }, rules))).toStrictEqual([
      { rule: 'fee_covered', passed: false, facts: { payback: 300, fee: 301 } },
    ]);
  });

  test('the policy of another brand is a mistake of ours, not an answer', () => {
    expect(() => answer(sold, {}, policy({ brand: 'lagoon' }))).toThrow(RangeError);
  });
});
