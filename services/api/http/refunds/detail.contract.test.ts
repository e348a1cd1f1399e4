import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { accountStream } from '@chobo/domain/streams';

import { createTestApp, type TestApp } from '../../app.given.ts';
import { HANA, recordFacts, topUp } from '../facts.given.ts';

type Money = { amount: number };
type Rule = { rule: string; passed: boolean; facts: Record<string, unknown> };
type Eligibility = {
  eligible: boolean;
  rules: Rule[];
  refundable: Money;
  amounts: Record<'value' | 'payback' | 'fee' | 'toCustomer', Money> | null;
  reasonClasses: string[];
  approverRole: string | null;
};
type Detail = {
  state: string;
  note: string | null;
  decisionReason: string | null;
  approverRole: string | null;
  payers: string[];
  paidFrom: string | null;
  held: { lot: string; bucket: string; topUpId: string | null; amount: Money }[];
  postings: { transactionNo: number; ledgerAccount: string; amount: Money }[];
  history: { type: string; actor: string }[];
};

let test: TestApp;
let agent: string;
let supervisor: string;
let finance: string;
let topUpId: string;

beforeAll(async () => {
  test = await createTestApp({ withViews: true });
  await recordFacts(test);
  agent = await test.cookieOf('support_agent');
  supervisor = await test.cookieOf('support_supervisor');
  finance = await test.cookieOf('finance_staff');
});
afterAll(async () => {
  await test.close();
});

const newTopUp = async (): Promise<string> => {
  const id = `tu-${randomUUID()}`;
  await test.record(accountStream(HANA.accountId), [
    topUp(HANA, id, 1000, '2026-11-18T00:20:00.000Z'),
  ]);
  return id;
};

const eligibility = async (id: string, more = ''): Promise<Eligibility> => {
  const path = `/api/v1/accounts/${HANA.accountId}/refund-eligibility?topUpId=${id}${more}`;
  const response = await test.get(path, agent);
  expect(response.statusCode).toBe(200);
  return response.json<Eligibility>();
};

const requested = async (): Promise<{ refundId: string; position: string }> => {
  topUpId = await newTopUp();
  const body = { accountId: HANA.accountId, topUpId, value: 400, reasonClass: 'defective-sale' };
  const response = await test.post('/api/v1/refunds', agent, body);
  expect(response.statusCode).toBe(201);
  return response.json();
};

const detail = async (id: string, after: string): Promise<Detail> => {
  const response = await test.get(`/api/v1/refunds/${id}?after=${after}`, agent);
  expect(response.statusCode).toBe(200);
  return response.json<Detail>();
};

const rule = ({ rules }: Eligibility, name: string): Rule | undefined =>
  rules.find((one) => one.rule === name);

describe('whether a top-up can be refunded', () => {
  it('is asked with what is left, and told with the amounts and who may approve', async () => {
    const whole = await eligibility(await newTopUp());
    expect(whole).toMatchObject({
      eligible: true,
      refundable: { amount: 1000, currency: 'JPY' },
      approverRole: 'support_supervisor',
    });
    const { value, payback, fee, toCustomer } = whole.amounts ?? {};
    expect(value?.amount).toBe(1000);
    expect(toCustomer?.amount).toBe((payback?.amount ?? 0) - (fee?.amount ?? 0));
    expect(whole.reasonClasses).toContain('leaving-japan');
  });

  it('says which rule fails and by which fact: more than is left, another refund under way', async () => {
    const id = await newTopUp();
    const tooMuch = await eligibility(id, '&value=1001');
    expect(tooMuch.eligible).toBe(false);
    expect(tooMuch.amounts).toBeNull();
    expect(rule(tooMuch, 'unused_value')).toMatchObject({
      passed: false,
      facts: { value: 1001, refundable: 1000 },
    });
    const { refundId } = await requested();
    const again = await eligibility(topUpId);
    expect(rule(again, 'no_open_refund')).toMatchObject({ passed: false, facts: { refundId } });
    expect(again.refundable.amount).toBe(600);
  });

  it('is told of every top-up of an account, the newest first', async () => {
    const id = await newTopUp();
    const { refundId } = await requested();
    const path = (account: string) => `/api/v1/accounts/${account}/refundable-top-ups`;
    const response = await test.get(path(HANA.accountId), agent);
    const { topUps, hasMore } = response.json<{
      topUps: (Eligibility & { topUpId: string })[];
      hasMore: boolean;
    }>();
    expect(hasMore).toBe(false);
    expect(topUps.slice(0, 2)).toMatchObject([
      { topUpId, eligible: false, status: 'credited', price: { amount: 1000 } },
      { topUpId: id, eligible: true, refundable: { amount: 1000 }, at: '2026-11-18T00:20:00.000Z' },
    ]);
    const [taken] = topUps;
    expect(taken && rule(taken, 'no_open_refund')).toMatchObject({ facts: { refundId } });
    expect((await test.get(path('nobody'), agent)).json()).toMatchObject({
      code: 'account_not_found',
    });
  });

  it('refuses what there is not', async () => {
    const path = (account: string, id: string) =>
      `/api/v1/accounts/${account}/refund-eligibility?topUpId=${id}`;
    expect((await test.get(path('nobody', 'x'), agent)).json()).toMatchObject({
      code: 'account_not_found',
    });
    expect((await test.get(path(HANA.accountId, 'x'), agent)).json()).toMatchObject({
      code: 'top_up_unknown',
    });
  });
});

