import { afterAll, beforeAll, expect, it } from 'vitest';

import { createTestApp, type TestApp } from '../../app.given.ts';
import { HANA, KEN, recordFacts } from '../facts.given.ts';

type Result = { type: string; id: string; exact: boolean; by: string; matched: string };

let test: TestApp;
let finance: string;
beforeAll(async () => {
  test = await createTestApp({ withViews: true });
  await recordFacts(test);
  finance = await test.cookieOf('finance_staff');
  const { pool } = test.database;
  await pool.query(
    `insert into views.statements (statement_id, source, business_date, state, file_name, sha256,
       bytes, source_version, received_by, received_at, revision)
     values ('st-1', 'harbor', '2026-11-18', 'accepted', 'Harbor_20261118.csv', 'a', 1, 1, 'x', now(), 0)`,
  );
  await pool.query(
    `insert into views.reconciliation_runs (run_no, source, business_date, statement_id,
       source_version, horizon, holds_up_to, hands_hold_up_to, hand_matches, counts, digest)
     values (1, 'harbor', '2026-11-18', 'st-1', 1, 0, 0, 0, 0, '{}', 'd')`,
  );
  await pool.query(
    `insert into views.reconciliation_days (source, business_date, state, statement_id, sha256,
       accepted_by, accepted_at, run_no)
     values ('harbor', '2026-11-18', 'matched', 'st-1', 'a', 'x', now(), 1)`,
  );
  const { rows } = await pool.query<{ item_no: number }>(
    `select item_no from views.reconciliation_items where item_id = 'tu-2'`,
  );
  const itemNo = rows[0]?.item_no;
  await pool.query(
    `insert into views.findings (run_no, finding_no, type, kind, finding_id, item_nos, item_ids,
       file_lines, main_line, difference, currency, also_differs, detail, closes_items, facts)
     values (1, 1, 'break', 'amount', 'brk-777', array[$1::bigint], array['tu-2'], array[7], 7, -100,
       'JPY', '{}', 'detail', true, '{}')`,
    [itemNo],
  );
  await pool.query('insert into views.finding_items values ($1, 1, 1, true)', [itemNo]);
});
afterAll(async () => {
  await test.close();
});

const search = async (q: string, cookie = finance): Promise<Result[]> => {
  const response = await test.get(`/api/v1/search?q=${encodeURIComponent(q)}`, cookie);
  expect(response.statusCode).toBe(200);
  return response.json<{ data: Result[] }>().data;
};

const named = (results: readonly Result[]) => results.map(({ type, id }) => `${type} ${id}`);

it('finds a card by its number, however it is written, and by a piece of it', async () => {
  const spaced = HANA.iccid.replace(/(.{4})/g, '$1 ');
  for (const typed of [HANA.iccid, spaced, `'${HANA.iccid}`]) {
    expect((await search(typed))[0]).toMatchObject({ type: 'card', id: HANA.iccid, exact: true });
  }
  const piece = KEN.iccid.slice(-8);
  expect((await search(piece))[0]).toMatchObject({ id: KEN.iccid, exact: false, by: 'number' });
});

it('finds top-ups by id and by payment reference, what was typed as a whole first', async () => {
  expect(named(await search('tu-2'))).toEqual(['top-up tu-2', 'break brk-777']);
  expect(await search('pay_tu-1')).toMatchObject([
    { type: 'top-up', id: 'tu-1', exact: true, by: 'reference', matched: 'pay_tu-1' },
  ]);
  expect(named(await search('pay_'))).toEqual(['top-up tu-0', 'top-up tu-1', 'top-up tu-2']);
});

it('finds refunds, accounts, files, days and breaks', async () => {
  expect(await search('re-1')).toMatchObject([{ type: 'refund', id: 're-1', exact: true }]);
  expect(named(await search('acc-'))).toEqual(['account acc-hana', 'account acc-ken']);
  expect(await search('harbor_2026')).toMatchObject([
    { type: 'statement', id: 'st-1', by: 'file_name', matched: 'Harbor_20261118.csv' },
  ]);
  for (const typed of ['2026-11-18', '2026/11/18', 'harbor:2026-11-18']) {
    expect(named(await search(typed))).toContain('reconciliation-day harbor:2026-11-18');
  }
  expect(await search('brk-7')).toMatchObject([
    {
      type: 'break',
      id: 'brk-777',
      kind: 'amount',
      state: 'open',
      by: 'id',
      amount: { amount: -100 },
    },
  ]);
});

it('shows nobody what they may not read', async () => {
  const agent = await test.cookieOf('support_agent');
  expect(named(await search('tu-2', agent))).toEqual(['top-up tu-2']);
  expect(await search('harbor:2026-11-18', agent)).toEqual([]);
  expect(await search('st-1', agent)).toEqual([]);
});

it('is bounded, and what SQL would read otherwise is text like any other', async () => {
  await test.database.pool.query(
    `insert into views.cards (iccid, account_id, brand, plan, registered_at_ms)
     select (8999000000000000000 + n)::text, 'acc-many', 'other', 'other', 0
     from generate_series(1, 20) n`,
  );
  expect(await search('8999')).toHaveLength(5);
  for (const typed of ["tu-2' or 1=1 --", '%%%', '___', '\\\\\\', '返金の依頼']) {
    expect(await search(typed)).toEqual([]);
  }
});

it.each(['ab', '  a  ', 'x'.repeat(101)])('refuses %s', async (q) => {
  const response = await test.get(`/api/v1/search?q=${encodeURIComponent(q)}`, finance);
  expect(response.json()).toMatchObject({ code: 'invalid_request' });
});
