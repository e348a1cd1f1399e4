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

/** How often each refund was asked for and approved, counted in the log itself. */
const eventsPerRefund = async (
  pool: Pool,
  type: string,
): Promise<Readonly<Record<string, number>>> => {
  const { rows } = await pool.query<{ refund_id: string; count: number }>(
    `select data::jsonb ->> 'refundId' as refund_id, count(*) as count from events.events
     where type = $1 group by 1`,
    [type],
  );
  return Object.fromEntries(rows.map((row) => [row.refund_id, row.count]));
};

/** Everything that was acknowledged is in the log once, and nothing else of its kind. */
export const expectEachOnce = async (
  pool: Pool,
  acknowledged: { readonly requested: readonly string[]; readonly approved: readonly string[] },
): Promise<void> => {
  const once = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, 1]));
  expect(await eventsPerRefund(pool, 'RefundRequested')).toEqual(once(acknowledged.requested));
  expect(await eventsPerRefund(pool, 'RefundApproved')).toEqual(once(acknowledged.approved));
};
