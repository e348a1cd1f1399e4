import { chmodSync, chownSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import {
  asRoot,
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

test('it is durable, checks its pages and is reached through the loopback address only', async () => {
  const holder = hold(closedFolder());
  const { url } = await holder.opened;
  const wanted = ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums'];
  expect(
    await query(url, `SELECT setting FROM pg_settings WHERE name = ANY('{${wanted.join()}}')`),
  ).toStrictEqual(wanted.map(() => ({ setting: 'on' })));
  expect(
    await query(
      url,
      `SELECT current_setting('listen_addresses') AS addresses,
              current_setting('unix_socket_directories') AS sockets`,
    ),
  ).toStrictEqual([{ addresses: '127.0.0.1', sockets: '' }]);
  await holder.tell('close');
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

test('a process id left in postmaster.pid that is by now somebody else is no server', async () => {
  const folder = closedFolder();
  const first = hold(folder);
  await first.opened;
  await first.tell('close');
  const { postmasterFile, cluster } = layoutOf(folder);
  writeFileSync(postmasterFile, `${process.pid}\n${cluster}\n1\n5432\n\n127.0.0.1\n1 1\nready\n`);
  if (asRoot) {
    const { uid, gid } = statSync(cluster);
    chownSync(postmasterFile, uid, gid);
  }

  const second = hold(folder);
  expect(await second.opened).toMatchObject({ started: true });
  await second.tell('close');
});

test('three commands at the same moment on an empty directory share one server', async () => {
  const folder = closedFolder();
  const holders = [hold(folder), hold(folder), hold(folder)];
  const opened = await Promise.all(holders.map((holder) => holder.opened));
  expect(new Set(opened.map(({ pid }) => pid)).size).toBe(1);
  expect(opened.filter(({ started }) => started)).toHaveLength(1);

  const ends: unknown[] = [];
  for (const holder of holders) ends.push((await holder.tell('close'))['closed']);
  expect(ends).toStrictEqual(['left to others', 'left to others', 'stopped']);
});

test('the last one out ends the server, whoever started it', async () => {
  const folder = closedFolder();
  const starter = hold(folder);
  const { pid, url } = await starter.opened;
  const joiner = hold(folder);
  expect(await joiner.opened).toMatchObject({ pid, started: false });

  expect(await starter.tell('close')).toStrictEqual({ closed: 'left to others' });
  expect(await query(url, 'SELECT 1 AS up')).toStrictEqual([{ up: 1 }]);
  expect(await joiner.tell('close')).toStrictEqual({ closed: 'stopped' });
  expect(await isPostgres(pid)).toBe(false);
});

test('coming while the last one leaves starts a new server', async () => {
  const folder = closedFolder();
  const leaving = hold(folder);
  await leaving.opened;
  const [{ closed }, coming] = await Promise.all([
    leaving.tell('close'),
    (async () => {
      const holder = hold(folder);
      await holder.opened;
      return holder;
    })(),
  ]);
  expect(['stopped', 'left to others']).toContain(closed);
  expect(await query((await coming.opened).url, 'SELECT 1 AS up')).toStrictEqual([{ up: 1 }]);
  await coming.tell('close');
});

test('one process is the server of a directory; who it is, is told to the next', async () => {
  const folder = closedFolder();
  const [first, second] = [hold(folder), hold(folder)];
  await Promise.all([first.opened, second.opened]);
  expect(await first.tell('claim')).toStrictEqual({ heldBy: null });
  expect(await second.tell('claim')).toStrictEqual({
    heldBy: `holder, process ${String(first.child.pid)}`,
  });
  first.child.kill('SIGKILL');
  await ended(first.child);
  const free = await waitFor(
    async () => ((await second.tell('claim'))['heldBy'] === null ? true : undefined),
    10_000,
  );
  expect(free).toBe(true);
  await second.tell('close');
});

describe('as root', () => {
  test('the server runs as another user, in a folder that only root may enter', async (context) => {
    if (!asRoot || process.platform !== 'linux') context.skip();
    const above = closedFolder();
    const holder = hold(path.join(above, 'closed', 'data'));
    const { pid } = await holder.opened;
    expect(statSync(`/proc/${pid}`).uid).not.toBe(0);
    expect(statSync(above).mode & 0o777).toBe(0o700);
    await holder.tell('close');
  });

  test("an ordinary user's data stay that user's", async (context) => {
    if (process.platform !== 'linux' || !(await othersMayRunChobo())) context.skip();
    const folder = closedFolder();
    chownSync(folder, NOBODY, NOBODY);
    const ordinary = hold(folder, { uid: NOBODY, gid: NOBODY });
    const { pid } = await ordinary.opened;
    expect(statSync(`/proc/${pid}`).uid).toBe(NOBODY);
    await ordinary.tell('close');

    const root = hold(folder);
    expect(statSync(`/proc/${(await root.opened).pid}`).uid).toBe(NOBODY);
    await root.tell('close');
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
});
