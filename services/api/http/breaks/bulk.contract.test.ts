import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { breakStream } from '@chobo/domain/streams';

import { createTestApp, type TestApp } from '../../app.given.ts';
import { smallDay, type SmallDay } from './smallDay.given.ts';

type Row = {
  id: string;
  signed?: object | null;
  revision: number | null;
  refusal: { code: string; facts: Record<string, unknown> } | null;
};
type Preview = {
  count: number;
  possible: number;
  sums: { amount: number; currency: string }[];
  hasMore: boolean;
  breaks: Row[];
  digest: string;
};
type Outcome = { done: number; refused: number; position?: string; breaks: Row[] };

let test: TestApp;
let day: SmallDay;
let staff: string;
let manager: string;

beforeAll(async () => {
  test = await createTestApp({ withViews: true });
  staff = await test.cookieOf('finance_staff');
  manager = await test.cookieOf('finance_manager');
  day = await smallDay(test, staff);
});
afterAll(async () => {
  await test.close();
});

const WHOLE_DAY = { filter: { source: 'harbor', date: '2026-11-18' } };

const preview = (action: object, selection: object = WHOLE_DAY, cookie = staff) =>
  test.post('/api/v1/breaks/bulk/preview', cookie, { selection, action });

const run = (
  action: object,
  shown: Preview,
  { cookie = staff, headers = {} }: { cookie?: string; headers?: Record<string, string> } = {},
) =>
  test.post(
    '/api/v1/breaks/bulk',
    cookie,
    { ids: shown.breaks.map(({ id }) => id), action, digest: shown.digest },
    headers,
  );

const caughtUp = () => test.views().runner.waitForHead(30_000);

const WRITE_OFF = { type: 'resolve', kind: 'write_off', reason: 'Below the limit' };

it('a preview says how many, how much, and what cannot be done, and changes nothing', async () => {
  const all = await day.list(WHOLE_DAY.filter);
  const { id } = await day.breakOf('lost');
  await test.post(`/api/v1/breaks/${id}/resolution`, staff, {
    resolution: { kind: 'ignored' },
    reason: 'A test card',
  });
  await caughtUp();
  const shown = (await preview(WRITE_OFF)).json<Preview>();
  const others = all.filter((found) => found.id !== id);
  expect(shown).toMatchObject({
    count: all.length,
    possible: all.length - 1,
    hasMore: false,
    sums: [
      {
        currency: 'JPY',
        amount: others.reduce((sum, { difference }) => sum + (difference?.amount ?? 0), 0),
      },
    ],
  });
  expect(shown.breaks.find((row) => row.id === id)?.refusal).toMatchObject({
    code: 'break_status',
    facts: { status: 'resolved' },
  });
  expect(await day.list({ workStatus: 'proposed' })).toEqual([]);
});

it('a reason is asked for already in the preview', async () => {
  const shown = (await preview({ ...WRITE_OFF, reason: ' ' })).json<Preview>();
  expect(shown.possible).toBe(0);
  expect(shown.breaks.map(({ refusal }) => refusal?.code)).toContain('reason_required');
});

it('gives many to one person, each by a command of its own', async () => {
  const action = { type: 'assign', assignee: 'user-1' };
  const shown = (await preview(action)).json<Preview>();
  const outcome = (await run(action, shown)).json<Outcome>();
  expect(outcome).toMatchObject({ done: shown.count, refused: 0 });
  await caughtUp();
  const mine = await day.list({ assignee: 'user:user-1' });
  expect(mine).toHaveLength(shown.count);
  const commandIds = new Set<string>();
  for (const { id } of mine) {
    for await (const event of test.views().store.readStream(breakStream(id))) {
      if (event.type === 'BreakAssigned') commandIds.add(event.metadata.commandId);
    }
  }
  expect(commandIds.size).toBe(shown.count);
});

it('is refused as a whole when one of them has changed since the preview', async () => {
  const action = { type: 'resolve', kind: 'dispute', reason: 'Ask the carrier' };
  const shown = (await preview(action)).json<Preview>();
  const { id } = await day.breakOf('forgotten');
  await test.post(`/api/v1/breaks/${id}/comments`, manager, { text: 'I am on it' });
  const refused = await run(action, shown);
  expect(refused.json()).toMatchObject({ code: 'selection_changed', status: 409 });
  const other = await run({ ...action, kind: 'ignored' }, shown);
  expect(other.json()).toMatchObject({ code: 'selection_changed' });
});

