import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** A user of the system to run a program as; only root can. */
export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export interface Ended {
  readonly exitCode: number | null;
  readonly output: string;
}

/**
 * The environment for PostgreSQL's programs: ours without what would change
 * their meaning (`PGDATA`, `PGPORT`…) or their language, since messages are read.
 */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(PG|LC_|LANG|LD_PRELOAD|NODE_)/.test(name),
  );
  return { ...Object.fromEntries(kept), TZ: 'UTC' };
}

/** How to spawn as that user; `undefined` is ourselves. */
export function identityOf(user: ServerUser | undefined): { uid?: number; gid?: number } {
  return user === undefined ? {} : { uid: user.uid, gid: user.gid };
}

/**
 * Runs a program to its end and gives both its outputs, interleaved. A program
 * that cannot be started ends with code null and the reason as its output.
 */
export function runToEnd(
  program: string,
  parameters: readonly string[],
  options: { user?: ServerUser | undefined; cwd?: string; standardInput?: number } = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(program, parameters, {
      ...identityOf(options.user),
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: cleanEnvironment(),
      stdio: [options.standardInput ?? 'ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', (error) => resolve({ exitCode: null, output: error.message }));
    child.once('close', (exitCode) =>
      resolve({ exitCode, output: Buffer.concat(chunks).toString('utf8') }),
    );
  });
}

/** Whether there is a process with that id, whoever's it is. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Whether the process is a running PostgreSQL. A process id in a file outlives
 * its process (`kill -9`, a reboot, a new container) and may by now be
 * somebody else's; a zombie counts as gone.
 */
export async function isPostgres(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  switch (process.platform) {
    case 'linux': {
      // A process that has gone meanwhile has no such file, and is no server.
      const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      return /(^|\/)postgres$|^postgres:/.test(commandLine.split('\0')[0] ?? '');
    }
    case 'win32':
      // No cheap way to ask; PostgreSQL's own check at start decides.
      return true;
    default: {
      const { output } = await runToEnd('ps', ['-o', 'stat=,command=', '-p', String(pid)]);
      return !output.startsWith('Z') && /postgres/.test(output);
    }
  }
}
