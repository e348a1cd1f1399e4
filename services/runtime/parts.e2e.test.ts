import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';
import { createDatabase } from '@chobo/fixtures/postgres/database';
import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import { publishHarbor } from '@chobo/worker/jobs/history-import/import.given';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { readiness, startPart } from './parts.given.ts';
import type { Environment, Part } from './parts.given.ts';

const WAIT = { timeout: 60_000, interval: 100 };
const folders: string[] = [];
const parts: Part[] = [];

const newFolder = (): string => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'chobo-parts-'));
  folders.push(folder);
  return folder;
};

let database: TestDatabase;

beforeEach(async () => {
  database = await createDatabase();
});

const start = (part: string, environment: Environment): Part => {
  const started = startPart([part], environment);
  parts.push(started);
  return started;
};

afterEach(async () => {
  for (const { child } of parts) child.kill('SIGTERM');
  await Promise.all(parts.splice(0).map(({ ended }) => ended));
  await database.drop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const isReady = (url: string): Promise<void> =>
  vi.waitFor(async () => expect(await readiness(url)).toMatchObject({ status: 200 }), WAIT);

/** How many documents of the catalogue the views have. */
const published = async (): Promise<number> => {
  const { rows } = await database.pool.query<{ count: number }>(
    'select count(*) from views.catalogue_documents',
  );
  return rows[0]?.count ?? 0;
};

test('an api and two workers are one Chobo, also after the worker at work is killed', async () => {
  const environment = { CHOBO_DATA_DIR: newFolder(), DATABASE_URL: database.url };
  const api = start('api', environment);
  const url = await api.address();
  const alone = await readiness(url);
  expect(alone.status).toBe(503);
  expect(alone.parts).toMatchObject({
    database: { ready: true },
    eventStore: { ready: true },
    projections: { ready: false },
  });

  const first = start('worker', environment);
  await isReady(await first.address());
  await isReady(url);
  const second = start('worker', environment);
  const secondUrl = await second.address();
  await isReady(secondUrl);
  expect((await fetch(`${secondUrl}/api/v1/me`)).status).toBe(404);

  first.child.kill('SIGKILL');
  await first.ended;
  const store = createPostgresEventStore({ pool: database.pool });
  await publishHarbor(store);
  await vi.waitFor(async () => expect(await published()).toBeGreaterThan(0), WAIT);
  await isReady(url);
  await isReady(secondUrl);
  await store.close();

  second.child.kill('SIGTERM');
  expect(await second.ended).toBe(0);
  api.child.kill('SIGTERM');
  expect(await api.ended).toBe(0);
});
