import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

import { NOW, openFlow, type Flow } from './flow.given.ts';
import { outcome, type Reported, type Shop } from './shop.given.ts';

let flow: Flow;
let shop: Shop;

beforeAll(async () => {
  flow = await openFlow();
});
beforeEach(async () => {
  flow.clock.nowMs = NOW;
  shop = await flow.openShop();
  await shop.sell({ id: 'A', at: '18 12:00:00' }, { id: 'B', at: '18 13:00:00', card: 2 });
});
afterAll(() => flow.close());

const A: Reported = { reference: 'A', at: '18 12:00:10' };
const B: Reported = { reference: 'B', at: '18 13:00:10', card: 2 };
const WHOLE = outcome({ lines: 2, items: 2, exact: 2 });
const WITHOUT_B = outcome({
  lines: 1,
  items: 2,
  exact: 1,
  breaks: ['missing_in_statement: B -2000'],
});

const statements = async () => {
  await flow.runner.waitForHead(30_000);
  const { rows } = await flow.database.pool.query<{ statement_id: string; state: string }>(
    'select statement_id, state from views.statements where source = $1 order by received_at, statement_id',
    [shop.source],
  );
  return rows;
};

const states = async () => (await statements()).map(({ state }) => state).sort();

it('the same bytes again do nothing and answer with the outcome and who came first', async () => {
  const bytes = shop.file('18', [A]);
  const first = await shop.hand('18', bytes, { actor: 'cli:sato' });
  expect(first).toMatchObject({
    state: 'accepted',
    repeated: false,
    firstReceived: { at: '2026-11-20T00:00:00.000Z', by: 'cli:sato' },
  });
  const head = await flow.store.head();
  flow.clock.nowMs += 3_600_000;
  const again = await shop.hand('18', bytes, { actor: 'cli:mori' });
  expect(again).toEqual({ ...first, repeated: true });
  const superseding = { reason: 'not needed' };
  expect(await shop.hand('18', bytes, { supersede: superseding })).toEqual(again);
  expect(await flow.store.head()).toBe(head);
  expect(await states()).toEqual(['accepted']);
});

it('a refused and a held file claim nothing, and the right one needs no flag', async () => {
  const refused = await shop.hand('18', shop.file('18', [A], { footer: 'missing' }));
  expect(refused.state).toBe('refused');
  const held = await shop.hand('18', shop.file('18', [A], { footer: { count: 2 } }));
  expect(held.state).toBe('held');
  expect(await shop.day('18')).toBeNull();
  expect(await shop.reconcile('18', [A, B])).toEqual(WHOLE);
  expect(await states()).toEqual(['accepted', 'held', 'refused']);
});

it('a held file sent again is judged again', async () => {
  const held = shop.file('18', [A], { footer: { count: 2 } });
  const first = await shop.hand('18', held);
  const second = await shop.hand('18', held);
  expect([first.state, first.repeated, second.state, second.repeated]).toEqual([
    'held',
    false,
    'held',
    false,
  ]);
  expect(second.statementId).not.toBe(first.statementId);
});

it('a file that was refused for the wrong day is accepted for its own', async () => {
  const bytes = shop.file('18', [A, B]);
  const refused = await shop.hand('19', bytes);
  expect(refused).toMatchObject({
    state: 'refused',
    problems: [{ code: 'wrong_business_date', fileLine: 2, value: '2026/11/18' }],
  });
  expect((await shop.hand('18', bytes)).state).toBe('accepted');
  expect(await shop.day('18')).toEqual(WHOLE);
});

it('other bytes for a day that has a file are refused and change nothing', async () => {
  const first = await shop.hand('18', shop.file('18', [A]), { actor: 'cli:sato' });
  const head = await flow.store.head();
  const other = await shop.hand('18', shop.file('18', [A, B]));
  expect(other).toMatchObject({
    state: 'refused',
    statementId: '',
    problems: [
      {
        code: 'day_occupied',
        reason: `${shop.source} 2026-11-18 has accepted another file (statement ${first.statementId}, by cli:sato at 2026-11-20T00:00:00.000Z). To replace it, supersede it and say why.`,
      },
    ],
  });
  expect(await flow.store.head()).toBe(head);
  expect(await shop.day('18')).toEqual(WITHOUT_B);
});

