import { createDatabase } from '@chobo/fixtures/postgres/database';
import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import type { Pool } from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { readiness } from '../parts.given.ts';
import type { Part } from '../parts.given.ts';

import { openProduct } from './product.given.ts';
import type { Product } from './product.given.ts';
import { fillShop } from './shop.given.ts';
import { openTcpProxy } from './tcpProxy.given.ts';
import type { TcpProxy } from './tcpProxy.given.ts';
import { expectSoundViews } from './views.given.ts';

const TOP_UPS = 2_000;
/** An owner that says nothing for half a minute is one no more. */
const WAIT = { timeout: 120_000, interval: 10 };

let database: TestDatabase;
let proxy: TcpProxy;
let product: Product;

beforeEach(async () => {
  database = await createDatabase();
  const { hostname: host, port } = new URL(database.url);
  proxy = await openTcpProxy({ host, port: Number(port) });
  product = await openProduct({ DATABASE_URL: database.url });
});
afterEach(async () => {
  await product.end();
  await proxy.close();
  await database.drop();
});

/** Through the proxy. */
const proxied = (): string => {
  const url = new URL(database.url);
  url.hostname = '127.0.0.1';
  url.port = String(proxy.port);
  return url.href;
};

const isReady = async (part: Part): Promise<void> => {
  const url = await part.address();
  await vi.waitFor(async () => expect(await readiness(url)).toMatchObject({ status: 200 }), WAIT);
};

/** Where all views stand, and when that was written. */
const standing = async (pool: Pool): Promise<unknown> =>
  (await pool.query('select * from views.checkpoints order by projection')).rows;

/** Has a worker rebuild the views and stops it where it has written half a batch of them. */
const stopInBatch = async (pool: Pool, worker: Part, stop: () => void): Promise<void> => {
  const own = await pool.connect();
  try {
    await own.query('update views.checkpoints set rebuild_requested = true');
    await vi.waitFor(async () => {
      const { rows } = await own.query(
        `select from views.checkpoints where loading and not rebuild_requested`,
      );
      expect(rows).not.toEqual([]);
    }, WAIT);
    await own.query('begin');
    await own.query('lock table views.timeline in share mode');
    await vi.waitFor(async () => {
      const { rows } = await pool.query(
        `select from pg_stat_activity where application_name = $1 and wait_event_type = 'Lock'`,
        [`chobo worker, process ${String(worker.child.pid)}`],
      );
      expect(rows).not.toEqual([]);
    }, WAIT);
    stop();
  } finally {
    await own.query('rollback');
    own.release();
  }
};

/** Another worker takes over; what the first one does once it goes on changes nothing. */
const expectTakeover = async (first: Part, goOn: () => void): Promise<void> => {
  const second = product.start('worker');
  await isReady(second);
  const before = await standing(database.pool);
  goOn();
  await isReady(first);
  expect(await standing(database.pool)).toEqual(before);
  await expectSoundViews(product);
};

test('a worker that was stopped in the middle of a batch does not write once another took over', async () => {
  const first = product.start('worker');
  await isReady(first);
  await fillShop(product, TOP_UPS);
  await stopInBatch(database.pool, first, () => first.child.kill('SIGSTOP'));
  await expectTakeover(first, () => first.child.kill('SIGCONT'));
});

test('a worker whose network fell silent in the middle of a batch does not write later', async () => {
  const first = product.start('worker', { DATABASE_URL: proxied() });
  await isReady(first);
  await fillShop(product, TOP_UPS);
  await stopInBatch(database.pool, first, proxy.silence);
  await expectTakeover(first, proxy.restore);
});
