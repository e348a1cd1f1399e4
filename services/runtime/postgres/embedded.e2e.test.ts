import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { isPostgres, runToEnd } from './processes.ts';
import { layoutOf } from './layout.ts';
import { waitFor } from './waiting.ts';

const asRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

const folders: string[] = [];
const children: ChildProcess[] = [];
const servers = new Set<number>();

/** Closed to everybody else, as `mktemp -d` makes it. */
function closedFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'chobo-e2e-'));
  folders.push(folder);
  return folder;
}

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const pid of servers) if (await isPostgres(pid)) process.kill(pid, 'SIGQUIT');
  await waitFor(async () => {
    const alive = await Promise.all([...servers].map(isPostgres));
    return alive.includes(true) ? undefined : true;
  }, 10_000);
  servers.clear();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

type Opened = { readonly pid: number; readonly url: string; readonly started: boolean };

type Holder = {
  readonly child: ChildProcess;
  readonly opened: Promise<Opened>;
  readonly tell: (line: string) => Promise<Record<string, unknown>>;
};

/** Another process of Chobo on that data directory. */
function hold(dataDirectory: string, user: { uid?: number; gid?: number } = {}): Holder {
  const child = spawn(
    process.execPath,
    [
      '--import',
      import.meta.resolve('tsx'),
      fileURLToPath(new URL('holder.given.ts', import.meta.url)),
      dataDirectory,
    ],
    { ...user, cwd: '/', stdio: ['pipe', 'pipe', 'pipe'] },
  );
  children.push(child);
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaints += chunk));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<Record<string, unknown>> => {
    const line = await lines.next();
    if (line.done === true) throw new Error(`the holder ended: ${complaints}`);
    return JSON.parse(line.value) as Record<string, unknown>;
  };
  const opened = next().then((words) => {
    if (typeof words['pid'] !== 'number') throw new Error(JSON.stringify(words));
    servers.add(words['pid']);
    return words as unknown as Opened;
  });
  return {
    child,
    opened,
    tell: async (line) => {
      child.stdin.write(`${line}\n`);
      return next();
    },
  };
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

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

/** Not in a clone that only root may enter: there nobody else can run Chobo at all. */
async function othersMayRunChobo(): Promise<boolean> {
  const user = { name: 'nobody', uid: NOBODY, gid: NOBODY };
  const files = [process.execPath, fileURLToPath(import.meta.resolve('tsx')), import.meta.filename];
  const tests = await Promise.all(files.map((file) => runToEnd('test', ['-r', file], { user })));
  return asRoot && tests.every(({ exitCode }) => exitCode === 0);
}

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
});
