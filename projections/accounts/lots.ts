import type { Bucket, LotAmount } from '@chobo/domain/account/events';
import { epochMs } from '@chobo/domain/kernel/time';
import type { Instant } from '@chobo/domain/kernel/time';

import type { RowTable, Rows } from '../rows/rowSet.ts';

/** A lot as its table has it; amounts in minor units. */
export type LotColumns = {
  readonly account_id: string;
  readonly lot_id: string;
  readonly bucket: Bucket;
  readonly top_up_id: string | null;
  readonly credited_at_ms: number;
  readonly expires_at_ms: number | null;
  readonly initial: number;
  readonly adjusted: number;
  readonly remaining: number;
  readonly held: number;
  readonly used: number;
  readonly expired: number;
  readonly refunded: number;
  readonly clawed_back: number;
  readonly reversed: number;
};

export const lotTable: RowTable<LotColumns> = {
  table: 'views.lots',
  key: ['account_id', 'lot_id'],
  columns: [
    'account_id',
    'lot_id',
    'bucket',
    'top_up_id',
    'credited_at_ms',
    'expires_at_ms',
    'initial',
    'adjusted',
    'remaining',
    'held',
    'used',
    'expired',
    'refunded',
    'clawed_back',
    'reversed',
  ],
};

/** Where value that leaves a lot goes. */
export type Destination = 'used' | 'expired' | 'refunded' | 'clawed_back' | 'reversed';

/** A lot of one account with nothing taken from it yet. */
export const openLot = (
  rows: Rows<LotColumns>,
  lot: {
    readonly accountId: string;
    readonly lotId: string;
    readonly bucket: Bucket;
    readonly topUpId: string | null;
    readonly creditedAt: Instant;
    readonly expiresAt: Instant | null;
    readonly amount: number;
  },
): void => {
  rows.set({
    account_id: lot.accountId,
    lot_id: lot.lotId,
    bucket: lot.bucket,
    top_up_id: lot.topUpId,
    credited_at_ms: epochMs(lot.creditedAt),
    expires_at_ms: lot.expiresAt === null ? null : epochMs(lot.expiresAt),
    initial: lot.amount,
    adjusted: 0,
    remaining: lot.amount,
    held: 0,
    used: 0,
    expired: 0,
    refunded: 0,
    clawed_back: 0,
    reversed: 0,
  });
};

/** @throws Error when there is no such lot: the log would be missing its opening */
const existing = (rows: Rows<LotColumns>, accountId: string, lotId: string): LotColumns => {
  const lot = rows.get(accountId, lotId);
  if (lot === undefined) throw new Error(`Account ${accountId} has no lot ${lotId}`);
  return lot;
};

/** Puts amounts under a hold, or releases it when `sign` is −1. */
export const hold = (
  rows: Rows<LotColumns>,
  accountId: string,
  amounts: readonly LotAmount[],
  sign: 1 | -1,
): void => {
  for (const { lot: lotId, amount } of amounts) {
    const lot = existing(rows, accountId, lotId);
    rows.set({ ...lot, held: lot.held + sign * amount });
  }
};

/** Takes amounts out of lots to a destination, or back again when `sign` is −1. */
export const take = (
  rows: Rows<LotColumns>,
  accountId: string,
  amounts: readonly LotAmount[],
  destination: Destination,
  sign: 1 | -1 = 1,
): void => {
  for (const { lot: lotId, amount } of amounts) {
    const lot = existing(rows, accountId, lotId);
    rows.set({
      ...lot,
      remaining: lot.remaining - sign * amount,
      [destination]: lot[destination] + sign * amount,
    });
  }
};

/** Puts right what one lot holds; the amount is negative for a decrease. */
export const adjust = (
  rows: Rows<LotColumns>,
  accountId: string,
  lotId: string,
  amount: number,
): void => {
  const lot = existing(rows, accountId, lotId);
  rows.set({ ...lot, adjusted: lot.adjusted + amount, remaining: lot.remaining + amount });
};

/** Moves the end of validity of lots. */
export const extend = (
  rows: Rows<LotColumns>,
  accountId: string,
  lotIds: readonly string[],
  validUntil: Instant,
): void => {
  for (const lotId of lotIds) {
    rows.set({ ...existing(rows, accountId, lotId), expires_at_ms: epochMs(validUntil) });
  }
};

/** Validity begins: what waited for it ends with it. */
export const beginValidity = (
  rows: Rows<LotColumns>,
  accountId: string,
  validUntil: Instant,
): void => {
  const waiting: LotColumns[] = [];
  for (const lot of rows.values()) {
    if (lot.account_id === accountId && lot.expires_at_ms === null) waiting.push(lot);
  }
  for (const lot of waiting) rows.set({ ...lot, expires_at_ms: epochMs(validUntil) });
};
