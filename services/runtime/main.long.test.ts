import { existsSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { endAll, endsWithTest, newFolder, run, server } from './main.given.ts';
import { startPart } from './parts.given.ts';
import { layoutOf } from './postgres/layout.ts';
import { waitFor } from './postgres/waiting.ts';

afterEach(endAll);

test('a demo that was killed half-way is completed by the next start', async () => {
  const folder = newFolder();
  const killed = server({ CHOBO_DATA_DIR: folder });
  const importing = await waitFor(
    () => Promise.resolve(killed.said().includes('importing') ? true : undefined),
    120_000,
  );
  expect(importing).toBe(true);
  killed.child.kill('SIGKILL');
  await killed.ended;

  const next = server({ CHOBO_DATA_DIR: folder });
  await next.address();
  expect(next.said()).toContain('Demo: adding one user per role');
  expect(next.said()).toContain('demo-finance-staff');
  next.child.kill('SIGTERM');
  expect(await next.ended).toBe(0);
});

test('two commands at the same moment on an empty directory both work, and leave nothing running', async () => {
  const folder = newFolder();
  const commands = [1, 2].map(() => run('command.given.ts', { CHOBO_DATA_DIR: folder }));
  expect(await Promise.all(commands.map((command) => command.ended))).toStrictEqual([0, 0]);
  expect(existsSync(layoutOf(folder).postmasterFile)).toBe(false);
});

test('every fault of the environment is told, and nothing else', async () => {
  const faulty = server({ PORT: 'http', CHOBO_DEMO: 'please' });
  expect(await faulty.ended).toBe(1);
  expect(faulty.said().trim().split('\n')).toStrictEqual([
    'Chobo cannot start: PORT must be a whole number from 0 to 65535, not "http".',
    'Chobo cannot start: CHOBO_DEMO must be 1 (demo data) or 0 (none), not "please".',
  ]);
});

test('a part that there is not is refused', async () => {
  const started = startPart(['console'], { CHOBO_DATA_DIR: newFolder() });
  endsWithTest(started.child);
  expect(await started.ended).toBe(2);
  expect(started.said()).toContain('"console" is no part of it. Name api or worker');
});
