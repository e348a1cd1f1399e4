import { afterEach, beforeEach, expect, it } from 'vitest';

import { createTestApp, type TestApp } from '../../app.given.ts';
import { smallDay, type SmallDay } from './smallDay.given.ts';

let test: TestApp;
let day: SmallDay;
let staff: string;
let matched: string;

/** The file of the small day, its second line another one. */
const FILE = [
  { at: '18 09:00:10', reference: 'exact', card: 1 },
  { at: '18 10:00:30', reference: 'mistyped', card: 2, amount: 1000 },
  { at: '18 11:00:10', reference: 'differs', card: 3, amount: 2000 },
  { at: '18 12:00:10', card: 4, amount: 1500 },
  { at: '18 20:00:00', reference: 'stranger', card: 9, amount: 5000 },
];
const corrected = (second: object) =>
  day.harbor.file(
    '18',
    FILE.map((line, index) => (index === 1 ? { ...line, ...second } : line)),
  );
const replace = { supersede: { reason: 'Corrected by Harbor' } };

const breakWith = async (difference: number) => {
  await test.views().runner.waitForHead(30_000);
  return (await day.list({})).find((found) => found.difference?.amount === difference);
};

beforeEach(async () => {
  test = await createTestApp({ withViews: true });
  staff = await test.cookieOf('finance_staff');
  day = await smallDay(test, staff);
  const { id } = await day.breakOf('unseen');
  matched = id;
  const lines = (await breakWith(1000))?.lines ?? [];
  const answer = await test.post(`/api/v1/breaks/${id}/resolution`, staff, {
    resolution: { kind: 'matched_by_hand', items: ['harbor/unseen'], lines },
    reason: 'Reference mistyped',
  });
  expect(answer.statusCode, answer.body).toBe(200);
  await test.views().runner.waitForHead(30_000);
});
afterEach(() => test.close());

it('a match by hand keeps its file from one that has another line there, until it is undone', async () => {
  const other = corrected({ reference: 'never-sold', card: 8, amount: 1_000_000 });
  expect(await day.harbor.hand('18', other, replace)).toMatchObject({
    state: 'refused',
    problems: [{ code: 'hand_matches_lost', facts: { count: '1', breakId: matched } }],
  });
  expect(await breakWith(1_000_000)).toBeUndefined();

  const undone = await test.post(`/api/v1/breaks/${matched}/undo`, staff, { reason: 'New file' });
  expect(undone.statusCode, undone.body).toBe(200);
  await test.views().runner.waitForHead(30_000);
  expect(await day.harbor.hand('18', other, replace)).toMatchObject({ state: 'accepted' });
  expect(await breakWith(1_000_000)).toMatchObject({ status: 'open', matchedIn: null });
  expect(await day.breakOf('unseen')).toMatchObject({ status: 'open' });
});

it('a file with the same line at the same place takes it, and the match holds', async () => {
  const more = [...FILE, { at: '18 21:00:00', reference: 'more', card: 12, amount: 800 }];
  expect(await day.harbor.hand('18', day.harbor.file('18', more), replace)).toMatchObject({
    state: 'accepted',
  });
  expect(await breakWith(800)).toMatchObject({ status: 'open' });
  expect(await day.breakOf('unseen')).toMatchObject({ status: 'resolved' });
});
