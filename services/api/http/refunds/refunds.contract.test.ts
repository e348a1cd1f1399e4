import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { accountStream } from '@chobo/domain/streams';

import { createTestApp, type TestApp } from '../../app.given.ts';
import { HANA, KEN, recordFacts, topUp } from '../facts.given.ts';

type Answer = { refundId: string; position: string; code?: string };
type Money = { amount: number };
type Balance = { balance: { paid: Record<'remaining' | 'held' | 'refunded', Money> } };

let test: TestApp;
let agent: string;
let supervisor: string;
let finance: string;

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

/** A new top-up of ¥1,000 on Hana's account, which nobody has asked back. */
const newTopUp = async (): Promise<string> => {
  const id = `tu-${randomUUID()}`;
  await test.record(accountStream(HANA.accountId), [
    topUp(HANA, id, 1000, '2026-11-18T00:20:00.000Z'),
  ]);
  return id;
};

const ask = (topUpId: string, more: object = {}, cookie = agent, headers = {}) =>
  test.post(
    '/api/v1/refunds',
    cookie,
    { accountId: HANA.accountId, topUpId, value: 500, reasonClass: 'defective-sale', ...more },
    headers,
  );

const asked = async (): Promise<Answer> => {
  const response = await ask(await newTopUp());
  expect(response.statusCode).toBe(201);
  return response.json<Answer>();
};

const decide = (id: string, what: string, cookie: string, body: object = {}, headers = {}) =>
  test.post(`/api/v1/refunds/${id}/${what}`, cookie, body, headers);

/** Paid value of Hana's account as whoever gave the command sees it. */
const paidAfter = async (position: string) => {
  const response = await test.get(
    `/api/v1/accounts/${HANA.accountId}?after=${position}`,
    supervisor,
  );
  const { remaining, held, refunded } = response.json<Balance>().balance.paid;
  return { remaining: remaining.amount, held: held.amount, refunded: refunded.amount };
};

const refundAfter = async (id: string, position: string) => {
  const response = await test.get(`/api/v1/refunds?limit=200&after=${position}`, agent);
  return response.json<{ data: { id: string }[] }>().data.find((refund) => refund.id === id);
};

