import { afterAll, beforeAll, expect, it } from 'vitest';

import { accountStream, reconciliationDayStream } from '@chobo/domain/streams';

import { createTestApp, type TestApp } from '../../app.given.ts';
import { HANA, recordFacts } from '../facts.given.ts';

let test: TestApp;
let agent: string;

beforeAll(async () => {
  test = await createTestApp({ withViews: true });
  await recordFacts(test);
  agent = await test.cookieOf('support_agent');
});
afterAll(async () => {
  await test.close();
});

const event = (stream: string, revision: number | string) =>
  test.get(`/api/v1/streams/${encodeURIComponent(stream)}/events/${String(revision)}`, agent);

it('an event is told as it was recorded, with who and when', async () => {
  const response = await event(accountStream(HANA.accountId), 0);
  expect(response.statusCode).toBe(200);
  expect(response.json()).toMatchObject({
    stream: accountStream(HANA.accountId),
    revision: 0,
    type: 'AccountOpened',
    data: { accountId: HANA.accountId },
    actor: 'cli:test',
    schemaVersion: 1,
  });
});

it('takes the permission to read what the stream is about', async () => {
  const response = await event(reconciliationDayStream('harbor', '2026-11-18'), 0);
  expect(response.json()).toMatchObject({
    code: 'forbidden',
    detail: 'This needs the permission reconciliation:read.',
  });
});

it.each([
  [accountStream(HANA.accountId), 9_999],
  [accountStream('nobody'), 0],
  ['secrets-1', 0],
  ['constructor-1', 0],
  ['account', 0],
])('%s %s: there is none', async (stream, revision) => {
  expect((await event(stream, revision)).json()).toMatchObject({ code: 'event_not_found' });
});

it.each(['-1', '1.5', 'last', '99999999999999999999'])('revision %s is refused', async (text) => {
  const response = await event(accountStream(HANA.accountId), text);
  expect(response.json()).toMatchObject({ code: 'invalid_request' });
});
