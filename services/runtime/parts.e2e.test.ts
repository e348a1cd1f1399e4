import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { root, runChobo } from '@chobo/cli/cli.given';
import { afterEach, expect, test, vi } from 'vitest';

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

const start = (part: string, environment: Environment): Part => {
  const started = startPart([part], environment);
  parts.push(started);
  return started;
};

afterEach(async () => {
  for (const { child } of parts) child.kill('SIGTERM');
  await Promise.all(parts.splice(0).map(({ ended }) => ended));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const isReady = (url: string): Promise<void> =>
  vi.waitFor(async () => expect(await readiness(url)).toMatchObject({ status: 200 }), WAIT);

/** Cards and top-ups as the views have them, counted by the product itself. */
const command = async (data: string, ...words: string[]): Promise<string> => {
  const { code, stdout, stderr } = await runChobo(data, words);
  expect({ words, code, stderr }).toEqual({ words, code: 0, stderr: expect.any(String) });
  return stdout;
};

const shipped = (name: string): string => path.join(root, 'fixtures', name);

test('an api and two workers are one Chobo, also after the worker at work is killed', async () => {
  const folder = newFolder();
  const environment = { CHOBO_DATA_DIR: folder };
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

  await command(folder, 'catalogue', 'publish', shipped('catalogue/harbor-mobile.json'));
  first.child.kill('SIGKILL');
  await first.ended;
  const imported = await command(
    ...([folder, 'history', 'import', shipped('statements/harbor-mobile/history.csv')] as const),
    ...['--source', 'harbor', '--brand', 'harbor-mobile', '--json'],
  );
  expect(JSON.parse(imported)).toMatchObject({ state: 'imported' });
  await isReady(url);
  await isReady(secondUrl);
  expect(JSON.parse(await command(folder, 'verify', '--json'))).toMatchObject({ ok: true });

  second.child.kill('SIGTERM');
  expect(await second.ended).toBe(0);
  api.child.kill('SIGTERM');
  expect(await api.ended).toBe(0);
});

test('a part that there is not is refused', async () => {
  const started = start('console', { CHOBO_DATA_DIR: newFolder() });
  expect(await started.ended).toBe(2);
  expect(started.said()).toContain('"console" is no part of it. Name api or worker');
});
