import { accept, reject } from '../kernel/decider.ts';
import { epochMs } from '../kernel/time.ts';
import type { ExtendValidity, LapseAccount } from './commands.ts';
import type { AccountDecision } from './decision.ts';
import { endOfValidity } from './endOfValidity.ts';
import { amountOf, availableIn, isOver } from './lots.ts';
import { expiryOf } from './release.ts';
import type { OpenedAccount } from './state.ts';

/** Moves the end of every lot that is left, has begun, is not over and would end earlier. */
export const extendValidity = (
  { data }: ExtendValidity,
  account: OpenedAccount,
): AccountDecision => {
  const { topUpId, validUntil, at } = data;
  if (account.status === 'lapsed') {
    return reject('account_lapsed', { accountId: account.accountId });
  }
  if (epochMs(validUntil) <= epochMs(at)) {
    return reject('validity_not_after_start', { from: at, until: validUntil });
  }
  const lots = [...account.lots.values()]
    .filter((lot) => lot.remaining > 0 && !isOver(account, lot, at))
    .filter(({ expiresAt }) => expiresAt !== null && epochMs(expiresAt) < epochMs(validUntil))
    .map(({ id }) => id);
  if (lots.length === 0) return accept();
  return accept({ type: 'ValidityExtended', data: { topUpId, validUntil, lots, extendedAt: at } });
};

/**
 * Ends an account to which no top-up came within the plan's days after its
 * activation; what is not held is forfeited with it.
 */
export const lapseAccount = ({ data }: LapseAccount, account: OpenedAccount): AccountDecision => {
  const { lapseDays, at } = data;
  if (account.status === 'lapsed') return accept();
  const activatedAt = account.activation?.activatedAt ?? null;
  if (activatedAt === null) {
    return reject('account_not_lapsing', { activatedAt, lapsesAt: null });
  }
  const isToppedUp = [...account.topUps.values()].some(
    (topUp) => topUp.status === 'credited' && epochMs(topUp.credit.paidAt) >= epochMs(activatedAt),
  );
  const lapsesAt = isToppedUp ? null : endOfValidity(activatedAt, lapseDays);
  if (lapsesAt === null || epochMs(at) < epochMs(lapsesAt)) {
    return reject('account_not_lapsing', { activatedAt, lapsesAt });
  }
  const forfeited = [...account.lots.values()]
    .filter((lot) => availableIn(lot) > 0)
    .map((lot) => amountOf(lot, availableIn(lot)));
  return accept(
    { type: 'AccountLapsed', data: { lapsedAt: at } },
    ...expiryOf(account, forfeited, at),
  );
};
