import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, expect, it } from 'vitest';

import type { CatalogueDocument } from '@chobo/domain/catalogue/documents';
import { accountStream, catalogueStream } from '@chobo/domain/streams';

import { createTestApp, type TestApp } from '../../app.given.ts';
import { HANA, recordFacts, topUp } from '../facts.given.ts';
import { refundPolicyOf } from './policy.ts';

let test: TestApp;
let agent: string;
let supervisor: string;

beforeAll(async () => {
  test = await createTestApp({ withViews: true });
  await recordFacts(test);
  agent = await test.cookieOf('support_agent');
  supervisor = await test.cookieOf('support_supervisor');
});
afterAll(async () => {
  await test.close();
});

/** Refunds become impossible, and who may approve them another. */
const publishStricterPolicy = async (): Promise<void> => {
  const { store } = test.views();
  const policy = await refundPolicyOf(store, 'harbor-mobile');
  const document: CatalogueDocument = {
    ...policy,
    methods: ['cash'],
    fee: { minimum: 999, percent: 100 },
    approvalTiers: [{ upTo: 1, role: 'finance_manager' }],
  };
  const publishedAt = new Date(test.time.nowMs).toISOString();
  await test.record(catalogueStream('refund-policy', document.id), [
    {
      at: publishedAt,
      event: {
        type: 'CatalogueDocumentPublished',
        data: { version: 2, document, publishedBy: 'cli:root', publishedAt },
      },
    },
  ]);
};

/** What a process that dies between its work and its answer leaves behind: no answer. */
const forgetAnswers = () => test.database.pool.query('delete from app.idempotency_keys');

it('who hears no answer and asks again gets the first one, whatever rules were published meanwhile', async () => {
  const topUpId = `tu-${randomUUID()}`;
  await test.record(accountStream(HANA.accountId), [
    topUp(HANA, topUpId, 1000, '2026-11-18T00:20:00.000Z'),
  ]);
  const body = { accountId: HANA.accountId, topUpId, value: 500, reasonClass: 'defective-sale' };
  const ask = (key: string) =>
    test.post('/api/v1/refunds', agent, body, { 'idempotency-key': key });
  const asked = await ask('request-1');
  const { refundId } = asked.json<{ refundId: string }>();
  const approve = (key: string) =>
    test.post(`/api/v1/refunds/${refundId}/approval`, supervisor, {}, { 'idempotency-key': key });
  const approved = await approve('approval-1');
  expect([asked.statusCode, approved.statusCode]).toEqual([201, 200]);

  await forgetAnswers();
  test.time.nowMs += 60_000;
  await publishStricterPolicy();

  const askedAgain = await ask('request-1');
  expect(askedAgain.statusCode).toBe(201);
  expect(askedAgain.json()).toEqual({ ...asked.json<object>(), repeated: true });
  const approvedAgain = await approve('approval-1');
  expect(approvedAgain.statusCode).toBe(200);
  expect(approvedAgain.json()).toEqual({ ...approved.json<object>(), repeated: true });

  // What is asked anew is judged by the new rules.
  expect((await ask('request-2')).json()).toMatchObject({ code: 'refund_not_eligible' });
});