describe('a refund', () => {
  it('is asked for, approved by another, paid by hand; balance and list agree at each step', async () => {
    const topUpId = await newTopUp();
    const before = await paidAfter(
      await test.record(accountStream(HANA.accountId), [
        topUp(HANA, `tu-${randomUUID()}`, 10, '2026-11-18T00:20:00.000Z'),
      ]),
    );
    const request = (await ask(topUpId)).json<Answer>();
    const id = request.refundId;
    expect(await paidAfter(request.position)).toEqual({ ...before, held: before.held + 500 });

    const approval = (await decide(id, 'approval', supervisor)).json<Answer>();
    expect(await paidAfter(approval.position)).toEqual({
      ...before,
      remaining: before.remaining - 500,
      refunded: before.refunded + 500,
    });

    const payout = await decide(id, 'payout', finance, {
      paidFrom: 'bank',
      payoutReference: 'FB-2026-1118-07',
    });
    expect(await refundAfter(id, payout.json<Answer>().position)).toMatchObject({
      state: 'paid',
      payback: { amount: 500 },
      fee: { amount: 300 },
      paid: { amount: 200 },
      payoutReference: 'FB-2026-1118-07',
      requestedBy: 'user:user-1',
      decidedBy: 'user:user-2',
    });
  });

  it('is never approved by the one who asked', async () => {
    const both = await test.cookieOf('support_agent', 'support_supervisor');
    const { refundId } = (await ask(await newTopUp(), {}, both)).json<Answer>();
    const own = await decide(refundId, 'approval', both);
    expect(own.json()).toMatchObject({ code: 'two_people_required', status: 403 });
    expect((await decide(refundId, 'approval', supervisor)).statusCode).toBe(200);
  });

  it('is declined with a reason, cancelled, or failed; what it held or took is back', async () => {
    const declined = await asked();
    const silent = await decide(declined.refundId, 'rejection', supervisor, { reason: ' ' });
    expect(silent.json()).toMatchObject({ code: 'reason_required' });
    const before = await paidAfter(declined.position);
    const rejection = await decide(declined.refundId, 'rejection', supervisor, {
      reason: 'The card was used',
    });
    const free = { ...before, held: before.held - 500 };
    expect(await paidAfter(rejection.json<Answer>().position)).toEqual(free);

    const cancelled = await asked();
    const cancellation = await decide(cancelled.refundId, 'cancellation', agent);
    const { position } = cancellation.json<Answer>();
    expect(await refundAfter(cancelled.refundId, position)).toMatchObject({ state: 'cancelled' });

    const failed = await asked();
    await decide(failed.refundId, 'approval', supervisor);
    const failure = await decide(failed.refundId, 'failure', finance, { reason: 'account_closed' });
    const told = failure.json<Answer>().position;
    expect(await refundAfter(failed.refundId, told)).toMatchObject({
      state: 'failed',
      failureReason: 'account_closed',
    });
  });

  it('that cannot be given is refused with each rule that fails and its fact', async () => {
    const refused = await ask(await newTopUp(), { value: 1001 });
    expect(refused.json()).toMatchObject({
      code: 'refund_not_eligible',
      status: 422,
      facts: { failed: [{ rule: 'unused_value', passed: false }] },
    });
    const expired = await ask('tu-0', { accountId: KEN.accountId });
    expect(expired.json()).toMatchObject({ code: 'refund_not_eligible' });
    const unknown = await ask('tu-nobody');
    expect(unknown.json()).toMatchObject({ code: 'top_up_unknown', status: 404 });
    const nowhere = await ask('tu-1', { accountId: 'acc-nobody' });
    expect(nowhere.json()).toMatchObject({ code: 'account_not_found' });
  });

  it('asked for with two clicks at once is one', async () => {
    const topUpId = await newTopUp();
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all([
      ask(topUpId, {}, agent, headers),
      ask(topUpId, {}, agent, headers),
    ]);
    for (const { statusCode } of answers) expect([201, 409]).toContain(statusCode);
    const again = await ask(topUpId, {}, agent, headers);
    const { refundId } = again.json<Answer>();
    const other = await ask(topUpId);
    expect(other.json()).toMatchObject({ code: 'refund_not_eligible' });
    expect(await refundAfter(refundId, again.json<Answer>().position)).toMatchObject({
      topUpId,
      state: 'requested',
    });
  });

  it('that somebody has decided meanwhile is not decided again', async () => {
    const { refundId } = await asked();
    const answers = await Promise.all([
      decide(refundId, 'approval', supervisor),
      decide(refundId, 'rejection', supervisor, { reason: 'Used' }),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409]);
    expect(answers.find(({ statusCode }) => statusCode === 409)?.json()).toMatchObject({
      code: 'refund_status',
    });
  });

  describe('that somebody moved on since the giver looked', () => {
    const seen = (revision: number) => ({ 'if-match': `"${revision}"` });
    const revisionOf = async (id: string, position: string): Promise<number> => {
      const response = await test.get(`/api/v1/refunds/${id}?after=${position}`, agent);
      return response.json<{ revision: number }>().revision;
    };
    const payout = { paidFrom: 'bank', payoutReference: 'FB-2026-1118-08' };

    it('is told with who and when, whatever is asked of it', async () => {
      const { refundId, position } = await asked();
      const revision = await revisionOf(refundId, position);
      test.time.nowMs += 60_000;
      const approval = await decide(refundId, 'approval', supervisor, {}, seen(revision));
      expect(approval.statusCode).toBe(200);
      const moved = {
        code: 'changed_meanwhile',
        status: 409,
        facts: {
          changedBy: 'user:user-2',
          changedAt: new Date(test.time.nowMs).toISOString(),
          revision: String(approval.json<{ revision: number }>().revision),
        },
      };
      const stale = async (what: string, cookie: string, body: object = {}) =>
        (await decide(refundId, what, cookie, body, seen(revision))).json<object>();
      expect(await stale('approval', supervisor)).toMatchObject(moved);
      expect(await stale('rejection', supervisor, { reason: 'Used' })).toMatchObject(moved);
      expect(await stale('cancellation', agent)).toMatchObject(moved);
      expect(await stale('payout', finance, payout)).toMatchObject(moved);
      expect(await stale('failure', finance, { reason: 'returned' })).toMatchObject(moved);
    });

    it('is gone on with by whoever says nothing about it, or saw the last of it', async () => {
      const { refundId } = await asked();
      const approval = (await decide(refundId, 'approval', supervisor)).json<{
        revision: number;
        position: string;
      }>();
      expect(await revisionOf(refundId, approval.position)).toBe(approval.revision);
      const paid = await decide(refundId, 'payout', finance, payout, seen(approval.revision));
      expect(paid.statusCode).toBe(200);
    });

    it('is not what happens to others of its account', async () => {
      const { refundId, position } = await asked();
      const revision = await revisionOf(refundId, position);
      await asked();
      const approval = await decide(refundId, 'approval', supervisor, {}, seen(revision));
      expect(approval.statusCode).toBe(200);
    });
  });

  it('that there is not, and roles that may not', async () => {
    const unknown = await decide('no-such-refund', 'approval', supervisor);
    expect(unknown.json()).toMatchObject({ code: 'refund_unknown', status: 404 });
    const { refundId } = await asked();
    expect((await decide(refundId, 'approval', agent)).json()).toMatchObject({ code: 'forbidden' });
    expect((await ask('tu-1', {}, finance)).json()).toMatchObject({ code: 'forbidden' });
    const tooSoon = await decide(refundId, 'payout', finance, {
      paidFrom: 'bank',
      payoutReference: 'FB-1',
    });
    expect(tooSoon.json()).toMatchObject({ code: 'refund_status', facts: { status: 'requested' } });
  });
});
