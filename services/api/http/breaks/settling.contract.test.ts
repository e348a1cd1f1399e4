import { randomUUID } from 'node:crypto';

import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { runBreakChecks } from '@chobo/projections/checks/all';
import { publishDocuments } from '@chobo/runtime/catalogue';
import { shopDocuments } from '@chobo/statement-store/flow.given';
import { shop } from '@chobo/statement-store/shop.given';

import { NOW_MS, type TestApp } from '../../app.given.ts';
import { createOrderedApp, type OrderedApp, type OrderedStore } from '../../orderedApp.given.ts';
import type { ListedBreak } from './smallDay.given.ts';

let test: TestApp;
let ordered: OrderedStore;
let end: OrderedApp['close'];
let staff: string;
let colleague: string;
let days = 0;

beforeAll(async () => {
  ({ test, ordered, close: end } = await createOrderedApp());
  staff = await test.cookieOf('finance_staff');
  colleague = await test.cookieOf('finance_staff');
});
afterAll(() => end());

/** One item of ours and two lines of the same amount, each a break; the item fits either line. */
type Contested = {
  readonly item: string;
  readonly ofItem: ListedBreak;
  readonly ofLines: readonly [ListedBreak, ListedBreak];
};

const contestedDay = async (): Promise<Contested> => {
  days += 1;
  const source = `contested-${days}`;
  const { runner } = test.views();
  const { store } = ordered;
  const { pool } = test.database;
  await publishDocuments(store, shopDocuments(source), { actor: 'cli:test', nowMs: NOW_MS });
  const own = shop(
    { pool, store, projections: runner, clock: () => NOW_MS, newId: randomUUID },
    { id: source, first: days * 100 },
  );
  await own.sell({ id: 'unseen', at: '18 10:00:00', card: 2, amount: 1000 });
  await own.reconcile('18', [
    { at: '18 20:00:00', reference: 'one', card: 8, amount: 1000 },
    { at: '18 21:00:00', reference: 'other', card: 9, amount: 1000 },
  ]);
  await runner.waitForHead(30_000);
  const filter = encodeURIComponent(JSON.stringify({ source }));
  const page = await test.get(`/api/v1/breaks?limit=200&filter=${filter}`, staff);
  const breaks = page.json<{ data: ListedBreak[] }>().data;
  const ofItem = breaks.find(({ items }) => items.length === 1);
  const [one, other] = breaks.filter(({ items }) => items.length === 0);
  if (ofItem === undefined || one === undefined || other === undefined) {
    throw new Error('The day has not come to its three breaks');
  }
  return { item: `${source}/unseen`, ofItem, ofLines: [one, other] };
};

const reason = 'The carrier wrote another reference';

const match = ({ item }: Contested, { id, lines }: ListedBreak, cookie: string) =>
  test.post(`/api/v1/breaks/${id}/resolution`, cookie, {
    resolution: { kind: 'matched_by_hand', items: [item], lines },
    reason,
  });

/** What uses the item, each once. */
const USES = {
  'a match with one line': (day) => match(day, day.ofLines[0], staff),
  'a match with the other line': (day) => match(day, day.ofLines[1], colleague),
  'a dispute over the item': ({ ofItem }) =>
    test.post(`/api/v1/breaks/${ofItem.id}/resolution`, colleague, {
      resolution: { kind: 'dispute' },
      reason,
    }),
} as const satisfies Readonly<
  Record<string, (day: Contested) => Promise<{ readonly statusCode: number }>>
>;

type Use = keyof typeof USES;

it('uses an item once, however two or three who settle interleave', async () => {
  const uses = fc.shuffledSubarray(Object.keys(USES) as Use[], { minLength: 2 });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), uses, async (scheduler, chosen) => {
      const day = await contestedDay();
      ordered.orderBy((label) => scheduler.schedule(Promise.resolve(), label));
      const work = Promise.all(chosen.map((use) => USES[use](day)));
      await scheduler.waitFor(work).finally(() => ordered.orderBy(null));
      const done = (await work).filter(({ statusCode }) => statusCode === 200);
      expect(done).toHaveLength(1);
    }),
    { numRuns: 8, endOnFailure: true },
  );
  await test.views().runner.waitForHead(30_000);
  const checks = await runBreakChecks(test.database.pool);
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
}, 300_000);

it('the checks tell where an item was used twice all the same', async () => {
  const day = await contestedDay();
  expect((await match(day, day.ofLines[0], staff)).statusCode).toBe(200);
  await test.views().runner.waitForHead(30_000);
  const { pool } = test.database;
  // As if another process had recorded it without looking.
  await pool.query(
    `insert into views.hand_matches (match_no, part_no, break_id, source, business_date, item_id)
     select match_no + 1000, part_no, $1, source, business_date, item_id
       from views.hand_matches where item_id = $2`,
    [day.ofLines[1].id, day.item],
  );
  const checks = await runBreakChecks(pool);
  expect(checks.filter(({ ok }) => !ok)).toMatchObject([{ check: 'parts-are-used-once' }]);
});
