import { epochMs } from '@chobo/domain/kernel/time';

import type { RowTable, Rows } from '../rows/rowSet.ts';
import type { ChoboEvent, Recorded } from '../runner/eventTypes.ts';

/** How far a top-up has come; `reversed` when a provider took money back after the credit. */
export type TopUpStatus = 'requested' | 'provisional' | 'credited' | 'failed' | 'reversed';

/** A top-up as its table has it; amounts in minor units. */
export type TopUpColumns = {
  readonly top_up_id: string;
  readonly account_id: string;
  readonly status: TopUpStatus;
  readonly iccid: string | null;
  readonly brand: string | null;
  readonly channel: string | null;
  readonly method: string | null;
  readonly provider: string | null;
  readonly reference: string | null;
  readonly price: number;
  readonly value: number | null;
  readonly currency: string;
  readonly requested_at_ms: number | null;
  readonly paid_at_ms: number | null;
  readonly credited_at_ms: number | null;
  /** When it failed or was last reversed, and why. */
  readonly ended_at_ms: number | null;
  readonly end_reason: string | null;
  /** What the provider took back, all reversals together. */
  readonly taken_back: number;
  readonly imported: boolean;
  readonly at_ms: number;
};

export const topUpTable: RowTable<TopUpColumns> = {
  table: 'views.top_ups',
  key: ['top_up_id'],
  columns: [
    'top_up_id',
    'account_id',
    'status',
    'iccid',
    'brand',
    'channel',
    'method',
    'provider',
    'reference',
    'price',
    'value',
    'currency',
    'requested_at_ms',
    'paid_at_ms',
    'credited_at_ms',
    'ended_at_ms',
    'end_reason',
    'taken_back',
    'imported',
    'at_ms',
  ],
};

const blank = (
  topUpId: string,
  accountId: string,
  price: number,
  currency: string,
  atMs: number,
): TopUpColumns => ({
  top_up_id: topUpId,
  account_id: accountId,
  status: 'requested',
  iccid: null,
  brand: null,
  channel: null,
  method: null,
  provider: null,
  reference: null,
  price,
  value: null,
  currency,
  requested_at_ms: null,
  paid_at_ms: null,
  credited_at_ms: null,
  ended_at_ms: null,
  end_reason: null,
  taken_back: 0,
  imported: false,
  at_ms: atMs,
});

/** The top-up that an event may find there already; null when it certainly is a new one. */
export const touchedTopUp = (event: Recorded<ChoboEvent>): string | null => {
  switch (event.type) {
    case 'TopUpPaidProvisionally':
    case 'TopUpFailed':
    case 'TopUpReversed':
      return event.data.topUpId;
    case 'TopUpCredited':
      // What was sold before Chobo was never requested here.
      return event.data.imported ? null : event.data.topUpId;
    default:
      return null;
  }
};

/** Folds one event of an account into its top-ups. */
export const foldTopUps = (
  rows: Rows<TopUpColumns>,
  event: Recorded<ChoboEvent>,
  accountId: string,
): void => {
  switch (event.type) {
    case 'TopUpRequested': {
      const { topUpId, iccid, channel, method, price, value, currency } = event.data;
      const at = epochMs(event.data.requestedAt);
      const row = blank(topUpId, accountId, price, currency, at);
      rows.set({ ...row, iccid, channel, method, value, requested_at_ms: at });
      return;
    }
    case 'TopUpPaidProvisionally': {
      const { topUpId, payment, price, currency } = event.data;
      const at = epochMs(event.data.paidAt);
      const row = rows.get(topUpId) ?? blank(topUpId, accountId, price, currency, at);
      const { provider, reference } = payment;
      const paid = { provider, reference, price, paid_at_ms: at, at_ms: at };
      rows.set({ ...row, ...paid, status: 'provisional' });
      return;
    }
    case 'TopUpCredited': {
      const { topUpId, payment, iccid, brand, channel, method, price, value } = event.data;
      const { currency, imported } = event.data;
      const at = epochMs(event.data.paidAt);
      const row = rows.get(topUpId) ?? blank(topUpId, accountId, price, currency, at);
      rows.set({
        ...row,
        ...{ iccid, brand, channel, method, price, value, currency, imported },
        provider: payment.provider,
        reference: payment.reference,
        status: 'credited',
        paid_at_ms: at,
        credited_at_ms: epochMs(event.data.creditedAt),
        at_ms: at,
      });
      return;
    }
    case 'TopUpFailed': {
      const { topUpId, price, currency, provider, reason } = event.data;
      const at = epochMs(event.data.failedAt);
      const row = rows.get(topUpId) ?? blank(topUpId, accountId, price, currency, at);
      const ended = { ended_at_ms: at, end_reason: reason };
      rows.set({ ...row, ...ended, provider: row.provider ?? provider, status: 'failed' });
      return;
    }
    case 'TopUpReversed': {
      const row = rows.get(event.data.topUpId);
      if (row === undefined) throw new Error(`Top-up ${event.data.topUpId} was never credited`);
      rows.set({
        ...row,
        status: 'reversed',
        taken_back: row.taken_back + event.data.taken,
        ended_at_ms: epochMs(event.data.reversedAt),
        end_reason: event.data.kind,
      });
      return;
    }
    default:
      return;
  }
};
