import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';
import { afterEach, expect, test, vi } from 'vitest';

import { logIn } from './client.given.ts';
import { beginWork, expectTruth, untilAtWork, untilNotReady } from './outage.given.ts';
import { openProduct } from './product.given.ts';
import type { Product } from './product.given.ts';
import { accountsOf, expectEachOnce } from './refunds.given.ts';
import { fillShop } from './shop.given.ts';
import { expectSoundViews } from './views.given.ts';

const TOP_UPS = 2_000;
/** Enough for a server, its log, and making all views anew. */
const DISK = '900m';
const WAIT = { timeout: 120_000, interval: 10 };

/** What a command may answer: the server also ends itself when its own log has no space. */
const CODES = ['disk_full', 'database_unavailable', 'event_store_unavailable'];

let disk: string | undefined;
let product: Product | undefined;

afterEach(async () => {
  await product?.end();
  if (disk !== undefined) {
    execFileSync('umount', ['--lazy', disk]);
    rmSync(disk, { recursive: true });
  }
  product = disk = undefined;
});

/** A disk of the test's own in memory; undefined where it may not be had. */
const mountDisk = (): string | undefined => {
  const place = mkdtempSync(path.join(os.tmpdir(), 'chobo-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK},mode=755`, 'tmpfs', place]);
    return place;
  } catch {
    rmSync(place, { recursive: true });
    return undefined;
  }
};

/** Takes all the space that there is. @returns gives it back */
const fill = (place: string): (() => void) => {
  const file = path.join(place, 'filler');
  const handle = openSync(file, 'w');
  for (const size of [1_048_576, 65_536, 4_096]) {
    const block = Buffer.alloc(size, 1);
    try {
      for (;;) writeSync(handle, block);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
  closeSync(handle);
  return () => rmSync(file);
};

test('the disk of the embedded PostgreSQL is full, and has space again', async (context) => {
  disk = mountDisk();
  if (disk === undefined) {
    context.skip('not run: a disk of its own (mount -t tmpfs) takes root');
    return;
  }
  product = await openProduct({}, disk);
  const { start, url, database } = product;
  const [api, worker] = [start('api'), start('worker')];
  await Promise.all([api.address(), worker.address()]);
  await fillShop(product, TOP_UPS);
  const agent = await logIn(url, 'agent');
  const { witness, settle } = beginWork(product, agent, await accountsOf(database()));
  await untilAtWork(witness);

  const release = fill(disk);
  let goneAt = 0;
  await vi.waitFor(() => {
    const refused = witness.attempts.find(({ answered }) => CODES.includes(answered.code ?? ''));
    expect(refused).toBeDefined();
    goneAt = refused?.answeredAt ?? 0;
  }, WAIT);
  const { reasons } = await untilNotReady(witness);
  expect(Object.values(reasons).join()).toMatch(/disk is full|does not answer/);
  const seen = witness.attempts.length;
  await vi.waitFor(() => expect(witness.attempts.length).toBeGreaterThan(seen + 10), WAIT);
  const backAt = performance.now();
  release();
  await untilAtWork(witness);

  const requested = await settle();
  expectTruth(witness, [{ goneAt, backAt }], CODES);
  await expectEachOnce(createPostgresEventStore({ pool: database() }), { requested, approved: [] });
  await expectSoundViews(product);
});
