import { z } from 'zod';

import type {
  AccountView,
  Balance,
  BucketBalance,
  LotView,
} from '@chobo/projections/accounts/queries';

import { instant, instantOrNull, instantSchema, money, moneySchema } from '../schemas/values.ts';

const amountShape = {
  remaining: moneySchema.describe('What is left, held amounts included'),
  held: moneySchema.describe('Held for refunds that are not decided'),
  available: moneySchema.describe('Left and not held'),
  used: moneySchema,
  expired: moneySchema,
  refunded: moneySchema,
  clawedBack: moneySchema.describe('Bonus taken back'),
  reversed: moneySchema.describe('Taken back by a payment provider'),
};

export const balanceSchema = z
  .object({ paid: z.object(amountShape), bonus: z.object(amountShape) })
  .meta({ id: 'Balance' });

const amountsOf = (amounts: BucketBalance, currency: string) => ({
  remaining: money(amounts.remaining, currency),
  held: money(amounts.held, currency),
  available: money(amounts.available, currency),
  used: money(amounts.used, currency),
  expired: money(amounts.expired, currency),
  refunded: money(amounts.refunded, currency),
  clawedBack: money(amounts.clawedBack, currency),
  reversed: money(amounts.reversed, currency),
});

/** Paid value and bonus, never added up: one is owed, the other promised. */
export const balanceOf = (balance: Balance, currency: string): z.infer<typeof balanceSchema> => ({
  paid: amountsOf(balance.paid, currency),
  bonus: amountsOf(balance.bonus, currency),
});

const STATUSES = ['not_activated', 'active', 'expired', 'lapsed'] as const;

/** How an account stands at a moment. */
export type AccountStatus = (typeof STATUSES)[number];

export const accountStatusSchema = z.enum(STATUSES);

/** The status at an instant (epoch ms); the end of validity is the first instant after it. */
export const accountStatus = (
  account: Pick<AccountView, 'activatedAtMs' | 'validUntilMs' | 'lapsedAtMs'>,
  nowMs: number,
): AccountStatus => {
  if (account.lapsedAtMs !== null) return 'lapsed';
  if (account.validUntilMs !== null && account.validUntilMs <= nowMs) return 'expired';
  return account.activatedAtMs === null ? 'not_activated' : 'active';
};

export const accountSchema = z
  .object({
    id: z.string(),
    brand: z.string(),
    plan: z.string(),
    status: accountStatusSchema,
    openedAt: instantSchema,
    activatedAt: instantSchema.nullable(),
    validUntil: instantSchema.nullable().describe('First instant after the validity'),
    lapsedAt: instantSchema.nullable(),
    balance: balanceSchema,
  })
  .meta({ id: 'Account' });

/** An account as lists and other resources show it. */
export const accountOf = (account: AccountView, nowMs: number): z.infer<typeof accountSchema> => ({
  id: account.accountId,
  brand: account.brand,
  plan: account.plan,
  status: accountStatus(account, nowMs),
  openedAt: instant(account.openedAtMs),
  activatedAt: instantOrNull(account.activatedAtMs),
  validUntil: instantOrNull(account.validUntilMs),
  lapsedAt: instantOrNull(account.lapsedAtMs),
  balance: balanceOf(account.balance, account.currency),
});

export const lotSchema = z
  .object({
    id: z.string(),
    bucket: z.enum(['paid', 'bonus']),
    topUpId: z.string().nullable(),
    creditedAt: instantSchema,
    expiresAt: instantSchema.nullable(),
    initial: moneySchema,
    adjusted: moneySchema,
    ...amountShape,
  })
  .meta({ id: 'Lot' });

/** One piece of a balance. */
export const lotOf = (lot: LotView, currency: string): z.infer<typeof lotSchema> => ({
  id: lot.lotId,
  bucket: lot.bucket,
  topUpId: lot.topUpId,
  creditedAt: instant(lot.creditedAtMs),
  expiresAt: instantOrNull(lot.expiresAtMs),
  initial: money(lot.initial, currency),
  adjusted: money(lot.adjusted, currency),
  ...amountsOf(lot, currency),
});
