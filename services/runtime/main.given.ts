import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startProgram } from './parts.given.ts';
import type { Environment, Part } from './parts.given.ts';
import { endPostgres } from './postgres/postmaster.given.ts';
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

/** Ends what a test has left; for `afterEach`. */
export async function endAll(): Promise<void> {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) {
    await endPostgres(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts a script of this folder. */
export function run(script: string, environment: Environment, detached = false): Part {
  const started = startProgram(`services/runtime/${script}`, environment, { detached });
  endsWithTest(started.child);
  return started;
}

/** Starts Chobo as `npm start` does. */
export const server = (environment: Environment, detached = false): Part =>
  run('main.ts', { LOG_LEVEL: 'warn', ...environment }, detached);

export async function ready(url: string): Promise<boolean | undefined> {
  return waitFor(async () => {
    const { status } = await fetch(`${url}/health/ready`);
    return status === 200 ? true : undefined;
  }, 60_000);
}
