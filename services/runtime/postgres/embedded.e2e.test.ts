import { statSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { closedFolder, endAll, ended, hold, query } from './holding.given.ts';
import type { Holder } from './holding.given.ts';
import { layoutOf } from './layout.ts';
import { postmasterOf } from './postmaster.given.ts';
import { isPostgres } from './processes.ts';
import { waitFor } from './waiting.ts';

afterAll(endAll);

describe('one data directory, from life to life', () => {
  const folder = closedFolder();
  let running: Holder;

  test('the first start makes the cluster, for Chobo alone, and nothing in the data directory is opened', async () => {
    const first = hold(folder);
    const { pid, url, started } = await first.opened;
    expect(started).toBe(true);
    await query(url, 'CREATE TABLE kept AS SELECT 42 AS answer');

    const { home, cluster, passwordFile } = layoutOf(folder);
    const modes = [folder, home, cluster, passwordFile].map((file) => statSync(file).mode & 0o777);
    expect(modes).toStrictEqual([0o700, 0o700, 0o700, 0o600]);
    const wrong = new URL(url);
    wrong.password = 'guess';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');

    expect(await first.tell('close')).toStrictEqual({ closed: 'stopped' });
    expect(await isPostgres(pid)).toBe(false);
  });

  test('the second start finds its data again', async () => {
    running = hold(folder);
    const { url, started } = await running.opened;
    expect(started).toBe(true);
    expect(await query(url, 'SELECT answer FROM kept')).toStrictEqual([{ answer: 42 }]);
  });

  test('a server that dies under a running Chobo comes back at its address, with what was committed', async () => {
    const { pid, url } = await running.opened;
    await query(url, 'UPDATE kept SET answer = 43');
    process.kill(pid, 'SIGKILL');
    const back = await waitFor(
      async () => query(url, 'SELECT answer FROM kept').catch(() => undefined),
      30_000,
    );
    expect(back).toStrictEqual([{ answer: 43 }]);
  });

  test('a killed Chobo leaves its server to the next start', async () => {
    const pid = postmasterOf(folder);
    running.child.kill('SIGKILL');
    await ended(running.child);
    expect(await isPostgres(pid)).toBe(true);

    const next = hold(folder);
    expect(await next.opened).toMatchObject({ pid, started: false });
    expect(await next.tell('close')).toStrictEqual({ closed: 'stopped' });
    expect(await isPostgres(pid)).toBe(false);
  });
});
