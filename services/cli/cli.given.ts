import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';

import { createCli } from './cli.ts';
import { runProgram } from './program.ts';

export const root = path.resolve(import.meta.dirname, '../..');

export type Ran = {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

/** Starts a command of the product on a data directory, as a person's shell does. */
export const startChobo = (
  dataDirectory: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', path.join(root, 'services/cli/main.ts'), ...args], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TMPDIR: process.env.TMPDIR,
      CHOBO_DATA_DIR: dataDirectory,
      ...environment,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });

class Written extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/**
 * Runs a command to its end in this process, which spares the loading of the
 * program: what a terminal sees and leaves is the same.
 */
export const runChobo = async (
  dataDirectory: string,
  args: readonly string[],
  { input = '', ...environment }: Readonly<Record<string, string>> = {},
): Promise<Ran> => {
  const [stdout, stderr] = [new Written(), new Written()];
  const cli = createCli(
    {
      stdin: Readable.from([input]),
      stdout,
      stderr,
      env: { CHOBO_DATA_DIR: dataDirectory, ...environment },
      cwd: () => root,
    },
    new AbortController().signal,
    () => undefined,
  );
  const code = await runProgram(cli, args);
  return { code, stdout: stdout.text, stderr: stderr.text };
};