describe('one refund', () => {
  it('tells who declined it, and in which words', async () => {
    const { refundId, position } = await requested();
    expect(await detail(refundId, position)).toMatchObject({
      state: 'requested',
      approverRole: 'support_supervisor',
      history: [{ type: 'RefundRequested' }],
    });
    const declined = await test.post(`/api/v1/refunds/${refundId}/rejection`, supervisor, {
      reason: ' The customer has used it since. ',
    });
    const { position: after } = declined.json<{ position: string }>();
    expect(await detail(refundId, after)).toMatchObject({
      state: 'rejected',
      decisionReason: 'The customer has used it since.',
      approverRole: null,
      history: [{ type: 'RefundRequested' }, { type: 'RefundRejected' }],
    });
  });

  it('is paid from the bank or from the provider that was paid, and from nowhere else', async () => {
    const { refundId } = await requested();
    await test.post(`/api/v1/refunds/${refundId}/approval`, supervisor, {});
    const pay = (paidFrom: string) =>
      test.post(`/api/v1/refunds/${refundId}/payout`, finance, {
        paidFrom,
        payoutReference: 'tr-20261127-1',
      });
    const elsewhere = await pay('somebody');
    expect(elsewhere.statusCode).toBe(422);
    expect(elsewhere.json()).toMatchObject({ code: 'payer_unknown' });
    const paid = (await pay('bank')).json<{ position: string }>();
    expect(await detail(refundId, paid.position)).toMatchObject({
      state: 'paid',
      paidFrom: 'bank',
    });
  });

  it('carries the words of whoever asked for it, kept where they can be erased', async () => {
    const id = await newTopUp();
    const body = { accountId: HANA.accountId, topUpId: id, value: 400, reasonClass: 'wrong-card' };
    const note = ' Topped up the card of her sister. ';
    const asked = await test.post('/api/v1/refunds', agent, { ...body, note });
    const { refundId, position } = asked.json<{ refundId: string; position: string }>();
    expect((await detail(refundId, position)).note).toBe('Topped up the card of her sister.');

    const { rows } = await test.database.pool.query<{ data: unknown }>(
      `select data from events.events where type = 'RefundRequested'`,
    );
    expect(JSON.stringify(rows)).not.toContain('sister');
    // Referred to, so it is not forgotten as the words of a refused command are.
    const { rows: referred } = await test.database.pool.query<{ body: string }>(
      'select body from app.texts join views.text_references using (text_id)',
    );
    expect(referred.map(({ body: words }) => words)).toContain(note.trim());
    await test.database.pool.query('delete from app.texts');
    expect((await detail(refundId, position)).note).toBeNull();
  });

  it('has no words where none were given, or only space', async () => {
    const id = await newTopUp();
    const body = { accountId: HANA.accountId, topUpId: id, value: 400, reasonClass: 'wrong-card' };
    const asked = await test.post('/api/v1/refunds', agent, { ...body, note: '  ' });
    const { refundId, position } = asked.json<{ refundId: string; position: string }>();
    expect((await detail(refundId, position)).note).toBeNull();
  });

  it('tells what it holds of which lot, and its postings once it is approved', async () => {
    const { refundId, position } = await requested();
    const asked = await detail(refundId, position);
    expect(asked.held).toMatchObject([
      { lot: topUpId, bucket: 'paid', topUpId, amount: { amount: 400, currency: 'JPY' } },
    ]);
    expect(asked.postings).toEqual([]);
    const approved = await test.post(`/api/v1/refunds/${refundId}/approval`, supervisor, {});
    const { position: after } = approved.json<{ position: string }>();
    const { postings } = await detail(refundId, after);
    expect(
      Object.fromEntries(
        postings.map(({ ledgerAccount, amount }) => [ledgerAccount, amount.amount]),
      ),
    ).toEqual({
      'liability:prepaid:harbor-mobile': 400,
      'liability:refund-payable': -100,
      'income:refund-fee': -300,
    });
    expect(new Set(postings.map(({ transactionNo }) => transactionNo)).size).toBe(1);
  });

  it('is not there under an id that nobody gave', async () => {
    expect((await test.get('/api/v1/refunds/none', agent)).statusCode).toBe(404);
  });
});

it('a top-up is told with what is left of it, its refunds and its history', async () => {
  const { refundId, position } = await requested();
  const response = await test.get(`/api/v1/top-ups/${topUpId}?after=${position}`, agent);
  expect(response.json()).toMatchObject({
    id: topUpId,
    lots: [{ bucket: 'paid', available: { amount: 600 }, held: { amount: 400 } }],
    refunds: [{ id: refundId, state: 'requested' }],
    history: [{ type: 'TopUpCredited' }],
  });
  expect((await test.get('/api/v1/top-ups/none', agent)).json()).toMatchObject({
    code: 'top_up_not_found',
  });
});
