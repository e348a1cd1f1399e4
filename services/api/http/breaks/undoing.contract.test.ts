import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createTestApp, type TestApp } from '../../app.given.ts';
import { reviewedDay, type ReviewedDay } from '../reconciliation-days/reviewedDay.given.ts';

let test: TestApp;
let day: ReviewedDay;
let staff: string;
let colleague: string;
let manager: string;

beforeAll(async () => {
  test = await createTestApp({ withViews: true });
  staff = await test.cookieOf('finance_staff');
  colleague = await test.cookieOf('finance_staff');
  manager = await test.cookieOf('finance_manager');
  day = await reviewedDay(test, test.views().store, { n: 1, staff });
});
afterAll(() => test.close());

const reason = 'It was another line';

const undo = () => test.post(`/api/v1/breaks/${day.matchedNextDay}/undo`, staff, { reason });

type Detail = {
  readonly status: string;
  readonly next: { readonly step: string; readonly closing: object | null } | null;
};

const matched = async (): Promise<Detail> => {
  await test.views().runner.waitForHead(30_000);
  return (await test.get(`/api/v1/breaks/${day.matchedNextDay}`, staff)).json<Detail>();
};

const sign = async (what: string, cookie: string, body: object): Promise<void> => {
  const address = `/api/v1/reconciliation-days/${day.shop.source}:2026-11-18/${what}`;
  const answer = await test.post(address, cookie, body);
  expect(answer.statusCode, answer.body).toBe(200);
};

describe('a match by hand with an item of the day before', () => {
  it('can be undone while that day is open, and says so', async () => {
    expect((await matched()).next).toMatchObject({ step: 'undo', closing: null });
  });

  it('cannot once that day is closed: who closed it and when is told before and after', async () => {
    await sign('closing', colleague, { runId: day.runId });
    const closing = { date: '2026-11-18', version: 1, closedBy: 'user:user-2' };
    expect((await matched()).next).toMatchObject({ step: 'undo', closing });
    const refused = await undo();
    expect(refused.statusCode).toBe(409);
    expect(refused.json()).toMatchObject({
      code: 'day_closed',
      facts: { ...closing, closedAt: '2026-11-18T01:00:00.000Z' },
    });
    expect(await matched()).toMatchObject({ status: 'resolved' });
  });

  it('leaves the proposals of the closed day their closing to show', async () => {
    const page = await test.get('/api/v1/proposals', staff);
    const proposals = page.json<{ data: readonly { closing: object | null }[] }>().data;
    expect(proposals).toMatchObject([
      {
        id: day.proposal,
        closing: { date: '2026-11-18', version: 1, closedBy: 'user:user-2' },
      },
    ]);
  });

  it('can be undone once that day is opened again, and both its breaks are open', async () => {
    await sign('reopening', manager, { reason });
    expect((await matched()).next).toMatchObject({ step: 'undo', closing: null });
    expect((await undo()).statusCode).toBe(200);
    expect(await matched()).toMatchObject({ status: 'open' });
    const filter = encodeURIComponent('{"date":"2026-11-18","unresolved":true}');
    const open = await test.get(`/api/v1/breaks?filter=${filter}`, staff);
    expect(open.json()).toMatchObject({ data: [{ items: [`${day.shop.source}/next`] }] });
  });
});
