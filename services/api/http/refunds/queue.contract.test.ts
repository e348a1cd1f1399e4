import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { accountStream } from '@chobo/domain/streams';

import { createTestApp, type TestApp } from '../../app.given.ts';
import { HANA, recordFacts, topUp } from '../facts.given.ts';

type Row = {
  readonly id: string;
  readonly state: string;
  readonly approverRole: string | null;
  readonly requestedAt: string;
  readonly waitsSince: string | null;
};

let test: TestApp;
/** By what they are for: one agent, one supervisor, one who is both, and finance. */
let cookies: Record<'agent' | 'supervisor' | 'both' | 'staff' | 'manager', string>;
/** Refunds by what they are: the oldest first, a minute between them. */
let ids: Record<'small' | 'large' | 'own' | 'approved', string>;
let approvedAt: string;

beforeAll(async () => {
  test = await createTestApp({ withViews: true });
  await recordFacts(test);
  cookies = {
    agent: await test.cookieOf('support_agent'),
    supervisor: await test.cookieOf('support_supervisor'),
    both: await test.cookieOf('support_agent', 'support_supervisor'),
    staff: await test.cookieOf('finance_staff'),
    manager: await test.cookieOf('finance_manager'),
  };
  const ask = async (value: number, cookie: string): Promise<string> => {
    test.time.nowMs += 60_000;
    const topUpId = `tu-${randomUUID()}`;
    await test.record(accountStream(HANA.accountId), [
      topUp(HANA, topUpId, value, '2026-11-18T00:20:00.000Z'),
    ]);
    const body = { accountId: HANA.accountId, topUpId, value, reasonClass: 'defective-sale' };
    const response = await test.post('/api/v1/refunds', cookie, body);
    return response.json<{ refundId: string }>().refundId;
  };
  ids = {
    small: await ask(1_000, cookies.agent),
    large: await ask(20_000, cookies.agent),
    own: await ask(2_000, cookies.both),
    approved: await ask(3_000, cookies.agent),
  };
  test.time.nowMs += 60_000;
  approvedAt = new Date(test.time.nowMs).toISOString();
  await test.post(`/api/v1/refunds/${ids.approved}/approval`, cookies.supervisor, {});
  await test.views().runner.waitForHead(30_000);
});
afterAll(async () => {
  await test.close();
});

/** The refunds of this test, the oldest first. */
const listed = async (cookie: string, filter: object): Promise<readonly Row[]> => {
  const query = new URLSearchParams({ filter: JSON.stringify(filter), sort: 'requestedAt' });
  const response = await test.get(`/api/v1/refunds?${query.toString()}`, cookie);
  expect(response.statusCode).toBe(200);
  const known: readonly string[] = Object.values(ids);
  return response.json<{ data: Row[] }>().data.filter(({ id }) => known.includes(id));
};

it.each([
  ['agent', []],
  ['supervisor', ['small', 'own']],
  ['both', ['small']],
  ['staff', ['approved']],
  ['manager', ['large', 'approved']],
] as const)(
  'what waits for the %s is what they may decide or pay, never their own: %j',
  async (who, names) => {
    const rows = await listed(cookies[who], { waitsForMe: true });
    expect(rows.map(({ id }) => id)).toEqual(names.map((name) => ids[name]));
  },
);

it('each row tells whose role may decide it, and since when it waits', async () => {
  const rows = await listed(cookies.agent, {});
  const of = (name: keyof typeof ids) => rows.find(({ id }) => id === ids[name]);
  expect(of('small')).toMatchObject({ approverRole: 'support_supervisor' });
  expect(of('small')?.waitsSince).toBe(of('small')?.requestedAt);
  expect(of('large')).toMatchObject({ approverRole: 'finance_manager' });
  expect(of('approved')).toMatchObject({ approverRole: null, waitsSince: approvedAt });
});

it('what has come to an end waits no more', async () => {
  const body = { paidFrom: 'bank', payoutReference: 'FB-2026-1118-09' };
  const paid = await test.post(`/api/v1/refunds/${ids.approved}/payout`, cookies.staff, body);
  const { position } = paid.json<{ position: string }>();
  const response = await test.get(
    `/api/v1/refunds/${ids.approved}?after=${position}`,
    cookies.agent,
  );
  expect(response.json()).toMatchObject({ state: 'paid', approverRole: null, waitsSince: null });
});
