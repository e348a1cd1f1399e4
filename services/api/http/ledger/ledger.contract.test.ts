import { afterAll, beforeAll, expect, it } from 'vitest';

import { createTestApp, type TestApp } from '../../app.given.ts';
import { HANA, recordFacts } from '../facts.given.ts';

const yen = (amount: number) => ({ amount, currency: 'JPY' });
const PREPAID = 'liability:prepaid:harbor-mobile';

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

const get = async (path: string, query: Record<string, string> = {}) =>
  (await test.get(`/api/v1/ledger/${path}?${String(new URLSearchParams(query))}`, finance)).json<
    Record<string, unknown> & { data: { transactionNo: number; amount: { amount: number } }[] }
  >();

it('the trial balance proves itself: both sides and what is between them', async () => {
  expect(await get('trial-balance')).toMatchObject({
    totals: [{ debit: yen(9500), credit: yen(9500), difference: yen(0) }],
  });
  expect(await get('trial-balance', { asOf: '2026-06-30' })).toMatchObject({ totals: [] });
});

it('an account opens with what came before, and closes with the last day', async () => {
  const account = (query: Record<string, string>) =>
    get(`accounts/${encodeURIComponent(PREPAID)}`, query);
  expect(await account({})).toEqual({
    ledgerAccount: PREPAID,
    from: null,
    to: null,
    movements: [{ opening: yen(0), debit: yen(0), credit: yen(5000), closing: yen(-5000) }],
  });
  expect(await account({ from: '2026-11-17', to: '2026-11-17' })).toMatchObject({
    movements: [{ opening: yen(-1000), debit: yen(0), credit: yen(1000), closing: yen(-2000) }],
  });
  expect(await account({ to: '2026-06-30' })).toMatchObject({ movements: [] });
  expect(await get('accounts/asset:nothing')).toMatchObject({ code: 'ledger_account_not_found' });
});

it('the lines of one transaction stand together and add up to nothing', async () => {
  const filter = JSON.stringify({ accountId: HANA.accountId, ledgerAccount: PREPAID });
  const { data } = await get('entries', { filter });
  const transactionNo = data[0]?.transactionNo ?? 0;
  const lines = (await get('entries', { filter: JSON.stringify({ transactionNo }) })).data;
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.reduce((sum, { amount }) => sum + amount.amount, 0)).toBe(0);
  expect((await get('entries', { filter: '{"currency":"CNY"}' })).data).toEqual([]);
  expect((await get('entries', { filter: '{"refundId":"re-1"}' })).data).toEqual([]);
});
