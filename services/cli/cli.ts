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
  readonly stdin: NodeJS.ReadStream;
  /** Aborts at Ctrl-C, before what is open is closed. */
  readonly signal: AbortSignal;
  /** Opens Chobo for the length of a command: joins the running one, or starts what it needs. */
  readonly withChobo: (work: (chobo: Chobo) => Promise<ExitCode>) => Promise<ExitCode>;
};

export type CliStreams = {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
};

/**
 * @param signal aborts when the person wants the command to end
 * @param onOpen is told what is open, for ending it from outside
 */
export const createCli = (
  streams: CliStreams,
  signal: AbortSignal,
  onOpen: (chobo: Chobo | null) => void,
): Cli => ({
  output: createOutput(streams.stdout, streams.stderr),
  progress: createProgressBar(streams.stderr),
  actor: commandActor(),
  stdin: streams.stdin,
  signal,
  withChobo: async (work) => {
    const read = readConfiguration(process.env, process.cwd());
    if (!read.ok) {
      throw new CommandProblem('configuration', `${read.faults.join('.\n')}.`);
    }
    const { configuration } = read;
    const logger = createLogger(configuration.logLevel ?? 'warn');
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
