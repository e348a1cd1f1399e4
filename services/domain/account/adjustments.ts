import type { Actor } from '../kernel/actor.ts';
import { isSamePerson, mayApprove } from '../kernel/actor.ts';
import { canonicalJson } from '../kernel/canonical.ts';
import { accept, reject } from '../kernel/decider.ts';
import { isPositiveAmount } from '../kernel/money.ts';
import type { CorrectBalance, GrantGoodwill } from './commands.ts';
import type { AccountDecision } from './decision.ts';
import type { BalanceAdjusted } from './events.ts';
import { availableIn } from './lots.ts';
import type { OpenedAccount } from './state.ts';

type Asked = {
  readonly adjustmentId: string;
  readonly requestedBy: Actor;
  readonly approvedBy: Actor;
};

/** Money made or unmade by hand takes two people, the second of them logged in to the console. */
const twoPeopleRefusal = ({ requestedBy, approvedBy }: Asked) => {
  if (!mayApprove(approvedBy)) return reject('console_user_required', { actor: approvedBy });
  return isSamePerson(requestedBy, approvedBy)
    ? reject('two_people_required', { actor: approvedBy })
    : null;
};

/** The moment is no part of it: an adjustment that is asked for again is the same one. */
const contentOf = (adjustment: BalanceAdjusted['data']): string =>
  canonicalJson({ ...adjustment, adjustedAt: null });

const alreadyDecided = (
  account: OpenedAccount,
  adjustment: BalanceAdjusted['data'],
): AccountDecision | null => {
  const { adjustmentId } = adjustment;
  const known = account.adjustments.get(adjustmentId);
  if (known === undefined) return null;
  return contentOf(known) === contentOf(adjustment)
    ? accept()
    : reject('adjustment_differs', { adjustmentId });
};

/** An apology: bonus of its own, forfeited like any other when it ends. */
export const grantGoodwill = ({ data }: GrantGoodwill, account: OpenedAccount): AccountDecision => {
  const { amount, at, ...asked } = data;
  if (!isPositiveAmount(amount)) return reject('amount_not_allowed', { amount });
  const refusal = twoPeopleRefusal(asked);
  if (refusal !== null) return refusal;
  const adjustment: BalanceAdjusted['data'] = {
    ...asked,
    brand: account.brand,
    kind: 'goodwill',
    direction: 'increase',
    moved: { lot: asked.adjustmentId, bucket: 'bonus', amount },
    currency: account.currency,
    adjustedAt: at,
  };
  const decided = alreadyDecided(account, adjustment);
  if (decided !== null) return decided;
  const { adjustmentId: lot } = asked;
  if (account.lots.has(lot) || account.topUps.has(lot)) return reject('lot_id_taken', { lot });
  return accept({ type: 'BalanceAdjusted', data: adjustment });
};

/** Puts right what a lot holds; it can give only what is free in it. */
export const correctBalance = (
  { data }: CorrectBalance,
  account: OpenedAccount,
): AccountDecision => {
  const { at, ...asked } = data;
  const { moved, direction } = asked;
  const { amount } = moved;
  if (!isPositiveAmount(amount)) return reject('amount_not_allowed', { amount });
  const refusal = twoPeopleRefusal(asked);
  if (refusal !== null) return refusal;
  const lot = account.lots.get(moved.lot);
  if (lot?.bucket !== moved.bucket) return reject('lot_unknown', { lot: moved.lot });
  const adjustment: BalanceAdjusted['data'] = {
    ...asked,
    brand: account.brand,
    kind: 'correction',
    currency: account.currency,
    expiresAt: lot.expiresAt,
    adjustedAt: at,
  };
  const known = account.adjustments.get(asked.adjustmentId);
  // The lot's end may have moved since: it was that of the first time.
  const decided = alreadyDecided(
    account,
    known === undefined ? adjustment : { ...adjustment, expiresAt: known.expiresAt },
  );
  if (decided !== null) return decided;
  const available = availableIn(lot);
  if (direction === 'decrease' && amount > available) {
    return reject('adjustment_beyond_lot', { lot: lot.id, amount, available });
  }
  return accept({ type: 'BalanceAdjusted', data: adjustment });
};
