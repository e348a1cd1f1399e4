import type { EventStore } from '@chobo/event-store/port';
import type { Pool } from 'pg';
import { expect } from 'vitest';

import type { Wish } from './client.given.ts';
import { PRICE, topUpId } from './shop.given.ts';

/** The accounts of the shop's top-ups, by top-up. */
export const accountsOf = async (pool: Pool): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await pool.query<{ top_up_id: string; account_id: string }>(
    'select top_up_id, account_id from views.top_ups',
  );
  return new Map(rows.map((row) => [row.top_up_id, row.account_id]));
};

/** To ask for the whole of the nth top-up back. */
export const refundWish = (accounts: ReadonlyMap<string, string>, n: number): Wish => ({
  key: `refund-${topUpId(n)}`,
  path: 'refunds',
  body: {
    accountId: accounts.get(topUpId(n)) ?? '',
    topUpId: topUpId(n),
    value: PRICE,
    reasonClass: 'leaving-japan',
  },
});

/** To approve a refund. */
export const approvalWish = (refundId: string): Wish => ({
  key: `approve-${refundId}`,
  path: `refunds/${refundId}/approval`,
  body: {},
});

/** How often the log tells of each refund that it was asked for, or approved. */
const eventsPerRefund = async (
  store: Pick<EventStore, 'readAll'>,
  type: string,
): Promise<Readonly<Record<string, number>>> => {
  const counts: Record<string, number> = {};
  for await (const { events } of store.readAll({ filter: { types: [type] } })) {
    for (const { data } of events) {
      const { refundId } = data as { refundId: string };
      counts[refundId] = (counts[refundId] ?? 0) + 1;
    }
  }
  return counts;
};

/** Everything that was acknowledged is in the log once, and nothing else of its kind. */
export const expectEachOnce = async (
  store: Pick<EventStore, 'readAll'>,
  acknowledged: { readonly requested: readonly string[]; readonly approved: readonly string[] },
): Promise<void> => {
  const once = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, 1]));
  expect(await eventsPerRefund(store, 'RefundRequested')).toEqual(once(acknowledged.requested));
  expect(await eventsPerRefund(store, 'RefundApproved')).toEqual(once(acknowledged.approved));
};
