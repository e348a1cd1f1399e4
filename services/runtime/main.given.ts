import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { layoutOf } from './postgres/layout.ts';
import { isPostgres } from './postgres/processes.ts';
import { waitFor } from './postgres/waiting.ts';

const folders: string[] = [];
const children: ChildProcess[] = [];

/** Ends what a test has started with the rest of this module, and any other process. */
export const endsWithTest = (child: ChildProcess): void => void children.push(child);

/** A folder that goes when the test has ended. */
export const newFolder = (): string => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'chobo-main-'));
  folders.push(folder);
  return folder;
};

/** The PostgreSQL of a data directory; 0 when there is none. */
export const postmasterOf = (dataDirectory: string): number => {
  const { postmasterFile } = layoutOf(dataDirectory);
  if (!existsSync(postmasterFile)) return 0;
  return Number(readFileSync(postmasterFile, 'utf8').split('\n')[0]);
};

/** Ends what a test has left; for `afterEach`. */
export async function endAll(): Promise<void> {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) {
    const pid = postmasterOf(folder);
    if (pid > 0 && (await isPostgres(pid))) {
      process.kill(pid, 'SIGQUIT');
      await waitFor(async () => ((await isPostgres(pid)) ? undefined : true), 10_000);
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

export type Process = {
  readonly child: ChildProcess;
  /** Both outputs so far. */
  readonly said: () => string;
  readonly ended: Promise<number | null>;
};

type Environment = Readonly<Record<string, string>>;

/** Starts a script of this folder. */
export function run(script: string, environment: Environment, detached = false): Process {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(CHOBO_|DATABASE_URL|NODE_ENV|VITEST)/.test(name),
    ),
  );
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), fileURLToPath(new URL(script, import.meta.url))],
    {
      env: { ...inherited, PORT: '0', ...environment },
      detached,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  endsWithTest(child);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, said: () => text, ended };
}

/** Starts Chobo as `npm start` does. */
export const server = (environment: Environment, detached = false): Process =>
  run('main.ts', { LOG_LEVEL: 'warn', ...environment }, detached);

/** The address that the server says it listens at. */
export async function address({ said, child }: Process): Promise<string> {
  const found = await waitFor(async () => {
    if (child.exitCode !== null) throw new Error(said());
    return Promise.resolve(/listens at (\S+)/.exec(said())?.[1]);
  }, 120_000);
  if (found === undefined) throw new Error(said());
  return found;
}

export async function ready(url: string): Promise<boolean | undefined> {
  return waitFor(async () => {
    const { status } = await fetch(`${url}/health/ready`);
    return status === 200 ? true : undefined;
  }, 60_000);
}
