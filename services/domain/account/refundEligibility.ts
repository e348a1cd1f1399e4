import type { RefundPolicy } from '../catalogue/documents.ts';
import type { Instant } from '../kernel/time.ts';
import { epochMs } from '../kernel/time.ts';
import { endOfValidity } from './endOfValidity.ts';
import { availableIn, isOver } from './lots.ts';
import type { RefundAmounts } from './refundTerms.ts';
import { liveRefunds, refundAmounts } from './refundTerms.ts';
import type { CreditedTopUp, Lot, OpenedAccount, Refund } from './state.ts';

export type RefundRule =
  | 'payment_confirmed'
  | 'within_window'
  | 'not_activated'
  | 'not_used'
  | 'not_expired'
  | 'unused_value'
  | 'method_refundable'
  | 'no_open_refund'
  | 'reason_allowed'
  | 'not_charged_back'
  | 'fee_covered';

/** One rule with the facts behind its answer, for the message in the user's language. */
export type EligibilityRule = {
  readonly rule: RefundRule;
  readonly passed: boolean;
  readonly facts: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
};

/** Every rule with its answer; `amounts` is null where there is nothing that could be given back. */
export type RefundEligibility = {
  readonly eligible: boolean;
  readonly rules: readonly EligibilityRule[];
  readonly amounts: RefundAmounts | null;
};

/** What is asked from outside. `value` null asks for all that is unused. */
export type RefundQuestion = {
  readonly topUpId: string;
  readonly value: number | null;
  readonly reasonClass: string;
  readonly at: Instant;
};

const OPEN: readonly Refund['status'][] = ['requested', 'approved', 'sent'];

const policyRules = (
  account: OpenedAccount,
  { credit }: CreditedTopUp,
  lot: Lot,
  policy: RefundPolicy,
  { reasonClass, at }: RefundQuestion,
): readonly EligibilityRule[] => {
  const until = endOfValidity(credit.paidAt, policy.windowDays);
  const activatedAt = account.activation?.activatedAt ?? null;
  const allowed = policy.reasonClasses ?? null;
  return [
    {
      rule: 'within_window',
      passed: epochMs(at) < epochMs(until),
      facts: { paidAt: credit.paidAt, until },
    },
    {
      rule: 'not_activated',
      passed: policy.afterActivation || activatedAt === null,
      facts: { activatedAt, allowedAfter: policy.afterActivation },
    },
    {
      rule: 'not_used',
      passed: policy.afterUse || lot.used === 0,
      facts: { used: lot.used, allowedAfter: policy.afterUse },
    },
    {
      rule: 'method_refundable',
      passed: policy.methods.includes(credit.method),
      facts: { method: credit.method, refundable: policy.methods },
    },
    {
      rule: 'reason_allowed',
      passed: allowed === null || allowed.includes(reasonClass),
      facts: { reasonClass, allowed },
    },
  ];
};

const balanceRules = (
  account: OpenedAccount,
  topUp: CreditedTopUp,
  lot: Lot,
  value: number,
  at: Instant,
): readonly EligibilityRule[] => {
  const live = liveRefunds(account, lot.id);
  const open = live.find(({ status }) => OPEN.includes(status));
  const refunded = live.reduce((sum, refund) => sum + refund.value, 0);
  // A correction may have raised the lot: never give back more than was bought.
  const refundable = Math.min(availableIn(lot), lot.granted - refunded);
  const { price } = topUp.credit;
  return [
    {
      rule: 'not_expired',
      passed: !isOver(account, lot, at),
      facts: { expiresAt: lot.expiresAt, lapsed: account.status === 'lapsed' },
    },
    {
      rule: 'no_open_refund',
      passed: open === undefined,
      facts: { refundId: open?.refundId ?? null },
    },
    {
      rule: 'unused_value',
      passed: Number.isSafeInteger(value) && value > 0 && value <= refundable,
      facts: { value, refundable },
    },
    {
      rule: 'not_charged_back',
      passed: topUp.chargedBack < price,
      facts: { price, chargedBack: topUp.chargedBack },
    },
  ];
};

const feeRule = ({ payback, fee }: RefundAmounts): EligibilityRule => ({
  rule: 'fee_covered',
  passed: payback > 0 && fee <= payback,
  facts: { payback, fee },
});

/**
 * Whether a top-up can be refunded, as a list of rules each with pass or fail
 * and the fact behind it. The same list is shown before anything is
 * asked and decides when it is.
 *
 * @param policy of the account's brand
 */
export const refundEligibility = (
  account: OpenedAccount,
  policy: RefundPolicy,
  question: RefundQuestion,
): RefundEligibility => {
  if (policy.brand !== account.brand) {
    throw new RangeError(`${policy.id} is the policy of ${policy.brand}, not of ${account.brand}`);
  }
  const topUp = account.topUps.get(question.topUpId);
  const confirmed: EligibilityRule = {
    rule: 'payment_confirmed',
    passed: topUp?.status === 'credited',
    facts: { status: topUp?.status ?? 'unknown' },
  };
  const lot = account.lots.get(question.topUpId);
  if (topUp?.status !== 'credited' || lot === undefined) {
    return { eligible: false, rules: [confirmed], amounts: null };
  }
  const value = question.value ?? availableIn(lot);
  const balance = balanceRules(account, topUp, lot, value, question.at);
  const isPayable = balance.every(({ rule, passed }) => rule !== 'unused_value' || passed);
  const amounts = isPayable ? refundAmounts(account, topUp, value, policy.fee) : null;
  const rules = [
    confirmed,
    ...policyRules(account, topUp, lot, policy, question),
    ...balance,
    ...(amounts === null ? [] : [feeRule(amounts)]),
  ];
  return { eligible: rules.every(({ passed }) => passed), rules, amounts };
};
