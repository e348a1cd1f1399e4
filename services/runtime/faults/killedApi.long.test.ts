import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';
import { afterEach, expect, test, vi } from 'vitest';

import { logIn } from './client.given.ts';
import { openProduct } from './product.given.ts';
import type { Product } from './product.given.ts';
import { accountsOf, approvalWish, expectEachOnce, refundWish } from './refunds.given.ts';
import { fillShop } from './shop.given.ts';
import { expectSoundViews } from './views.given.ts';

const REFUNDS = 200;
/** Requests under way at one time. */
const AT_ONCE = 16;
/** The api is killed when so many commands have been acknowledged. */
const KILLED_AFTER = [40, 120, 200, 280] as const;

let product: Product;

afterEach(async () => {
  await product.end();
});

test('what an api acknowledged before it was killed is there once, and so is what it did not', async () => {
  product = await openProduct();
  const { start, url, database } = product;
  const worker = start('worker');
  await worker.address();
  await fillShop(product, REFUNDS);
  let api = start('api');
  await api.address();
  const accounts = await accountsOf(database());
  const agent = await logIn(url, 'agent');
  const supervisor = await logIn(url, 'supervisor');

  const requested: string[] = [];
  const approved: string[] = [];
  let repeated = 0;
  const refund = async (n: number): Promise<void> => {
    const asked = await agent.insist(refundWish(accounts, n));
    const refundId = String(asked.body['refundId']);
    requested.push(refundId);
    const decided = await supervisor.insist(approvalWish(refundId));
    approved.push(refundId);
    for (const { body } of [asked, decided]) if (body['repeated'] === true) repeated += 1;
  };
  const numbers = Array.from({ length: REFUNDS }, (_, n) => n).values();
  const work = async (): Promise<void> => {
    for (const n of numbers) await refund(n);
  };
  const working = Promise.all(Array.from({ length: AT_ONCE }, work));

  const killing = async (): Promise<void> => {
    for (const count of KILLED_AFTER) {
      await vi.waitFor(
        () => {
          expect(requested.length + approved.length).toBeGreaterThanOrEqual(count);
          expect(agent.underWay() + supervisor.underWay()).toBeGreaterThan(AT_ONCE / 2);
        },
        { timeout: 120_000, interval: 1 },
      );
      api.child.kill('SIGKILL');
      await api.ended;
      api = start('api');
      await api.address();
    }
  };
  await Promise.all([working, killing()]);

  expect(approved.length).toBe(REFUNDS);
  // Written by a process that died before it could say so.
  expect(repeated).toBeGreaterThan(0);
  await expectEachOnce(createPostgresEventStore({ pool: database() }), { requested, approved });
  await expectSoundViews(product);
});
