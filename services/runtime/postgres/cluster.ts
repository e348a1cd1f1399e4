import { randomBytes } from 'node:crypto';
import {
  appendFile,
  chmod,
  chown,
  mkdir,
  open,
  readFile,
  readdir,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import type { Binaries } from './binaries.ts';
import { layoutAt } from './layout.ts';
import type { Layout } from './layout.ts';
import { StartProblem } from '../startProblem.ts';
import { isAlive, runToEnd } from './processes.ts';
import type { ServerUser } from './processes.ts';

/** The superuser of the embedded database. */
export const DATABASE_USER = 'chobo';

/** File beside `postgresql.conf` that every start writes anew. */
export const SETTINGS_FILE = 'chobo.conf';

const INCLUDE = `
# Chobo's settings. What stands below this line is yours, and wins.
include_if_exists '${SETTINGS_FILE}'
`;

/**
 * How PostgreSQL's programs are told where the cluster is. Started by root they
 * run as another user, who often may not enter the folders above (a `mktemp -d`,
 * a home, both 0700). Each of these programs stays in the folder in which it is
 * started, and root can start it inside the cluster: named as its own working
 * directory, the cluster is reached without passing any of the folders above,
 * and no folder has to be opened to others.
 */
export function clusterArgument(layout: Layout, user: ServerUser | undefined): string {
  return user !== undefined && process.platform === 'linux' ? '/proc/self/cwd' : layout.cluster;
}

const makingPrefix = (layout: Layout) => `${path.basename(layout.home)}.new-`;

/** Removes what processes that were killed while making a cluster have left. */
async function clearAbandoned(layout: Layout): Promise<void> {
  const parent = path.dirname(layout.home);
  for (const name of await readdir(parent)) {
    if (!name.startsWith(makingPrefix(layout))) continue;
    const maker = Number(name.slice(makingPrefix(layout).length));
    if (maker === process.pid || !isAlive(maker)) {
      await rm(path.join(parent, name), { recursive: true, force: true });
    }
  }
}

async function initdb(
  layout: Layout,
  binaries: Binaries,
  user: ServerUser | undefined,
  password: string,
): Promise<void> {
  const passwordForInitdb = path.join(layout.home, 'initdb-password');
  await writeFile(passwordForInitdb, `${password}\n`, { mode: 0o600, flag: 'wx' });
  if (user !== undefined) await chown(passwordForInitdb, user.uid, user.gid);
  const handle = await open(passwordForInitdb, 'r');
  try {
    const attempt = (locale: string) =>
      runToEnd(
        binaries.initdb,
        [
          `--pgdata=${clusterArgument(layout, user)}`,
          `--username=${DATABASE_USER}`,
          // The open file rather than its name, for the reason given at clusterArgument.
          `--pwfile=${process.platform === 'linux' ? '/proc/self/fd/0' : passwordForInitdb}`,
          '--auth=scram-sha-256',
          '--encoding=UTF8',
          '--data-checksums',
          locale,
        ],
        { user, cwd: layout.cluster, standardInput: handle.fd },
      );
    let ended = await attempt('--locale=C.UTF-8');
    if (ended.exitCode !== 0 && ended.output.includes('locale')) {
      ended = await attempt('--no-locale');
    }
    if (ended.exitCode !== 0) {
      throw new StartProblem(
        `PostgreSQL could not make its data folder below ${layout.home} (initdb, exit code ${String(ended.exitCode)}):\n${ended.output.trim().split('\n').slice(-12).join('\n')}`,
      );
    }
  } finally {
    await handle.close();
    await rm(passwordForInitdb, { force: true });
  }
}

async function majorVersion(layout: Layout): Promise<string | undefined> {
  const text = await readFile(path.join(layout.cluster, 'PG_VERSION'), 'utf8').catch(
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    },
  );
  return text?.trim();
}

/**
 * The cluster, made when the data directory has none. It is made under another
 * name and appears, password and all, in one rename: a kill half-way leaves
 * nothing that looks whole, and of two processes that make it at once one wins.
 *
 * @returns whether it was made now, and the password
 * @throws StartProblem when it cannot be made or is of another version
 */
export async function ensureCluster(
  layout: Layout,
  binaries: Binaries,
  user: ServerUser | undefined,
): Promise<{ readonly made: boolean; readonly password: string }> {
  await clearAbandoned(layout);
  let made = false;
  if ((await majorVersion(layout)) === undefined) {
    const fresh = layoutAt(
      path.join(path.dirname(layout.home), `${makingPrefix(layout)}${process.pid}`),
    );
    await mkdir(fresh.cluster, { recursive: true, mode: 0o700 });
    await chmod(fresh.cluster, 0o700);
    if (user !== undefined) await chown(fresh.cluster, user.uid, user.gid);
    const password = randomBytes(24).toString('base64url');
    await writeFile(fresh.passwordFile, `${password}\n`, { mode: 0o600 });
    try {
      await initdb(fresh, binaries, user, password);
      await appendFile(path.join(fresh.cluster, 'postgresql.conf'), INCLUDE);
      await rename(fresh.home, layout.home);
      made = true;
    } catch (error) {
      await rm(fresh.home, { recursive: true, force: true });
      const code = (error as NodeJS.ErrnoException).code;
      if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
    }
  }
  const found = await majorVersion(layout);
  const brought = binaries.version.split('.')[0];
  if (found === undefined) {
    throw new StartProblem(
      `${layout.home} exists but holds no PostgreSQL data. Move it away, or set CHOBO_DATA_DIR to another folder.`,
    );
  }
  if (found !== brought) {
    throw new StartProblem(
      `${layout.cluster} was made by PostgreSQL ${found}, this Chobo brings PostgreSQL ${String(brought)}. Export the events with the Chobo that made it, and import them into a new data directory.`,
    );
  }
  return { made, password: (await readFile(layout.passwordFile, 'utf8')).trim() };
}
