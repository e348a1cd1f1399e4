import { beforeEach, describe, expect, it } from 'vitest';

import { runBreakChecks } from '@chobo/projections/checks/all';
import { ledgerMovements } from '@chobo/projections/ledger/queries';

import { createTestApp, type TestApp } from '../../app.given.ts';
import { smallDay, type SmallDay } from './smallDay.given.ts';

let test: TestApp;
let small: SmallDay;
let staff: string;
let manager: string;

beforeEach(async () => {
  test = await createTestApp({ withViews: true });
  staff = await test.cookieOf('finance_staff');
  manager = await test.cookieOf('finance_manager');
  small = await smallDay(test, staff);
  return () => test.close();
});

const reason = 'It turned up';
const DAY = 'reconciliation-days/harbor:2026-11-18';

const give = async (path: string, body: object = {}, cookie = staff) => {
  const response = await test.post(`/api/v1/${path}`, cookie, body);
  await test.views().runner.waitForHead(30_000);
  return {
    status: response.statusCode,
    ...response.json<{ code?: string; facts?: Readonly<Record<string, unknown>> }>(),
  };
};

const read = async (path: string): Promise<Readonly<Record<string, unknown>>> =>
  (await test.get(`/api/v1/${path}`, staff)).json<Readonly<Record<string, unknown>>>();

const writeOff = async (id: string, amount: number): Promise<void> => {
  const resolution = { kind: 'write_off', amount };
  expect(await give(`breaks/${id}/resolution`, { resolution, reason })).toMatchObject({
    status: 200,
  });
};

const approve = async (id: string): Promise<void> => {
  expect(await give(`breaks/${id}/approval`, {}, manager)).toMatchObject({ status: 200 });
};

/** What has been written off, minor units. */
const writtenOff = async (): Promise<number> =>
  (await ledgerMovements(test.database.pool, 'expense:over-short', {}))?.[0]?.closing ?? 0;

const wrong = async (): Promise<readonly (readonly string[])[]> =>
  (await runBreakChecks(test.database.pool)).filter(({ ok }) => !ok).map(({ found }) => found);

/** The top-up of a line that nobody knew is imported: the day is run again, and the line matches. */
const strangerTurnsUp = async (): Promise<void> => {
  await small.harbor.sell({ id: 'stranger', at: '18 19:59:50', card: 9, amount: 5000 });
  await test.views().runner.waitForHead(30_000);
};

const ignoreTheRest = async (): Promise<void> => {
  for (const { id } of await small.list({ unresolved: true })) {
    await give(`breaks/${id}/resolution`, { resolution: { kind: 'ignored' }, reason });
  }
  const filter = encodeURIComponent('{"state":"open"}');
  const { data } = (await read(`proposals?filter=${filter}`)) as { data: { id: string }[] };
  for (const { id } of data) await give(`proposals/${id}/acceptance`, { reason });
};

describe('what was written off and turned up', () => {
  it('is told, keeps its day open, and is taken back by another than who approved it', async () => {
    const { id } = await small.lineBreak(8);
    await writeOff(id, 5000);
    await approve(id);
    await strangerTurnsUp();
    expect(await writtenOff()).toBe(5000);

    expect(await read(`breaks/${id}`)).toMatchObject({
      isGone: true,
      source: 'harbor',
      date: '2026-11-18',
      status: 'resolved',
      work: { resolution: { kind: 'write_off', amount: 5000 } },
      next: { step: 'undo', notBy: 'user:user-2', closing: null },
      history: [{ what: 'proposed', text: reason }, { what: 'approved' }, { what: 'resolved' }],
    });
    expect(await wrong()).toEqual([[`break ${id} of harbor on 2026-11-18: 5000 JPY`]]);
    expect(await read('dashboard')).toMatchObject({
      reconciliation: {
        workLeftBehind: [
          { id, source: 'harbor', date: '2026-11-18', amount: { amount: 5000, currency: 'JPY' } },
        ],
      },
    });
    await ignoreTheRest();
    expect(await read(`${DAY}/open-work`)).toMatchObject({
      settled: false,
      openBreaks: 0,
      unsignedProposals: 0,
      workLeftBehind: [id],
    });
    const { runId } = await read(DAY);
    await give(`${DAY}/review`, { runId });
    expect(await give(`${DAY}/closing`, { runId }, manager)).toMatchObject({
      code: 'day_not_settled',
      facts: { workLeftBehind: [id] },
    });

    expect(await give(`breaks/${id}/undo`, { reason }, manager)).toMatchObject({
      code: 'two_people_required',
    });
    expect(await give(`breaks/${id}/undo`, { reason })).toMatchObject({ status: 200 });
    expect(await writtenOff()).toBe(0);
    expect(await wrong()).toEqual([]);
    expect(await read(`breaks/${id}`)).toMatchObject({ isGone: true, status: 'open', next: null });
    expect(await give(`${DAY}/closing`, { runId }, manager)).toMatchObject({ status: 200 });
  });

  it('before it was approved is sent back', async () => {
    const { id } = await small.lineBreak(8);
    await writeOff(id, 5000);
    await strangerTurnsUp();
    expect(await read(`breaks/${id}`)).toMatchObject({ isGone: true, next: { step: 'send_back' } });
    expect(await read(`${DAY}/open-work`)).toMatchObject({ workLeftBehind: [id] });
    expect(await give(`breaks/${id}/approval`, {}, manager)).toMatchObject({
      code: 'break_not_found',
    });
    expect(await give(`breaks/${id}/rejection`, { reason })).toMatchObject({ status: 200 });
    expect(await read(`${DAY}/open-work`)).toMatchObject({ workLeftBehind: [] });
  });

  it('is not told of where nobody had done anything about it', async () => {
    const { id } = await small.lineBreak(8);
    await strangerTurnsUp();
    expect(await read(`breaks/${id}`)).toMatchObject({ code: 'break_not_found' });
    expect(await give(`breaks/${id}/undo`, { reason })).toMatchObject({ code: 'break_not_found' });
  });
});

