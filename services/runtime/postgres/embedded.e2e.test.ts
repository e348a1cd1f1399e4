import { chmodSync, statSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import {
  closedFolder,
  endAll,
  ended,
  hold,
  NOBODY,
  othersMayRunChobo,
  query,
} from './holding.given.ts';
import { layoutOf } from './layout.ts';
import { isPostgres } from './processes.ts';
import { waitFor } from './waiting.ts';

afterEach(endAll);

test('the first start makes the cluster, the second finds its data again', async () => {
  const folder = closedFolder();
  const first = hold(folder);
  const { pid, url, started } = await first.opened;
  expect(started).toBe(true);
  await query(url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  expect(await first.tell('close')).toStrictEqual({ closed: 'stopped' });
  expect(await isPostgres(pid)).toBe(false);

  const second = hold(folder);
  expect(await query((await second.opened).url, 'SELECT answer FROM kept')).toStrictEqual([
    { answer: 42 },
  ]);
  expect(await second.tell('close')).toStrictEqual({ closed: 'stopped' });
});

test('the password is kept for Chobo alone, and nothing in the data directory is opened', async () => {
  const folder = closedFolder();
  const holder = hold(folder);
  const { url } = await holder.opened;
  const { home, cluster, passwordFile } = layoutOf(folder);
  const modes = [folder, home, cluster, passwordFile].map((file) => statSync(file).mode & 0o777);
  expect(modes).toStrictEqual([0o700, 0o700, 0o700, 0o600]);
  const wrong = new URL(url);
  wrong.password = 'guess';
  await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  await holder.tell('close');
});

test('a killed Chobo leaves its server to the next start', async () => {
  const folder = closedFolder();
  const killed = hold(folder);
  const { pid } = await killed.opened;
  killed.child.kill('SIGKILL');
  await ended(killed.child);
  expect(await isPostgres(pid)).toBe(true);

  const next = hold(folder);
  expect(await next.opened).toMatchObject({ pid, started: false });
  expect(await next.tell('close')).toStrictEqual({ closed: 'stopped' });
  expect(await isPostgres(pid)).toBe(false);
});

test('a killed server is started again, with what was committed', async () => {
  const folder = closedFolder();
  const killed = hold(folder);
  const { pid, url } = await killed.opened;
  await query(url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  killed.child.kill('SIGKILL');
  await ended(killed.child);
  process.kill(pid, 'SIGKILL');

  const next = hold(folder);
  const opened = await next.opened;
  expect(opened.started).toBe(true);
  expect(await query(opened.url, 'SELECT answer FROM kept')).toStrictEqual([{ answer: 42 }]);
  await next.tell('close');
});

test('a server that dies under a running Chobo comes back at its address', async () => {
  const holder = hold(closedFolder());
  const { pid, url } = await holder.opened;
  process.kill(pid, 'SIGKILL');
  const back = await waitFor(
    async () => query(url, 'SELECT 1 AS up').catch(() => undefined),
    30_000,
  );
  expect(back).toStrictEqual([{ up: 1 }]);
  const { closed } = await holder.tell('close');
  expect(closed).toBe('stopped');
});

test('data that another user made are refused with the remedy', async (context) => {
  if (!(await othersMayRunChobo())) context.skip();
  const folder = closedFolder();
  const first = hold(folder);
  await first.opened;
  await first.tell('close');
  chmodSync(folder, 0o755);
  const other = hold(folder, { uid: NOBODY, gid: NOBODY });
  await expect(other.opened).rejects.toThrow(/Start Chobo as the user that made/);
});
