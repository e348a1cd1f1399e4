import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { endPostgres } from './postmaster.given.ts';
import { isPostgres, runToEnd } from './processes.ts';
import { waitFor } from './waiting.ts';

export const asRoot = process.getuid?.() === 0;
export const NOBODY = 65_534;

const folders: string[] = [];
const children: ChildProcess[] = [];
const servers = new Set<number>();

/** Closed to everybody else, as `mktemp -d` makes it. */
export function closedFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'chobo-e2e-'));
  folders.push(folder);
  return folder;
}

/** Ends what a test has started and left; for `afterEach`. */
export async function endAll(): Promise<void> {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const pid of servers) if (await isPostgres(pid)) process.kill(pid, 'SIGQUIT');
  await waitFor(async () => {
    const alive = await Promise.all([...servers].map(isPostgres));
    return alive.includes(true) ? undefined : true;
  }, 10_000);
  servers.clear();
  // Also those that were started again when another had died.
  for (const folder of folders) await endPostgres(folder);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export type Opened = { readonly pid: number; readonly url: string; readonly started: boolean };

export type Holder = {
  readonly child: ChildProcess;
  readonly opened: Promise<Opened>;
  readonly tell: (line: string) => Promise<Record<string, unknown>>;
};

/** Another process of Chobo on that data directory. */
export function hold(dataDirectory: string, user: { uid?: number; gid?: number } = {}): Holder {
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

export const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

export async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Not in a clone that only root may enter: there nobody else can run Chobo at all. */
export async function othersMayRunChobo(): Promise<boolean> {
  const user = { name: 'nobody', uid: NOBODY, gid: NOBODY };
  const files = [process.execPath, fileURLToPath(import.meta.resolve('tsx')), import.meta.filename];
  const tests = await Promise.all(files.map((file) => runToEnd('test', ['-r', file], { user })));
  return asRoot && tests.every(({ exitCode }) => exitCode === 0);
}