describe('what was written off and a later file has settled', () => {
  const confirmed = async (): Promise<string> => {
    await small.harbor.reconcile('19', [
      { at: '19 09:00:00', reference: 'lost', card: 5, amount: 700 },
    ]);
    await test.views().runner.waitForHead(30_000);
    return (await small.breakOf('lost')).id;
  };

  it('keeps its day open until it is undone', async () => {
    const { id } = await small.breakOf('lost');
    await writeOff(id, -700);
    await approve(id);
    await confirmed();
    expect(await read(`breaks/${id}`)).toMatchObject({
      isGone: false,
      status: 'settled',
      next: { step: 'undo' },
    });
    expect(await read(`${DAY}/open-work`)).toMatchObject({ workLeftBehind: [id] });
    expect(await wrong()).toEqual([[`break ${id} of harbor on 2026-11-18: -700 JPY`]]);
    expect(await give(`breaks/${id}/undo`, { reason })).toMatchObject({ status: 200 });
    expect(await read(`${DAY}/open-work`)).toMatchObject({ workLeftBehind: [] });
    expect(await wrong()).toEqual([]);
    expect(await writtenOff()).toBe(0);
  });

  it('is sent back where it still waits for its approval', async () => {
    const { id } = await small.breakOf('lost');
    await writeOff(id, -700);
    await confirmed();
    expect(await read(`breaks/${id}`)).toMatchObject({ next: { step: 'send_back' } });
    expect(await give(`breaks/${id}/rejection`, { reason })).toMatchObject({ status: 200 });
    expect(await read(`${DAY}/open-work`)).toMatchObject({ workLeftBehind: [] });
  });
});

it('a match that was accepted and is proposed no more is taken back', async () => {
  await small.harbor.sell({ id: 'first', at: '18 23:58:00', card: 21, amount: 1200 });
  await small.harbor.reconcile('19', [{ at: '19 00:01:00', card: 21, amount: 1200 }]);
  await test.views().runner.waitForHead(30_000);
  const filter = encodeURIComponent('{"date":"2026-11-19"}');
  const proposed = async () => {
    const { data } = (await read(`proposals?filter=${filter}`)) as { data: { id: string }[] };
    return data[0]?.id ?? '';
  };
  const id = await proposed();
  await give(`proposals/${id}/acceptance`, { reason });
  // Imported late, it is nearer to the line and is proposed in place of the first.
  await small.harbor.sell({ id: 'second', at: '19 00:00:30', card: 21, amount: 1200 });
  await test.views().runner.waitForHead(30_000);
  const other = await proposed();
  expect(other).not.toBe(id);
  expect(await read(`breaks/${id}`)).toMatchObject({ isGone: true, next: { step: 'undo' } });
  expect(await small.breakOf('first')).toMatchObject({ matchedIn: id });
  expect(await give(`proposals/${id}/undo`, { reason })).toMatchObject({ status: 200 });
  expect(await small.breakOf('first')).toMatchObject({ matchedIn: null });
  expect(await give(`proposals/${other}/acceptance`, { reason })).toMatchObject({ status: 200 });
  expect(await wrong()).toEqual([]);
});