it('a request whose process died in the middle is gone on with, and done once', async () => {
  const ids = [(await day.breakOf('unseen')).id, (await day.breakOf('forgotten')).id];
  const shown = (await preview(WRITE_OFF, { ids })).json<Preview>();
  expect(shown).toMatchObject({ count: 2, possible: 2, sums: [{ amount: -1800 }] });
  const headers = { 'idempotency-key': 'bulk-write-off-1' };
  const first = (await run(WRITE_OFF, shown, { headers })).json<Outcome>();
  await test.database.pool.query('delete from app.idempotency_keys');
  const again = (await run(WRITE_OFF, shown, { headers })).json<Outcome>();
  expect(again).toEqual(first);
  expect(first).toMatchObject({ done: 2, refused: 0 });
  await caughtUp();
  expect(await day.list({ workStatus: 'proposed' })).toHaveLength(2);
});

it('is approved by somebody else, and each that cannot be is told with its reason', async () => {
  const action = { type: 'approve' };
  const tooLow = await preview(action);
  expect(tooLow.json()).toMatchObject({ code: 'forbidden' });
  const shown = (await preview(action, WHOLE_DAY, manager)).json<Preview>();
  expect(shown.possible).toBe(2);
  const outcome = (await run(action, shown, { cookie: manager })).json<Outcome>();
  expect(outcome).toMatchObject({ done: 2, refused: shown.count - 2 });
  expect(new Set(outcome.breaks.flatMap(({ refusal }) => refusal?.code ?? []))).toEqual(
    new Set(['break_status']),
  );
});

describe('an approval of many', () => {
  const propose = async (item: string, resolution: object) => {
    const { id } = await day.breakOf(item);
    const url = `/api/v1/breaks/${id}/resolution`;
    const answer = await test.post(url, staff, { resolution, reason: 'Agreed with the carrier' });
    await caughtUp();
    return { id, answer };
  };
  const APPROVE = { type: 'approve' };

  it('shows what is posted, row by row and summed, not what the breaks come to', async () => {
    const written = { kind: 'write_off', amount: -250 };
    const adjusted = { kind: 'adjustment', amount: -9000, account: 'liability:carrier:harbor' };
    const ids = [(await propose('differs', written)).id, (await propose('late', adjusted)).id];
    const shown = (await preview(APPROVE, { ids }, manager)).json<Preview>();
    expect(shown).toMatchObject({ possible: 2, sums: [{ amount: -9250, currency: 'JPY' }] });
    expect(shown.breaks).toMatchObject([
      {
        difference: { amount: -1000 },
        signed: {
          resolution: written,
          amount: { amount: -250, currency: 'JPY' },
          account: 'expense:over-short',
        },
      },
      {
        difference: { amount: -900 },
        signed: {
          resolution: adjusted,
          amount: { amount: -9000, currency: 'JPY' },
          account: 'liability:carrier:harbor',
        },
      },
    ]);
    const others = (await preview({ type: 'assign', assignee: null }, { ids })).json<Preview>();
    expect(others.breaks.map(({ signed }) => signed)).toEqual([null, null]);
    expect(others.sums).toEqual([{ amount: -1900, currency: 'JPY' }]);
  });

  it('is refused when another resolution stands there than was shown', async () => {
    const { id } = await day.breakOf('differs');
    const shown = (await preview(APPROVE, { ids: [id] }, manager)).json<Preview>();
    await test.post(`/api/v1/breaks/${id}/rejection`, manager, { reason: 'All of it' });
    await propose('differs', { kind: 'write_off', amount: -1000 });
    const refused = await run(APPROVE, shown, { cookie: manager });
    expect(refused.json()).toMatchObject({ code: 'selection_changed' });
  });

  it('never comes to a write-off of more than the difference: that is not even proposed', async () => {
    const { id } = await day.breakOf('differs');
    await test.post(`/api/v1/breaks/${id}/rejection`, manager, { reason: 'Another amount' });
    for (const amount of [-9_000_000, -1001, 1000]) {
      const { answer } = await propose('differs', { kind: 'write_off', amount });
      expect(answer.json()).toMatchObject({
        code: 'write_off_beyond_difference',
        status: 422,
        facts: {
          amount: { amount, currency: 'JPY' },
          difference: { amount: -1000, currency: 'JPY' },
        },
      });
    }
  });
});

it('somebody unknown is given nothing', async () => {
  const shown = await preview({ type: 'assign', assignee: 'nobody' });
  expect(shown.json()).toMatchObject({ code: 'user_not_found' });
});
