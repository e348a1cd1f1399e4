import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { accountStream, cardStream } from '@chobo/domain/streams';
import { cardNumber } from '@chobo/fixtures/statements/cardNumber';

import { cookieFrom, createTestApp, logIn, type Fact, type TestApp } from '../../app.given.ts';
import { HANA, KEN, recordFacts, topUp } from '../facts.given.ts';

type Asked = { refundId: string; repeated: boolean; position: string };
type Listed = { id: string; accountId: string; state: string; value: { amount: number } };

const MEI = { iccid: cardNumber(4321), accountId: 'acc-mei' };
const JULY = '2026-07-01T00:00:00.000Z';
const DAY_MS = 24 * 60 * 60_000;

let test: TestApp;

beforeAll(async () => {
  test = await createTestApp({ withViews: true });
  await recordFacts(test);
  const ofHarbor = { brand: 'harbor-mobile', plan: 'harbor-90-days' };
  await test.record(cardStream(MEI.iccid), [
    {
      at: JULY,
      event: { type: 'CardRegistered', data: { ...MEI, ...ofHarbor, registeredAt: JULY } },
    },
  ]);
  const { accountId, iccid } = MEI;
  const opening = { accountId, ...ofHarbor, currency: 'JPY', openedAt: JULY };
  await test.record(accountStream(accountId), [
    { at: JULY, event: { type: 'AccountOpened', data: opening } },
    { at: JULY, event: { type: 'CardAttached', data: { iccid, attachedAt: JULY } } },
    topUp(MEI, 'tu-mei', 3000, '2026-11-18T00:20:00.000Z'),
  ]);
});
afterAll(async () => {
  await test.close();
});

const listed = async (cookie: string, id: string, after: string): Promise<readonly Listed[]> => {
  const response = await test.get(`/api/v1/refunds?limit=200&after=${after}`, cookie);
  return response.json<{ data: Listed[] }>().data.filter((refund) => refund.id === id);
};

describe('a key that is used again after it was forgotten', () => {
  const key = { 'idempotency-key': 'refund-of-the-day' };
  let agent: string;
  let first: Asked;

  const ask = async (accountId: string, topUpId: string, value: number) =>
    test.post(
      '/api/v1/refunds',
      agent,
      { accountId, topUpId, value, reasonClass: 'customer_request' },
      key,
    );

  beforeAll(async () => {
    agent = await test.cookieOf('support_agent');
    first = (await ask(HANA.accountId, 'tu-1', 500)).json<Asked>();
    test.time.nowMs += DAY_MS + 60_000;
    agent = cookieFrom(await logIn(test.app, 'user-1'));
    // What was kept longer than a day is forgotten when the next answer is kept.
    await test.post('/api/v1/saved-views', agent, { list: 'cards', name: 'All', search: '' });
    const { rows } = await test.database.pool.query('select from app.idempotency_keys');
    expect(rows).toHaveLength(1);
  });

  it('for the same refund answers the first one and holds nothing twice', async () => {
    const again = await ask(HANA.accountId, 'tu-1', 500);
    expect(again.statusCode).toBe(201);
    expect(again.json()).toEqual({ ...first, repeated: true });
    await test.database.pool.query('delete from app.idempotency_keys');
  });

  it('for another value on the same account is refused', async () => {
    const other = await ask(HANA.accountId, 'tu-1', 400);
    expect(other.json()).toMatchObject({ code: 'command_id_reused', status: 422 });
  });

  it("for another account's refund makes another one, and the list goes on", async () => {
    const other = await ask(MEI.accountId, 'tu-mei', 2000);
    expect(other.statusCode).toBe(201);
    const { refundId, position } = other.json<Asked>();
    expect(refundId).not.toBe(first.refundId);
    expect(await listed(agent, refundId, position)).toMatchObject([{ accountId: 'acc-mei' }]);
    expect(await listed(agent, first.refundId, position)).toMatchObject([
      { accountId: 'acc-hana', value: { amount: 500 } },
    ]);
  });
});

describe('two accounts with a refund of one id, as a key used twice once made them', () => {
  let agent: string;
  let supervisor: string;

  const requestedOf = (topUpId: string, amount: number): Fact => ({
    at: '2026-11-18T00:55:00.000Z',
    event: {
      type: 'RefundRequested',
      data: {
        refundId: 're-twin',
        topUpId,
        brand: 'harbor-mobile',
        value: amount,
        payback: amount,
        fee: 0,
        currency: 'JPY',
        reasonClass: 'customer_request',
        noteId: null,
        held: [{ lot: topUpId, bucket: 'paid', amount }],
        requestedBy: 'user:agent-1',
        requestedAt: '2026-11-18T00:55:00.000Z',
      },
    },
  });

  beforeAll(async () => {
    agent = await test.cookieOf('support_agent');
    supervisor = await test.cookieOf('support_supervisor');
    for (const [card, topUpId, amount] of [
      [HANA, 'tu-hana-twin', 700],
      [MEI, 'tu-mei-twin', 800],
    ] as const) {
      await test.record(accountStream(card.accountId), [
        topUp(card, topUpId, 1000, '2026-11-18T00:20:00.000Z'),
        requestedOf(topUpId, amount),
      ]);
    }
  });

  it('stops no view: the list has both', async () => {
    const { projections, head } = await test.views().runner.status();
    expect(projections.filter(({ state }) => state !== 'following')).toEqual([]);
    const both = await listed(agent, 're-twin', head);
    expect(both.map(({ accountId, value }) => [accountId, value.amount]).sort()).toEqual([
      ['acc-hana', 700],
      ['acc-mei', 800],
    ]);
  });

  it('is never guessed at: whoever gives the id alone is told whose there are', async () => {
    const ambiguous = {
      code: 'refund_ambiguous',
      status: 409,
      facts: { accounts: ['acc-hana', 'acc-mei'] },
    };
    const read = await test.get('/api/v1/refunds/re-twin', agent);
    expect(read.json()).toMatchObject(ambiguous);
    const approved = await test.post('/api/v1/refunds/re-twin/approval', supervisor);
    expect(approved.json()).toMatchObject(ambiguous);
  });

  it('each is gone on with by its account, and the other stays as it is', async () => {
    const url = '/api/v1/refunds/re-twin';
    const approved = await test.post(`${url}/approval?accountId=acc-mei`, supervisor);
    expect(approved.statusCode).toBe(200);
    const { position } = approved.json<Asked>();
    const of = async (accountId: string) =>
      (await test.get(`${url}?accountId=${accountId}&after=${position}`, agent)).json<
        Listed & { postings: unknown[] }
      >();
    expect(await of('acc-mei')).toMatchObject({ state: 'approved', value: { amount: 800 } });
    const untouched = await of('acc-hana');
    expect(untouched).toMatchObject({ state: 'requested', value: { amount: 700 }, postings: [] });
    expect(await of(KEN.accountId)).toMatchObject({ code: 'refund_unknown' });
  });
});
