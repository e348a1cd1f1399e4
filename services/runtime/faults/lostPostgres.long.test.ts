import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';
import { createDatabase } from '@chobo/fixtures/postgres/database';
import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import { afterEach, expect, test, vi } from 'vitest';

import { isPostgres } from '../postgres/processes.ts';

import { logIn } from './client.given.ts';
import { beginWork, expectTruth, untilAtWork, untilNotReady } from './outage.given.ts';
import type { Outage } from './outage.given.ts';
import { openProduct } from './product.given.ts';
import type { Product } from './product.given.ts';
import { accountsOf, expectEachOnce } from './refunds.given.ts';
import { fillShop } from './shop.given.ts';
import { openTcpProxy } from './tcpProxy.given.ts';
import type { TcpProxy } from './tcpProxy.given.ts';
import { expectSoundViews } from './views.given.ts';

/** More than anybody asks for while a test lasts. */
const TOP_UPS = 3_000;
const WAIT = { timeout: 60_000, interval: 5 };

/** What a command may answer while PostgreSQL, with views and events in it, is away. */
const CODES = ['database_unavailable', 'event_store_unavailable'];

let product: Product | undefined;
let proxy: TcpProxy | undefined;
let database: TestDatabase | undefined;

afterEach(async () => {
  await product?.end();
  await proxy?.close();
  await database?.drop();
  product = proxy = database = undefined;
});

test('the embedded PostgreSQL is killed three times under a running Chobo', async () => {
  product = await openProduct();
  const { start, url, postmaster } = product;
  const server = start('api');
  const worker = start('worker');
  await server.address();
  await worker.address();
  await fillShop(product, TOP_UPS);
  const agent = await logIn(url, 'agent');
  const { witness, settle } = beginWork(product, agent, await accountsOf(product.database()));
  await untilAtWork(witness);

  const outages: Outage[] = [];
  for (const signal of ['SIGKILL', 'SIGKILL', 'SIGQUIT'] as const) {
    const killed = postmaster();
    const goneAt = performance.now();
    process.kill(killed, signal);
    let backAt = 0;
    await vi.waitFor(async () => {
      const next = postmaster();
      expect(next).not.toBe(killed);
      backAt = performance.now();
      expect(await isPostgres(next)).toBe(true);
    }, WAIT);
    outages.push({ goneAt, backAt });
    await untilAtWork(witness);
  }

  const requested = await settle();
  expectTruth(witness, outages, CODES);
  const store = createPostgresEventStore({ pool: product.database() });
  await expectEachOnce(store, { requested, approved: [] });
  await expectSoundViews(product);
});

test('the PostgreSQL of DATABASE_URL is away for seconds, cut off and silent', async () => {
  database = await createDatabase();
  const target = new URL(database.url);
  proxy = await openTcpProxy({ host: target.hostname, port: Number(target.port) });
  target.port = String(proxy.port);
  target.hostname = '127.0.0.1';
  product = await openProduct({ DATABASE_URL: target.href });
  const { start, url } = product;
  const server = start('api');
  const worker = start('worker');
  await server.address();
  await worker.address();
  await fillShop(product, TOP_UPS);
  const agent = await logIn(url, 'agent');
  const { witness, settle } = beginWork(product, agent, await accountsOf(database.pool));
  await untilAtWork(witness);

  const outages: Outage[] = [];
  for (const leave of [proxy.cut, proxy.silence]) {
    leave();
    const goneAt = performance.now();
    await untilNotReady(witness);
    const until = performance.now() + 5_000;
    await vi.waitFor(() => expect(performance.now()).toBeGreaterThan(until), WAIT);
    const backAt = performance.now();
    proxy.restore();
    outages.push({ goneAt, backAt });
    await untilAtWork(witness);
  }

  const requested = await settle();
  expectTruth(witness, outages, CODES);
  const store = createPostgresEventStore({ pool: database.pool });
  await expectEachOnce(store, { requested, approved: [] });
  await expectSoundViews(product);
});
