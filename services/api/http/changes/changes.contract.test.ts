import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { accountStream } from '@chobo/domain/streams';

import { createTestApp, type TestApp } from '../../app.given.ts';
import { HANA, recordFacts, topUp } from '../facts.given.ts';

type Told = { position: string; lists: string[] };

let test: TestApp;
let url: string;
let start: string;
beforeAll(async () => {
  test = await createTestApp({ withViews: true });
  start = await recordFacts(test);
  url = await test.app.listen({ port: 0 });
});
afterAll(async () => {
  await test.close();
});

let topUps = 10;
const somethingHappens = (): Promise<string> => {
  topUps += 1;
  return test.record(accountStream(HANA.accountId), [
    topUp(HANA, `tu-${topUps}`, 1000, '2026-11-18T00:55:00.000Z'),
  ]);
};

/** Opens a stream; `next` answers the next event of a name, null when the stream is over. */
const listen = async (cookie: string, headers: Record<string, string> = {}) => {
  const request = get(`${url}/api/v1/changes`, {
    agent: false,
    headers: { cookie, accept: 'text/event-stream', ...headers },
  });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  request.on('error', () => undefined);
  let events = '';
  response.setEncoding('utf8').on('data', (text: string) => (events += text));
  response.on('error', () => undefined);
  const next = async (name: string): Promise<{ id: string | null; data: Told } | null> => {
    const event = new RegExp(`(?:^id: (.*)\\n)?^event: ${name}\\ndata: (.*)\\n\\n`, 'm');
    for (;;) {
      const [found, id = null, data = ''] = event.exec(events) ?? [];
      if (found !== undefined) {
        events = events.slice(events.indexOf(found) + found.length);
        return { id, data: JSON.parse(data) as Told };
      }
      if (response.readableEnded) return null;
      await Promise.race([once(response, 'data'), once(response, 'end')]);
    }
  };
  return { response, next, leave: () => request.destroy() };
};

it('tells that views have moved once they have, and which', async () => {
  const agent = await test.cookieOf('support_agent');
  const { response, next, leave } = await listen(agent);
  expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  expect((await next('changes'))?.data).toEqual({ position: start, lists: [] });
  const position = await somethingHappens();
  expect(await next('changes')).toEqual({
    id: position,
    // The ledger moved too, which an agent may not read.
    data: { position, lists: ['cards', 'accounts', 'top-ups', 'refunds'] },
  });
  leave();
});

it('goes on where the reader was', async () => {
  const finance = await test.cookieOf('finance_staff');
  const position = await somethingHappens();
  const { next, leave } = await listen(finance, { 'last-event-id': start });
  const told = await next('changes');
  expect(told?.id).toBe(position);
  expect(told?.data.lists).toContain('ledger');
  leave();
  const made = await listen(finance, { 'last-event-id': 'made up' });
  expect((await made.next('changes'))?.data.lists).toEqual([]);
  made.leave();
});

it('can be asked for now and then instead', async () => {
  const finance = await test.cookieOf('finance_staff');
  const ask = async (since: string) =>
    (await test.get(`/api/v1/changes?since=${encodeURIComponent(since)}`, finance)).json<Told>();
  const { position, lists } = await ask(start);
  expect(lists).toContain('top-ups');
  expect(await ask(position)).toEqual({ position, lists: [] });
});

it('a person has eight streams at most, and one that is left makes room', async () => {
  const cookie = await test.cookieOf('auditor');
  const streams = await Promise.all(Array.from({ length: 8 }, () => listen(cookie)));
  const ninth = await listen(cookie);
  expect(ninth.response.statusCode).toBe(429);
  expect(ninth.response.headers['retry-after']).toBe('60');
  for (const { leave } of streams) leave();
  await expect
    .poll(async () => {
      const again = await listen(cookie);
      again.leave();
      return again.response.statusCode;
    })
    .toBe(200);
});

it('ends with the session, which it does not keep alive, and with the server', async () => {
  const fast = await createTestApp({ withViews: true, config: { changesAliveEveryMs: 50 } });
  try {
    url = await fast.app.listen({ port: 0 });
    const cookie = await fast.cookieOf('finance_staff');
    const { next } = await listen(cookie);
    expect(await next('alive')).not.toBeNull();
    await fast.app.inject({
      method: 'DELETE',
      url: '/api/v1/sessions/current',
      headers: { cookie },
    });
    expect(await next('ended')).not.toBeNull();
    expect(await next('changes')).toBeNull();

    const idle = await fast.cookieOf('finance_staff');
    const stream = await listen(idle);
    fast.time.nowMs += 31 * 60_000;
    expect(await stream.next('ended')).not.toBeNull();

    const other = await listen(await fast.cookieOf('finance_staff'));
    expect(await other.next('changes')).not.toBeNull();
    const closed = fast.app.close();
    expect(await other.next('never')).toBeNull();
    await closed;
  } finally {
    await fast.close();
  }
});

it('is for those who are logged in', async () => {
  expect((await test.app.inject('/api/v1/changes')).statusCode).toBe(401);
});
