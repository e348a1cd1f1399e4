import { readConnectionString } from '@chobo/event-store/eventstoredb/connectionString';
import type { EventStoreDbSettings } from '@chobo/event-store/eventstoredb/connectionString';
import { serverForTests } from '@chobo/event-store/eventstoredb/testServer.given';
import { START } from '@chobo/event-store/port';
import type { EventStore } from '@chobo/event-store/port';
import { startKurrentDb } from '@chobo/fixtures/containers/servers';
import type { StartedServer } from '@chobo/fixtures/containers/servers';
import { createDatabase } from '@chobo/fixtures/postgres/database';
import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import { afterEach, expect, test, vi } from 'vitest';

import { openEventStoreDb } from '../eventStore.ts';
import { createLogger } from '../logger.ts';

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

const TOP_UPS = 2_000;
const GONE_FOR_MS = 10_000;
const WAIT = { timeout: 60_000, interval: 20 };

let product: Product | undefined;
let proxy: TcpProxy | undefined;
let database: TestDatabase | undefined;
let server: StartedServer | undefined;

afterEach(async () => {
  await product?.end();
  await proxy?.close();
  await database?.drop();
  await server?.stop();
  product = proxy = database = server = undefined;
});

/** A server for this test alone: that of CHOBO_TEST_EVENTSTORE_URL, else a container; or why there is none. */
const findServer = async (): Promise<{ readonly url: string } | { readonly reason: string }> => {
  if (serverForTests() !== undefined) {
    return { url: process.env['CHOBO_TEST_EVENTSTORE_URL'] ?? '' };
  }
  const container = await startKurrentDb();
  if (!container.started) return { reason: container.reason };
  server = container.server;
  return { url: server.url };
};

/** Looks into the server past the proxy. Commands of the test's process want the only connection. */
const lookInto = async <Seen>(
  settings: EventStoreDbSettings,
  look: (store: EventStore) => Promise<Seen>,
): Promise<Seen> => {
  const store = await openEventStoreDb(settings, createLogger('silent'));
  try {
    return await look(store);
  } finally {
    await store.close();
  }
};

test('the event store is gone for ten seconds, cut off and silent', async (context) => {
  const found = await findServer();
  if ('reason' in found) {
    context.skip(`not run: CHOBO_TEST_EVENTSTORE_URL is not set, and ${found.reason}`);
    return;
  }
  const read = readConnectionString(found.url);
  const [endpoint] = read.ok ? read.settings.endpoints : [];
  if (!read.ok || endpoint === undefined) throw new Error(`no such server: ${found.url}`);
  if ((await lookInto(read.settings, (store) => store.head())) !== START) {
    context.skip('not run: the server holds events already, and a whole Chobo wants it for itself');
  }

  proxy = await openTcpProxy({ host: endpoint.address, port: endpoint.port });
  database = await createDatabase();
  product = await openProduct({
    DATABASE_URL: database.url,
    EVENTSTORE_URL: `esdb://127.0.0.1:${proxy.port}?tls=false`,
  });
  const { start, url } = product;
  const [api, worker] = [start('api'), start('worker')];
  await Promise.all([api.address(), worker.address()]);
  await fillShop(product, TOP_UPS);
  const agent = await logIn(url, 'agent');
  const { witness, settle } = beginWork(product, agent, await accountsOf(database.pool));
  await untilAtWork(witness);

  const outages: Outage[] = [];
  for (const leave of [proxy.cut, proxy.silence]) {
    leave();
    const goneAt = performance.now();
    await untilNotReady(witness);
    await vi.waitFor(() => expect(performance.now() - goneAt).toBeGreaterThan(GONE_FOR_MS), WAIT);
    const backAt = performance.now();
    proxy.restore();
    outages.push({ goneAt, backAt });
    await untilAtWork(witness);
  }

  const requested = await settle();
  expectTruth(witness, outages, ['event_store_unavailable']);
  await lookInto(read.settings, (store) => expectEachOnce(store, { requested, approved: [] }));
  await expectSoundViews(product);
});
