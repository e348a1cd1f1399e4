import type { Readable, Writable } from 'node:stream';

import type { Actor } from '@chobo/domain/kernel/actor';
import { openChobo } from '@chobo/runtime/chobo';
import type { Chobo } from '@chobo/runtime/chobo';
import { createClock } from '@chobo/runtime/clock';
import { readConfiguration } from '@chobo/runtime/config';
import { createLogger } from '@chobo/runtime/logger';

import { commandActor } from './actor.ts';
import { CommandProblem } from './exitCode.ts';
import type { ExitCode } from './exitCode.ts';
import { createOutput } from './output.ts';
import type { Output } from './output.ts';
import { createProgressBar } from './progress.ts';
import type { ProgressBar } from './progress.ts';

/** What commands are given: where to speak, who asks, and how to reach Chobo. */
export type Cli = {
  readonly output: Output;
  readonly progress: ProgressBar;
  readonly actor: Actor;
  readonly stdin: Readable;
  readonly environment: Environment;
  /** Aborts at Ctrl-C, before what is open is closed. */
  readonly signal: AbortSignal;
  /** Opens Chobo for the length of a command: joins the running one, or starts what it needs. */
  readonly withChobo: (work: (chobo: Chobo) => Promise<ExitCode>) => Promise<ExitCode>;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** The terminal of a command and what it was set up with; `process` is one. */
export type Terminal = {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Environment;
  readonly cwd: () => string;
};

/**
 * @param signal aborts when the person wants the command to end
 * @param onOpen is told what is open, for ending it from outside
 */
export const createCli = (
  { stdin, stdout, stderr, env, cwd }: Terminal,
  signal: AbortSignal,
  onOpen: (chobo: Chobo | null) => void,
): Cli => ({
  output: createOutput(stdout, stderr),
  progress: createProgressBar(stderr),
  actor: commandActor(),
  stdin,
  environment: env,
  signal,
  withChobo: async (work) => {
    const read = readConfiguration(env, cwd());
    if (!read.ok) {
      throw new CommandProblem('configuration', `${read.faults.join('.\n')}.`);
    }
    const { configuration } = read;
    const logger = createLogger(configuration.logLevel ?? 'warn', stderr);
    const clock = createClock(configuration.clockStartsAtMs);
    const chobo = await openChobo({ configuration, logger, clock, role: 'command' });
    onOpen(chobo);
    try {
      return await work(chobo);
    } finally {
      onOpen(null);
      await chobo.close();
    }
  },
});
