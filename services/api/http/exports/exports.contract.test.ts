import { afterAll, beforeAll, expect, it } from 'vitest';

import { createTestApp, type TestApp } from '../../app.given.ts';
import { HANA, recordFacts } from '../facts.given.ts';

let test: TestApp;
let finance: string;
beforeAll(async () => {
  test = await createTestApp({ withViews: true });
  await recordFacts(test);
  finance = await test.cookieOf('finance_staff');
});
afterAll(async () => {
  await test.close();
});

const csv = async (path: string, query: Record<string, string> = {}, cookie = finance) => {
  const response = await test.get(
    `/api/v1/${path}.csv?${String(new URLSearchParams(query))}`,
    cookie,
  );
  return { response, records: response.body.slice(1).split('\r\n').slice(0, -1) };
};

it('is an attachment that spreadsheets read, named by its list and the day in Japan', async () => {
  const { response, records } = await csv('top-ups');
  expect(response.statusCode).toBe(200);
  expect(response.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="chobo-top-ups-2026-11-18.csv"',
    'cache-control': 'no-store',
  });
  expect(response.body.startsWith('\ufeff')).toBe(true);
  expect(records[0]).toMatch(/^id,accountId,status,iccid,brand,/);
  expect(records[0]).toContain(',payment.provider,payment.reference,price,price.currency,');
  expect(records[0]).toContain(',paidAt (JST),');
  expect(records).toHaveLength(4);
  expect(records[1]).toContain(`tu-2,acc-hana,credited,'${HANA.iccid},harbor-mobile,web,card,`);
  expect(records[1]).toContain(',3000,JPY,');
  expect(records[1]).toContain(',2026-11-18 09:10:12,');
});

it('has the rows of the list, by its filter and in its order', async () => {
  const ids = async (query: Record<string, string>) =>
    (await csv('top-ups', query)).records.slice(1).map((record) => record.split(',')[0]);
  expect(await ids({ sort: 'at' })).toEqual(['tu-0', 'tu-1', 'tu-2']);
  expect(await ids({ filter: '{"accountId":"acc-hana"}', sort: '-at' })).toEqual(['tu-2', 'tu-1']);
  expect(await ids({ filter: '{"status":"failed"}' })).toEqual([]);
});

it('goes on over all pages, every row once', async () => {
  await test.database.pool.query(
    `insert into views.cards (iccid, account_id, brand, plan, registered_at_ms)
     select (8999000000000000000 + n)::text, 'acc-many', 'other', 'other', 0
     from generate_series(1, 1001) n`,
  );
  const { records } = await csv('cards', { filter: '{"brand":"other"}', sort: '-iccid' });
  expect(records).toHaveLength(1002);
  expect(new Set(records).size).toBe(1002);
  expect(records[1]).toMatch(/^'8999000000000001001,/);
});

it('what a spreadsheet would calculate begins with an apostrophe', async () => {
  await test.database.pool.query(
    `insert into views.cards (iccid, account_id, brand, plan, registered_at_ms)
     values ('8999100000000000001', '=1+1', '+phone', '@import', 0)`,
  );
  const { records } = await csv('cards', { filter: '{"fragment":"8999100"}' });
  expect(records[1]).toBe(`'8999100000000000001,'=1+1,'+phone,'@import,1970-01-01 09:00:00`);
});

it('a part of another list is named by where it stands', async () => {
  const { response, records } = await csv(`accounts/${HANA.accountId}/events`);
  expect(response.headers['content-disposition']).toContain(
    '"chobo-accounts-acc-hana-events-2026-11-18.csv"',
  );
  expect(records).toHaveLength(6);
});

it('is refused as the list is, before anything of it is sent', async () => {
  const agent = await test.cookieOf('support_agent');
  expect((await csv('ledger/entries', {}, agent)).response.statusCode).toBe(403);
  expect((await csv('accounts/acc-nobody/events')).response).toMatchObject({ statusCode: 404 });
  const wrong = (await csv('top-ups', { filter: '{"colour":"red"}' })).response;
  expect(wrong.json()).toMatchObject({ status: 400, code: 'invalid_request' });
  expect((await csv('top-ups', { cursor: 'x' })).response.statusCode).toBe(400);
  const { statusCode } = await test.app.inject('/api/v1/top-ups.csv');
  expect(statusCode).toBe(401);
});

it('a failure half-way breaks off: no part passes for the whole', async () => {
  const broken = await createTestApp({
    withViews: true,
    dependencies: ({ pool }) => {
      let pages = 0;
      return {
        pool: new Proxy(pool, {
          get: (target, name) => {
            const value: unknown = Reflect.get(target, name);
            if (typeof value !== 'function') return value;
            if (name !== 'query') return value.bind(target) as unknown;
            return (sql: unknown, ...more: unknown[]): unknown => {
              if (String(sql).includes('views.cards') && (pages += 1) > 1) {
                return Promise.reject(new Error('the database went away'));
              }
              return Reflect.apply(value, target, [sql, ...more]);
            };
          },
        }),
      };
    },
  });
  try {
    await broken.database.pool.query(
      `insert into views.cards (iccid, account_id, brand, plan, registered_at_ms)
       select (8999000000000000000 + n)::text, 'acc-many', 'other', 'other', 0
       from generate_series(1, 300) n`,
    );
    const cookie = await broken.cookieOf('auditor');
    const url = await broken.app.listen({ port: 0 });
    const response = await fetch(`${url}/api/v1/cards.csv`, { headers: { cookie } });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  } finally {
    await broken.close();
  }
});
