import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { createTestApp, type TestApp } from '../../app.given.ts';

let folder: string;
let test: TestApp;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'chobo-console-'));
  const built = path.join(folder, 'dist');
  await mkdir(path.join(built, 'assets'), { recursive: true });
  await writeFile(path.join(folder, 'secret.txt'), 'not for anybody');
  await writeFile(path.join(built, 'assets', 'index-abc.js'), 'export {};');
  await writeFile(
    path.join(built, 'index.html'),
    '<meta name="csp-nonce" content="__CSP_NONCE__"><div id="root"></div>',
  );
  test = await createTestApp({ config: { consoleDirectory: built } });
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true, force: true });
});

const ask = (url: string, accept = 'text/html,*/*') =>
  test.app.inject({ url, headers: { accept } });

it.each([
  '/',
  '/cards',
  '/cards/8981/show?filter=1',
  '/reconciliation-days/harbor:2026-11-18/show',
])('a browser gets the page at %s, with the nonce of its own reply', async (url) => {
  const [first, second] = [await ask(url), await ask(url)];
  expect(first.statusCode).toBe(200);
  expect(first.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(first.headers['cache-control']).toBe('no-store');
  const nonce = /content="([^"_]+)"/.exec(first.body)?.[1] ?? 'none';
  expect(first.headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`);
  expect(first.headers['content-security-policy']).not.toContain('unsafe-inline');
  expect(second.body).not.toBe(first.body);
});

it('assets are kept for good, as their names change with their content', async () => {
  const { statusCode, headers, body } = await ask('/assets/index-abc.js', '*/*');
  expect([statusCode, body]).toEqual([200, 'export {};']);
  expect(headers['content-type']).toMatch(/javascript/);
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
});

it.each([
  ['/assets/gone.js', 'text/html'],
  ['/assets/..%2findex.html', 'text/html'],
  ['/assets/..%2f..%2fsecret.txt', 'text/html'],
  ['/assets/%2e%2e/%2e%2e/secret.txt', '*/*'],
  ['/../secret.txt', '*/*'],
  ['/api/nowhere', 'text/html'],
  ['/api/v1/nowhere', 'text/html'],
  ['/health/nowhere', 'text/html'],
  ['/nowhere', 'application/json'],
])('there is nothing at %s (%s)', async (url, accept) => {
  const { statusCode, headers, body } = await ask(url, accept);
  expect(statusCode).toBe(404);
  expect(headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(body).not.toContain('not for anybody');
});

it('a page that changes nothing takes no other method', async () => {
  const { statusCode } = await test.app.inject({ method: 'PUT', url: '/api/v1/me' });
  expect(statusCode).toBe(405);
});

it('without a built console the address says what this server is', async () => {
  const plain = await createTestApp({ config: { consoleDirectory: path.join(folder, 'none') } });
  try {
    const { body } = await plain.app.inject('/');
    expect(body).toContain('href="/api/openapi.json"');
  } finally {
    await plain.close();
  }
});