it('superseding replaces the file; its reason stands only where it can be erased', async () => {
  const first = await shop.hand('18', shop.file('18', [A]));
  const reason = `the carrier sent a corrected file for ${shop.source}`;
  const second = await shop.hand('18', shop.file('18', [A, B]), { supersede: { reason } });
  expect(second).toMatchObject({ state: 'accepted', repeated: false, exact: 2, breaks: [] });
  expect(await shop.day('18')).toEqual(WHOLE);
  const byId = (await statements()).map(({ statement_id: id, state }) => [id, state]);
  expect(Object.fromEntries(byId)).toEqual({
    [first.statementId]: 'superseded',
    [second.statementId]: 'accepted',
  });
  const { rows: texts } = await flow.database.pool.query<{ text_id: string }>(
    'select text_id from app.texts where body = $1',
    [reason],
  );
  expect(texts).toHaveLength(1);
  const { rows: events } = await flow.database.pool.query<{ type: string; says: boolean }>(
    `select type, data::text like '%' || $2 || '%' as says from events.events
     where data ->> 'reasonId' = $1 order by type`,
    [texts[0]?.text_id, reason],
  );
  expect(events).toEqual([
    { type: 'DayStatementAccepted', says: false },
    { type: 'StatementSuperseded', says: false },
  ]);
  expect((await shop.verify()).map(({ ok }) => ok)).toEqual([true]);
});

it('superseding a day that is free is a plain acceptance', async () => {
  const report = await shop.hand('18', shop.file('18', [A, B]), {
    supersede: { reason: 'just in case' },
  });
  expect(report).toMatchObject({ state: 'accepted', exact: 2 });
  expect(await states()).toEqual(['accepted']);
});

it('superseding with a file that is refused keeps the file that the day has', async () => {
  await shop.reconcile('18', [A]);
  const refused = await shop.hand('18', shop.file('18', [A, B], { footer: 'missing' }), {
    supersede: { reason: 'corrected' },
  });
  expect(refused.state).toBe('refused');
  expect(await shop.day('18')).toEqual(WITHOUT_B);
  expect(await states()).toEqual(['accepted', 'refused']);
});

it('superseding by the earlier file brings its outcome back', async () => {
  const early = shop.file('18', [A]);
  await shop.hand('18', early);
  await shop.hand('18', shop.file('18', [A, B]), { supersede: { reason: 'corrected' } });
  const back = await shop.hand('18', early, { supersede: { reason: 'the first was right' } });
  expect(back).toMatchObject({ state: 'accepted', repeated: false });
  expect(await shop.day('18')).toEqual(WITHOUT_B);
  expect(await states()).toEqual(['accepted', 'superseded', 'superseded']);
});

it('of two files at once for one day one wins and the other is told', async () => {
  const reports = await Promise.all([
    shop.hand('18', shop.file('18', [A])),
    shop.hand('18', shop.file('18', [A, B])),
  ]);
  expect(reports.map(({ state }) => state).sort()).toEqual(['accepted', 'refused']);
  const winner = reports.find(({ state }) => state === 'accepted');
  const loser = reports.find(({ state }) => state === 'refused');
  expect(loser?.problems).toMatchObject([{ code: 'day_occupied' }]);
  expect(loser?.problems[0]?.reason).toContain(winner?.statementId);
  expect(await shop.day('18')).toEqual(winner?.lines === 2 ? WHOLE : WITHOUT_B);
});

it('the same file at once from two terminals is accepted once', async () => {
  const bytes = shop.file('18', [A, B]);
  const reports = await Promise.all([shop.hand('18', bytes), shop.hand('18', bytes)]);
  expect(reports.map(({ state, repeated }) => [state, repeated]).sort()).toEqual([
    ['accepted', false],
    ['accepted', true],
  ]);
  expect(reports[0]).toEqual({ ...reports[1], repeated: reports[0].repeated });
  expect(await states()).toEqual(['accepted']);
});

it('two days of one source at once come to what they come to one after the other', async () => {
  await shop.sell({ id: 'C', at: '18 23:55:00', card: 3 });
  const late: Reported = { reference: 'C', at: '19 00:01:00', card: 3 };
  await Promise.all([shop.reconcile('19', [late]), shop.reconcile('18', [A, B])]);
  expect([await shop.day('18'), await shop.day('19')]).toEqual([
    { ...WHOLE, items: 3, breaks: ['timing: C -2000 settled on 19'] },
    outcome({ lines: 1, carried: ['C #4 from 18'] }),
  ]);
});
