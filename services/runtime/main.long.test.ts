import { existsSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { endAll, newFolder, run, server } from './main.given.ts';
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
