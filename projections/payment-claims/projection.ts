import { epochMs } from '@chobo/domain/kernel/time';

import { foldRows } from '../rows/rowSet.ts';
import type { RowTable, Rows } from '../rows/rowSet.ts';
import { paymentStream } from '@chobo/domain/streams';

import { asChoboEvent, streamId } from '../runner/eventTypes.ts';
import type { ChoboEvent, Recorded } from '../runner/eventTypes.ts';
import { tableSqlBeside } from '../runner/projection.ts';
import type { Projection } from '../runner/projection.ts';

/** A claim as its table has it. */
export type ClaimColumns = {
  readonly payment: string;
  readonly state: 'pending' | 'credited' | 'refused';
  readonly account_id: string;
  readonly top_up_id: string;
  readonly claimed_at_ms: number;
  readonly settled_at_ms: number | null;
  /** Code of the refusal. */
  readonly refusal: string | null;
};

export const claimTable: RowTable<ClaimColumns> = {
  table: 'views.payment_claims',
  key: ['payment'],
  columns: [
    'payment',
    'state',
    'account_id',
    'top_up_id',
    'claimed_at_ms',
    'settled_at_ms',
    'refusal',
  ],
};

/** The payment that an event settles, or null when it is none. */
const settledBy = (event: Recorded<ChoboEvent>): string | null => {
  switch (event.type) {
    case 'TopUpCredited':
      return streamId(paymentStream(event.data.payment.provider, event.data.payment.reference));
    case 'PaymentCreditRefused':
      return streamId(event.stream);
    default:
      return null;
  }
};

/**
 * Folds one event into the claims. A claim always stands before its credit in
 * the log; a credit that no claim of this top-up waits for settles none.
 */
export const foldClaims = (rows: Rows<ClaimColumns>, event: Recorded<ChoboEvent>): void => {
  if (event.type === 'PaymentClaimed') {
    rows.set({
      payment: streamId(event.stream),
      state: 'pending',
      account_id: event.data.accountId,
      top_up_id: event.data.credit.topUpId,
      claimed_at_ms: epochMs(event.data.claimedAt),
      settled_at_ms: null,
      refusal: null,
    });
    return;
  }
  const payment = settledBy(event);
  const claim = payment === null ? undefined : rows.get(payment);
  if (claim === undefined) return;
  if (event.type === 'TopUpCredited' && event.data.topUpId === claim.top_up_id) {
    rows.set({ ...claim, state: 'credited', settled_at_ms: epochMs(event.data.creditedAt) });
  }
  if (event.type === 'PaymentCreditRefused') {
    const { code, refusedAt } = event.data;
    rows.set({ ...claim, state: 'refused', settled_at_ms: epochMs(refusedAt), refusal: code });
  }
};

/** Claims of payments with what became of them. */
export const paymentClaims: Projection = {
  name: 'payment-claims',
  tables: ['views.payment_claims'],
  tableSql: tableSqlBeside(import.meta.url),
  types: ['PaymentClaimed', 'PaymentCreditRefused', 'TopUpCredited'],
  project: async (recorded, sql) => {
    const events = recorded.map(asChoboEvent);
    const claimedHere = new Set<string>();
    const earlier: string[][] = [];
    for (const event of events) {
      if (event.type === 'PaymentClaimed') claimedHere.add(streamId(event.stream));
      const payment = settledBy(event);
      if (payment !== null && !claimedHere.has(payment)) earlier.push([payment]);
    }
    await foldRows(sql, claimTable, earlier, (rows) => {
      for (const event of events) foldClaims(rows, event);
    });
  },
};
