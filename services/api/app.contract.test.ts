import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createTestApp, logIn, type TestApp } from './app.given.ts';

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
