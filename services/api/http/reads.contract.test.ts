import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { cardNumber } from '../../../fixtures/statements/cardNumber.ts';
import { createTestApp, type TestApp } from '../app.given.ts';
import { HANA, KEN, recordFacts } from './facts.given.ts';

let test: TestApp;
let cookie: string;
let position: string;

beforeAll(async () => {
  test = await createTestApp({ withViews: true });
  position = await recordFacts(test);
  cookie = await test.cookieOf('finance_manager');
});
afterAll(async () => {
  await test.close();
});

type Answer = Record<string, unknown> & { readonly data: readonly Record<string, unknown>[] };

const get = async (path: string, query: Record<string, string> = {}) => {
  const search = new URLSearchParams(query).toString();
  const response = await test.get(search === '' ? path : `${path}?${search}`, cookie);
  return { status: response.statusCode, body: response.json<Answer>() };
};

const yen = (amount: number) => ({ amount, currency: 'JPY' });

describe('cards', () => {
  it('a card is verified by its number, as people write it', async () => {
    const written = `${HANA.iccid.slice(0, 4)} ${HANA.iccid.slice(4, 10)}-${HANA.iccid.slice(10)}F`;
    const { status, body } = await get(`/api/v1/cards/${encodeURIComponent(written)}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      iccid: HANA.iccid,
      accountId: HANA.accountId,
      brand: 'harbor-mobile',
      plan: 'harbor-90-days',
      registeredAt: '2026-07-01T00:00:00.000Z',
      account: {
        status: 'not_activated',
        balance: { paid: { remaining: yen(4000), held: yen(400), available: yen(3600) } },
      },
    });
    const offers = body['offers'] as { id: string; price: { amount: number } }[];
    expect(offers[0]).toMatchObject({ id: 'harbor-1000', price: yen(1000), value: yen(1000) });
    expect(offers.map(({ price }) => price.amount)).toEqual(
      offers.map(({ price }) => price.amount).toSorted((one, other) => one - other),
    );
  });

  it('a validity that is over shows', async () => {
    expect((await get(`/api/v1/cards/${KEN.iccid}`)).body).toMatchObject({
      account: { status: 'expired', validUntil: '2026-09-30T15:00:00.000Z' },
    });
  });

  it.each([
    ['490154203237518', 422, 'card_number_imei'],
    [
      HANA.iccid.slice(0, -1) + String((Number(HANA.iccid.at(-1)) + 1) % 10),
      422,
      'card_number_wrong_check_digit',
    ],
    ['8.98E+18', 422, 'card_number_excel_damaged'],
    ['DN05035ABCDEFGH', 422, 'card_number_not_digits'],
    ['89811', 422, 'card_number_wrong_length'],
    ['1111111111111111116', 422, 'card_number_wrong_prefix'],
    [cardNumber(42), 404, 'card_not_found'],
    ['x'.repeat(65), 400, 'invalid_request'],
  ])('%s → %i %s', async (number, status, code) => {
    const answer = await get(`/api/v1/cards/${number}`);
    expect(answer).toMatchObject({ status, body: { status, code } });
  });

  it('are found by four digits or more that stand side by side', async () => {
    const find = async (fragment: string) =>
      (await get('/api/v1/cards', { filter: JSON.stringify({ fragment }) })).body;
    expect((await find(HANA.iccid.slice(-6))).data).toMatchObject([{ iccid: HANA.iccid }]);
    expect((await find(HANA.iccid.slice(0, 7))).data).toHaveLength(2);
    expect((await find('000987654')).data).toMatchObject([{ iccid: KEN.iccid }]);
    expect((await find('99999')).data).toEqual([]);
    expect(await find('123')).toMatchObject({ code: 'invalid_request' });
  });
});

describe('accounts', () => {
  it('one account: balance, cards and lots', async () => {
    const { body } = await get(`/api/v1/accounts/${HANA.accountId}`);
    expect(body).toMatchObject({
      id: HANA.accountId,
      status: 'not_activated',
      cards: [HANA.iccid],
      balance: { paid: { remaining: yen(4000) }, bonus: { remaining: yen(0) } },
      lots: [
        { id: 'tu-1', bucket: 'paid', initial: yen(1000), available: yen(1000) },
        { id: 'tu-2', bucket: 'paid', initial: yen(3000), held: yen(400), available: yen(2600) },
      ],
    });
  });

  it('what happened to it, newest first, page after page', async () => {
    const path = `/api/v1/accounts/${HANA.accountId}/events`;
    const first = (await get(path, { limit: '2' })).body;
    expect(first.data).toMatchObject([
      { type: 'RefundRequested', subject: 're-1', amount: yen(400), actor: 'cli:test' },
      { type: 'TopUpCredited', subject: 'tu-2', amount: yen(3000), at: '2026-11-18T00:10:12.000Z' },
    ]);
    const { nextCursor } = first['pageInfo'] as { nextCursor: string };
    const second = (await get(path, { limit: '10', cursor: nextCursor })).body;
    expect(second.data.map(({ type }) => type)).toEqual([
      'TopUpCredited',
      'CardAttached',
      'AccountOpened',
    ]);
    expect(second).toMatchObject({ pageInfo: { hasNextPage: false, nextCursor: null } });
  });

  it('its ledger at the end of a day in Japan', async () => {
    const path = `/api/v1/accounts/${HANA.accountId}/ledger`;
    const prepaid = async (query: Record<string, string>) => {
      const { body } = await get(path, query);
      const balances = body['balances'] as { ledgerAccount: string; credit: unknown }[];
      return balances.find(
        ({ ledgerAccount }) => ledgerAccount === 'liability:prepaid:harbor-mobile',
      )?.credit;
    };
    expect(await prepaid({})).toEqual(yen(4000));
    expect(await prepaid({ asOf: '2026-11-17' })).toEqual(yen(1000));
    expect(await prepaid({ asOf: '2026-11-16' })).toBeUndefined();
  });

  it('one that there is not is not found, whatever is asked of it', async () => {
    for (const part of ['', '/events', '/ledger']) {
      expect(await get(`/api/v1/accounts/acc-nobody${part}`)).toMatchObject({
        status: 404,
        body: { code: 'account_not_found' },
      });
    }
  });

  it('the list goes by opening or id', async () => {
    const { body } = await get('/api/v1/accounts', { sort: '-accountId' });
    expect(body.data).toMatchObject([{ id: KEN.accountId }, { id: HANA.accountId }]);
    const none = await get('/api/v1/accounts', { filter: '{"brand":"another"}' });
    expect(none.body.data).toEqual([]);
  });
});

describe('top-ups and refunds', () => {
  it('top-ups by what is known of them', async () => {
    const ids = async (filter: object, more: Record<string, string> = {}) =>
      (await get('/api/v1/top-ups', { filter: JSON.stringify(filter), ...more })).body.data.map(
        ({ id }) => id,
      );
    expect(await ids({})).toEqual(['tu-2', 'tu-1', 'tu-0']);
    expect(await ids({}, { sort: 'at' })).toEqual(['tu-0', 'tu-1', 'tu-2']);
    expect(await ids({ iccid: KEN.iccid })).toEqual(['tu-0']);
    expect(await ids({ provider: 'webpay', reference: 'pay_tu-1' })).toEqual(['tu-1']);
    expect(
      await ids({ from: '2026-11-18T00:00:00+09:00', before: '2026-11-18T09:00:00+09:00' }),
    ).toEqual([]);
    expect(await ids({ from: '2026-11-17T23:59:59+09:00' })).toEqual(['tu-2', 'tu-1']);
    const { body } = await get('/api/v1/top-ups', { limit: '1' });
    expect(body.data[0]).toMatchObject({
      id: 'tu-2',
      status: 'credited',
      payment: { provider: 'webpay', reference: 'pay_tu-2' },
      price: yen(3000),
      value: yen(3000),
      takenBack: yen(0),
      paidAt: '2026-11-18T00:10:12.000Z',
      imported: false,
    });
  });

  it('refunds with what is asked and what is kept', async () => {
    const { body } = await get('/api/v1/refunds', { filter: '{"state":"requested"}' });
    expect(body.data).toMatchObject([
      { id: 're-1', value: yen(400), payback: yen(400), fee: yen(100), paid: null, evidence: null },
    ]);
  });
});

describe('the ledger', () => {
  it('entries name their event, and every transaction adds up to nothing', async () => {
    const { body } = await get('/api/v1/ledger/entries', {
      filter: JSON.stringify({ accountId: HANA.accountId, from: '2026-11-18' }),
      sort: 'date',
    });
    expect(body.data.length).toBeGreaterThan(0);
    const sum = body.data.reduce(
      (total, { amount }) => total + (amount as { amount: number }).amount,
      0,
    );
    expect(sum).toBe(0);
    expect(body.data[0]).toMatchObject({
      date: '2026-11-18',
      ledgerAccount: 'asset:clearing:webpay',
      amount: yen(3000),
      event: { type: 'TopUpCredited', stream: 'account-acc-hana', revision: 3 },
      topUpId: 'tu-2',
    });
  });

  it('the trial balance is balanced on any day', async () => {
    for (const query of [{}, { asOf: '2026-07-31' }]) {
      const { body } = await get('/api/v1/ledger/trial-balance', query);
      const balances = body['balances'] as { balance: { amount: number } }[];
      expect(balances.length).toBeGreaterThan(0);
      expect(balances.reduce((sum, { balance }) => sum + balance.amount, 0)).toBe(0);
    }
    expect((await get('/api/v1/ledger/trial-balance', { asOf: '2026-06-30' })).body).toEqual({
      asOf: '2026-06-30',
      balances: [],
      totals: [],
    });
  });
});

describe('the catalogue and the users', () => {
  it('documents of a kind in their current version', async () => {
    const { body } = await get('/api/v1/catalogue/brand');
    expect(body.data).toMatchObject([
      {
        id: 'harbor-mobile',
        version: 1,
        publishedBy: 'cli:root',
        document: { kind: 'brand', currency: 'JPY' },
      },
    ]);
    expect((await get('/api/v1/catalogue/source')).body.data).toMatchObject([
      { id: 'harbor', document: { profile: expect.any(Object) as unknown } },
    ]);
    expect(await get('/api/v1/catalogue/secrets')).toMatchObject({ status: 400 });
  });

  it('users without their hashes, page after page', async () => {
    const admin = await test.cookieOf('admin');
    const page = async (query: string) =>
      (await test.get(`/api/v1/users?limit=1${query}`, admin)).json<{
        data: { login: string }[];
        pageInfo: { nextCursor: string; hasNextPage: boolean };
      }>();
    const first = await page('');
    const second = await page(`&cursor=${first.pageInfo.nextCursor}`);
    expect([first.data[0]?.login, second.data[0]?.login]).toEqual(['user-1', 'user-2']);
    expect(second.pageInfo).toEqual({ hasNextPage: false, nextCursor: null });
    expect(JSON.stringify([first, second])).not.toContain('scrypt');
  });
});

describe('what a list is asked wrongly', () => {
  it.each<[string, Record<string, string>, string]>([
    ['no JSON', { filter: '{' }, 'query.filter'],
    ['an unknown condition', { filter: '{"colour":"red"}' }, 'query.filter'],
    ['a condition of another type', { filter: '{"brand":7}' }, 'query.filter.brand'],
    ['a NUL', { filter: '{"reference":"\\u0000"}' }, 'query.filter.reference'],
    ['an instant that is none', { filter: '{"from":"yesterday"}' }, 'query.filter.from'],
    ['an unknown order', { sort: 'colour' }, 'query.sort'],
    ['no rows', { limit: '0' }, 'query.limit'],
    ['too many rows', { limit: '201' }, 'query.limit'],
    ['a word for a number', { limit: 'many' }, 'query.limit'],
    ['an unknown parameter', { colour: 'red' }, 'query'],
    ['a position that is none', { after: 'yesterday' }, 'query.after'],
  ])('%s', async (_case, query, field) => {
    const { status, body } = await get('/api/v1/top-ups', query);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid_request', errors: [{ field }] });
  });

  it.each([
    ['nothing of ours', 'x'],
    ['of another order', Buffer.from('["topUpId.asc","tu-1"]').toString('base64url')],
    ['with values of another type', Buffer.from('["at.desc","soon","tu-1"]').toString('base64url')],
    ['with too few values', Buffer.from('["at.desc",1]').toString('base64url')],
    ['with a NUL', Buffer.from('["at.desc",1,"\\u0000"]').toString('base64url')],
  ])('a cursor: %s', async (_case, cursor) => {
    expect(await get('/api/v1/top-ups', { cursor })).toMatchObject({
      status: 400,
      body: { code: 'invalid_cursor' },
    });
  });

  it('a date that the calendar does not have', async () => {
    expect(await get('/api/v1/ledger/trial-balance', { asOf: '2026-02-30' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'query.asOf' }] },
    });
  });
});

it('a reader that passes a position back sees what it wrote', async () => {
  expect(await get('/api/v1/top-ups', { after: position })).toMatchObject({ status: 200 });
  const later = 'ffffffffffffffff/ffffffffffffffff';
  const hurried = await createTestApp({ withViews: true, config: { waitTimeoutMs: 50 } });
  try {
    const response = await hurried.get(
      `/api/v1/cards?after=${later}`,
      await hurried.cookieOf('admin'),
    );
    expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([
      504,
      'view_behind',
    ]);
  } finally {
    await hurried.close();
  }
});

it('a server over real views is ready', async () => {
  const response = await test.app.inject('/health/ready');
  expect(response.json()).toMatchObject({ status: 'ready' });
});
