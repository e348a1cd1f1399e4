import { spawn } from 'node:child_process';
import { chown, open, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Binaries } from './binaries.ts';
import { SETTINGS_FILE, clusterArgument } from './cluster.ts';
import { freePort } from './freePort.ts';
import type { Layout } from './layout.ts';
import { findPostmaster } from './postmaster.ts';
import type { Postmaster } from './postmaster.ts';
import { StartProblem } from '../startProblem.ts';
import { cleanEnvironment, identityOf, isPostgres, runToEnd } from './processes.ts';
import type { ServerUser } from './processes.ts';
import { settingsFile } from './settings.ts';
import type { Settings } from './settings.ts';
import { waitFor } from './waiting.ts';

/** What it takes to start the server of one cluster. */
export interface Startable {
  readonly layout: Layout;
  readonly binaries: Binaries;
  readonly user: ServerUser | undefined;
  readonly settings: Settings;
  /** Where its clients look for it, when it has some already; any free one otherwise. */
  readonly knownPort?: number | undefined;
}

export interface Running {
  readonly pid: number;
  readonly port: number;
  /** False when it ran already. */
  readonly started: boolean;
}

/** Recovery after a crash reads up to `max_wal_size` of log. */
const START_TIMEOUT_MS = 300_000;
const STOP_TIMEOUT_MS = 120_000;
const ATTEMPTS = 8;

async function writeSettings({ layout, user, settings }: Startable): Promise<void> {
  const fresh = path.join(layout.cluster, `${SETTINGS_FILE}.${process.pid}`);
  await writeFile(fresh, settingsFile(settings), { mode: 0o600 });
  if (user !== undefined) await chown(fresh, user.uid, user.gid);
  await rename(fresh, path.join(layout.cluster, SETTINGS_FILE));
}

/** The last lines of the log file written last: what the server said before it gave up. */
async function lastLogLines(layout: Layout, count: number): Promise<string> {
  // What they add to is an error already; without a log there is only less to say.
  const names = await readdir(layout.logs).catch(() => []);
  const files = await Promise.all(
    names.map(async (name) => {
      const file = path.join(layout.logs, name);
      return { file, writtenAt: (await stat(file)).mtimeMs };
    }),
  );
  const latest = files.sort((a, b) => b.writtenAt - a.writtenAt)[0];
  if (latest === undefined) return '';
  const lines = (await readFile(latest.file, 'utf8')).trim().split('\n');
  return lines.slice(-count).join('\n');
}

type Attempt =
  | { readonly outcome: 'ready'; readonly pid: number; readonly port: number }
  | { readonly outcome: 'ended'; readonly said: string };

/**
 * One try to start the server, detached: in a session of its own, so that the
 * terminal's Ctrl-C ends Chobo first and Chobo then ends the server.
 */
async function attempt(startable: Startable, port: number): Promise<Attempt> {
  const { layout, binaries, user } = startable;
  await writeSettings(startable);
  const outputFile = path.join(layout.home, `start-${process.pid}.log`);
  const output = await open(outputFile, 'w', 0o600);
  try {
    const child = spawn(
      binaries.postgres,
      [
        ...['-D', clusterArgument(layout, user)],
        ...['-c', `port=${port}`],
        ...['-c', 'listen_addresses=127.0.0.1'],
        // Loopback alone, on every platform: a socket's path would be bound to 107 bytes.
        ...['-c', 'unix_socket_directories='],
        // Means nothing to PostgreSQL; tells whoever lists processes which data these are.
        ...['-c', `chobo.directory=${layout.home}`],
      ],
      {
        ...identityOf(user),
        cwd: layout.cluster,
        env: cleanEnvironment(),
        detached: true,
        stdio: ['ignore', output.fd, output.fd],
        windowsHide: true,
      },
    );
    let failure: string | undefined;
    child.once('error', (error) => (failure = error.message));
    child.once('exit', (code, signal) => (failure = `it ended with ${String(signal ?? code)}`));
    child.unref();
    const ready = await waitFor(async (): Promise<Attempt | undefined> => {
      if (failure !== undefined) {
        const early = (await readFile(outputFile, 'utf8')).trim();
        const late = await lastLogLines(layout, 12);
        return { outcome: 'ended', said: [failure, early, late].filter(Boolean).join('\n') };
      }
      const found = await findPostmaster(layout);
      return found?.pid === child.pid && found?.status === 'ready'
        ? { outcome: 'ready', pid: found.pid, port: found.port }
        : undefined;
    }, START_TIMEOUT_MS);
    return ready ?? { outcome: 'ended', said: `not ready after ${START_TIMEOUT_MS / 1000} s` };
  } finally {
    await output.close();
    await rm(outputFile, { force: true });
  }
}

/** A server found on the cluster, once it is ready; undefined when it goes instead. */
async function settled(layout: Layout): Promise<Postmaster | undefined> {
  const end = await waitFor(async () => {
    const found = await findPostmaster(layout);
    if (found === undefined) return 'gone';
    return found.status === 'ready' ? found : undefined;
  }, START_TIMEOUT_MS);
  if (end === undefined) {
    throw new StartProblem(
      `PostgreSQL on ${layout.home} has been neither ready nor gone for ${START_TIMEOUT_MS / 1000} s. Its last log lines:\n${await lastLogLines(layout, 12)}`,
    );
  }
  return end === 'gone' ? undefined : end;
}

/**
 * The server of the cluster, running and ready: the one that runs already
 * (whoever started it, and an orphan of a killed Chobo likewise), else a new
 * one. PostgreSQL itself lets only one start, so processes that do this at the
 * same moment end with the same server.
 *
 * @throws StartProblem with the server's last log lines when it does not start
 */
export async function ensureRunning(startable: Startable): Promise<Running> {
  const { layout } = startable;
  let said = '';
  for (let count = 0; count < ATTEMPTS; count += 1) {
    const found = await settled(layout);
    if (found !== undefined) return { pid: found.pid, port: found.port, started: false };
    const result = await attempt(startable, startable.knownPort ?? (await freePort()));
    if (result.outcome === 'ready') return { pid: result.pid, port: result.port, started: true };
    said = result.said;
    // Somebody else was faster, the port was taken meanwhile, or a killed server's
    // last processes have not yet gone: each passes by itself.
    const passes = /postmaster\.pid|in use|could not create any TCP|shared memory/i.test(said);
    if (!passes) break;
  }
  throw new StartProblem(`PostgreSQL did not start on ${layout.home}. What it said last:\n${said}`);
}

/**
 * Ends the server: sessions are cut, what is committed is kept, and it is gone
 * when this resolves.
 *
 * @throws StartProblem when it is still there after two minutes
 */
export async function stopServer(
  { layout, binaries, user }: Startable,
  pid: number,
): Promise<void> {
  if (process.platform === 'win32') {
    await runToEnd(binaries.pgCtl, ['stop', '-D', layout.cluster, '-m', 'fast'], { user });
  } else {
    try {
      process.kill(pid, 'SIGINT');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw error;
    }
  }
  const gone = await waitFor(
    async () => ((await isPostgres(pid)) ? undefined : true),
    STOP_TIMEOUT_MS,
  );
  if (gone === undefined) {
    throw new StartProblem(
      `PostgreSQL (process ${pid}) on ${layout.home} did not end within ${STOP_TIMEOUT_MS / 1000} s. Its last log lines:\n${await lastLogLines(layout, 12)}`,
    );
  }
}
