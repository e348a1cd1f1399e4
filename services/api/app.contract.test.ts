import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { EventStoreUnavailable } from '@chobo/event-store/errors';
import { START } from '@chobo/event-store/port';
import type { RunnerStatus } from '@chobo/projections/runner/status';

import { createTestApp, logIn, VIEWS_READY, type TestApp } from './app.given.ts';

const POSITION = '0000000000000007/0000000000000007';

let test: TestApp;

beforeAll(async () => {
  test = await createTestApp();
});
afterAll(async () => {
  await test.close();
});

describe('every answer', () => {
  it('bears the id of its request: a sane one of the sender, or a new one', async () => {
    const ask = async (id: string) => {
      const headers = { 'x-request-id': id };
      const response = await test.app.inject({ url: '/health/live', headers });
      return response.headers['x-request-id'];
    };
    expect(await ask('proxy-0001.a:b_c')).toBe('proxy-0001.a:b_c');
    for (const id of [
      '',
      'short',
      'x'.repeat(65),
      'with space',
      'quote"quote"',
      'line\u2028feed',
    ]) {
      expect(await ask(id)).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('bears security headers without anything inline, and is stored nowhere', async () => {
    for (const url of ['/', '/health/live', '/nowhere', '/api/v1/me']) {
      const { headers } = await test.app.inject(url);
      const policy = String(headers['content-security-policy']);
      expect(policy).toMatch(
        /^default-src 'self';script-src 'self' 'nonce-\w+';style-src 'self' 'nonce-\w+';/,
      );
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'cache-control': 'no-store',
      });
      expect(headers['strict-transport-security']).toBeUndefined();
      expect(headers['x-powered-by']).toBeUndefined();
    }
  });

  it('the page at / carries the nonce of its own answer, another one each time', async () => {
    const [first, second] = [await test.app.inject('/'), await test.app.inject('/')];
    const nonce = /<style nonce="(\w+)">/.exec(first.body)?.[1] ?? 'none';
    expect(first.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(first.headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(second.body).not.toContain(nonce);
    expect(first.body).toContain('9.9.9');
  });
});

describe('what goes wrong is a problem', () => {
  it.each<[string, string, string, number, string]>([
    ['nothing there', 'GET', '/api/v1/nowhere', 404, 'address_not_found'],
    ['a method that is not taken', 'PUT', '/api/v1/sessions', 405, 'method_not_allowed'],
    ['options', 'OPTIONS', '/api/v1/me', 405, 'method_not_allowed'],
    ['an address that cannot be read', 'GET', '/%zz', 400, 'invalid_address'],
    ['nobody logged in', 'GET', '/api/v1/me', 401, 'not_logged_in'],
    ['a body of none', 'POST', '/api/v1/sessions', 400, 'invalid_request'],
  ])('%s: %s %s', async (_case, method, url, status, code) => {
    const response = await test.app.inject({ method: method as 'GET', url });
    expect(response.statusCode).toBe(status);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(response.json()).toMatchObject({ status, code, type: `urn:chobo:problem:${code}` });
    expect(response.json().requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('a method that is not taken says which are', async () => {
    const { headers } = await test.app.inject({ method: 'PUT', url: '/api/v1/me' });
    expect(headers.allow).toBe('GET, HEAD');
  });

  it.each<[string, string, number, string]>([
    ['no JSON', '{"login":', 400, 'invalid_json'],
    ['JSON that changes prototypes', '{"__proto__":{"x":1}}', 400, 'invalid_json'],
    ['too much of it', `{"login":"${'x'.repeat(70_000)}"}`, 413, 'body_too_large'],
    [
      'fields that nobody asked for',
      '{"login":"a","password":"b","admin":true}',
      400,
      'invalid_request',
    ],
    ['another type', '{"login":["a"],"password":"b"}', 400, 'invalid_request'],
    ['a NUL in a login', '{"login":"a\\u0000","password":"b"}', 401, 'login_failed'],
  ])('a body with %s', async (_case, payload, status, code) => {
    const headers = { 'content-type': 'application/json' };
    const response = await test.app.inject({
      method: 'POST',
      url: '/api/v1/sessions',
      payload,
      headers,
    });
    expect(response.statusCode).toBe(status);
    expect(response.json()).toMatchObject({ code });
  });

  it('names every field that is wrong, with a reason', async () => {
    const payload = { login: '', password: 7, more: 1 };
    const response = await test.app.inject({ method: 'POST', url: '/api/v1/sessions', payload });
    const { errors } = response.json<{ errors: { field: string; reason: string }[] }>();
    expect(errors.map(({ field }) => field)).toEqual(['body.login', 'body.password', 'body']);
    for (const { reason } of errors) expect(reason.length).toBeGreaterThan(5);
  });

  it('what is ours to mend stays in the log', async () => {
    const broken = await createTestApp({
      dependencies: () => ({
        clock: () => {
          throw new Error('the inner secret');
        },
      }),
    });
    try {
      const response = await logIn(broken.app, 'anybody');
      expect(response.statusCode).toBe(500);
      expect(response.json()).toMatchObject({ code: 'internal_error' });
      expect(response.body).not.toContain('secret');
      expect(broken.log().includes('the inner secret')).toBe(true);
    } finally {
      await broken.close();
    }
  });

  it('too many requests of one address, health apart', async () => {
    const limited = await createTestApp({ config: { requestsPerMinute: 2 } });
    try {
      const ask = async (url: string) => (await limited.app.inject(url)).statusCode;
      expect([
        await ask('/'),
        await ask('/nowhere'),
        await ask('/'),
        await ask('/nowhere'),
      ]).toEqual([200, 404, 429, 429]);
      expect((await limited.app.inject('/')).json()).toMatchObject({ code: 'too_many_requests' });
      expect(await ask('/health/live')).toBe(200);
    } finally {
      await limited.close();
    }
  });

  it('bytes that are no request', async () => {
    const served = await createTestApp();
    try {
      await served.app.listen({ port: 0, host: '127.0.0.1' });
      const { port } = served.app.server.address() as AddressInfo;
      const answer = await new Promise<string>((resolve, reject) => {
        let text = '';
        const socket = connect(port, '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
        socket.on('data', (chunk) => (text += String(chunk)));
        socket.on('end', () => resolve(text));
        socket.on('error', reject);
      });
      expect(answer).toMatch(
        /^HTTP\/1.1 400 Bad Request\r\ncontent-type: application\/problem\+json/,
      );
      expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({
        code: 'invalid_request',
      });
    } finally {
      await served.close();
    }
  });
});

describe('readiness', () => {
  const status = (changes: Partial<RunnerStatus>) => () =>
    Promise.resolve({ owner: false, head: START, ready: false, projections: [], ...changes });

  const view = (name: string, state: RunnerStatus['projections'][number]['state']) => ({
    name,
    state,
    position: null,
    failure: null,
  });

  it.each<[string, Partial<RunnerStatus>, string]>([
    ['views that lag', {}, 'behind the events'],
    ['views that nobody made', { projections: [view('cards', 'absent')] }, 'being built: cards'],
    [
      'a view that fails',
      { projections: [view('cards', 'loading'), view('ledger', 'failing')] },
      'stand still at an event: ledger',
    ],
  ])('%s', async (_case, changes, reason) => {
    const behind = await createTestApp({
      dependencies: () => ({ runner: { ...VIEWS_READY, status: status(changes) } }),
    });
    try {
      const response = await behind.app.inject('/health/ready');
      expect(response.statusCode).toBe(503);
      expect(response.json()).toEqual({
        status: 'not_ready',
        parts: {
          database: { ready: true },
          eventStore: { ready: true },
          projections: { ready: false, reason },
        },
      });
    } finally {
      await behind.close();
    }
  });

  it('all parts answer', async () => {
    const response = await test.app.inject('/health/ready');
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({ status: 'ready' });
  });

  it('an event store that is away is told apart from the database', async () => {
    const away = await createTestApp({
      dependencies: () => ({
        store: { head: () => Promise.reject(new EventStoreUnavailable('host')) },
      }),
    });
    try {
      const { parts } = (await away.app.inject('/health/ready')).json<{ parts: unknown }>();
      expect(parts).toEqual({
        database: { ready: true },
        eventStore: { ready: false, reason: 'does not answer' },
        projections: { ready: true },
      });
    } finally {
      await away.close();
    }
  });

  it('a database that is gone is said, and the process still lives', async () => {
    const gone = await createTestApp();
    const cookie = await gone.cookieOf('auditor');
    await gone.database.drop();
    const ready = await gone.app.inject('/health/ready');
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toMatchObject({
      parts: { database: { ready: false, reason: 'does not answer' } },
    });
    expect((await gone.app.inject('/health/live')).statusCode).toBe(200);
    expect((await gone.get('/api/v1/me', cookie)).statusCode).toBeGreaterThanOrEqual(500);
    await gone.app.close();
  });
});

describe('a reader that passes a position', () => {
  it('waits for the views, and no longer than it may', async () => {
    const waited: unknown[] = [];
    let reached = true;
    const waiting = await createTestApp({
      withViews: true,
      config: { waitTimeoutMs: 123 },
      dependencies: () => ({
        runner: {
          ...VIEWS_READY,
          waitFor: (...asked) => {
            waited.push(asked);
            return Promise.resolve(reached);
          },
        },
      }),
    });
    try {
      const cookie = await waiting.cookieOf('admin');
      const url = `/api/v1/cards?after=${encodeURIComponent(POSITION)}`;
      expect((await waiting.get(url, cookie)).statusCode).toBe(200);
      expect(waited).toEqual([[POSITION, 123]]);
      reached = false;
      const late = await waiting.get(url, cookie);
      expect(late.statusCode).toBe(504);
      expect(late.json()).toMatchObject({ code: 'view_behind' });
      expect(late.headers['retry-after']).toBe('1');
      expect((await waiting.get('/api/v1/cards?after=7', cookie)).statusCode).toBe(400);
      expect(waited).toHaveLength(2);
    } finally {
      await waiting.close();
    }
  });
});

describe('views that are not built', () => {
  it('are said to be, not mistaken for a fault', async () => {
    const response = await test.get('/api/v1/cards', await test.cookieOf('auditor'));
    expect(response.statusCode).toBe(503);
    expect(response.json()).toMatchObject({ code: 'views_not_built' });
  });
});

describe('closing', () => {
  it('finishes what is under way, sends new requests elsewhere and says so', async () => {
    // The second step of closing is held, so that what is answered meanwhile can be looked at.
    let release: (reached: boolean) => void = () => undefined;
    const held = await createTestApp({
      withViews: true,
      dependencies: () => ({
        runner: {
          ...VIEWS_READY,
          waitFor: () =>
            new Promise((resolve) => {
              release = resolve;
            }),
        },
      }),
    });
    let proceed: () => void = () => undefined;
    held.app.addHook('preClose', (done) => {
      proceed = done;
    });
    const cookie = await held.cookieOf('admin');
    await held.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = held.app.server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/api/v1/cards?after=${encodeURIComponent(POSITION)}`;
    const underWay = fetch(url, { headers: { cookie } });
    const waiting = release;
    while (release === waiting) await new Promise(setImmediate);

    const closed = held.app.close();
    while (!held.app.isDraining()) await new Promise(setImmediate);
    const codes = await Promise.all(
      ['/health/ready', '/api/v1/me'].map(async (path) => {
        const response = await fetch(`http://127.0.0.1:${port}${path}`);
        const { status, code } = (await response.json()) as Record<string, unknown>;
        return [response.status, code ?? status];
      }),
    );
    expect(codes).toEqual([
      [503, 'shutting_down'],
      [503, 'shutting_down'],
    ]);
    proceed();

    release(true);
    expect((await underWay).status).toBe(200);
    await closed;
    await held.database.drop();
  });
});
