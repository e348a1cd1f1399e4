import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { TestApp } from '../../app.given.ts';
import { createOrderedApp, type OrderedApp, type OrderedStore } from '../../orderedApp.given.ts';
import { changedWhileClosed, reviewedDay, type ReviewedDay } from './reviewedDay.given.ts';

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

const openDay = (): Promise<ReviewedDay> => {
  days += 1;
  return reviewedDay(test, ordered.store, { n: days, staff });
};

const reason = 'Seen too late';

/** What somebody else does while the second signature is on its way. */
const ACTS = {
  'undo of an ignored break': ({ ignored: [id] }) =>
    test.post(`/api/v1/breaks/${id ?? ''}/undo`, staff, { reason }),
  'undo of another ignored break': ({ ignored: [, id] }) =>
    test.post(`/api/v1/breaks/${id ?? ''}/undo`, staff, { reason }),
  'undo of an accepted proposal': ({ proposal }) =>
    test.post(`/api/v1/proposals/${proposal}/undo`, staff, { reason }),
  'undo of a match by hand on the next day': ({ matchedNextDay }) =>
    test.post(`/api/v1/breaks/${matchedNextDay}/undo`, staff, { reason }),
  'matching again': ({ shop: { source } }) =>
    test.post(`/api/v1/reconciliation-days/${source}:2026-11-18/matching`, staff),
  'a late file': ({ shop }) =>
    shop.hand('18', shop.file('18', [{ at: '18 10:00:30', reference: 'unseen', card: 2 }]), {
      supersede: { reason: 'Corrected by the carrier' },
      through: { store: ordered.store },
    }),
  'the second signature once more': (day) => close(day),
} as const satisfies Readonly<Record<string, (day: ReviewedDay) => Promise<unknown>>>;

type Act = keyof typeof ACTS;

const close = ({ shop: { source }, runId }: ReviewedDay) =>
  test.post(`/api/v1/reconciliation-days/${source}:2026-11-18/closing`, colleague, { runId });

/** How the day stands once everything has been said. */
const standing = async ({ shop: { source } }: ReviewedDay) => {
  await test.views().runner.waitForHead(30_000);
  const day = `/api/v1/reconciliation-days/${source}:2026-11-18`;
  const { state } = (await test.get(day, staff)).json<{ state: string }>();
  const { settled } = (await test.get(`${day}/open-work`, staff)).json<{ settled: boolean }>();
  return { state, settled };
};

describe('the second signature among other work', () => {
  it('closes a day that nothing was done to since, however the steps interleave', async () => {
    const acts = fc.subarray(Object.keys(ACTS) as Act[], { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), acts, async (scheduler, chosen) => {
        const day = await openDay();
        ordered.orderBy((label) => scheduler.schedule(Promise.resolve(), label));
        const work = Promise.all([close(day), ...chosen.map((act) => ACTS[act](day))]);
        await scheduler.waitFor(work).finally(() => ordered.orderBy(null));
        const on = { source: day.shop.source, date: '2026-11-18' };
        expect(await changedWhileClosed(ordered.store, on)).toEqual([]);
        const { state, settled } = await standing(day);
        if (state === 'closed') expect(settled).toBe(true);
      }),
      { numRuns: 20, endOnFailure: true },
    );
  }, 300_000);

  // The two ends of every interleaving, of which chance may draw one alone.
  it('closes a day before the other work, and refuses after it', async () => {
    const first = await openDay();
    expect((await close(first)).statusCode).toBe(200);
    const later = await openDay();
    await ACTS['undo of an ignored break'](later);
    expect((await close(later)).statusCode).toBe(409);
  });
});
