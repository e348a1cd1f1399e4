import type { Command } from 'commander';

import type { Cli } from '../cli.ts';
import { CommandProblem, DONE } from '../exitCode.ts';
import type { Ended, ExitCode } from '../exitCode.ts';

const EXAMPLES = `
Makes read models anew from the events: all of them, or the one that is named.
The events are not touched. A server that runs goes on; what it shows of a read
model is incomplete until its rebuild is over.

Examples:
  chobo rebuild
  chobo rebuild ledger`;

export const addRebuild = (program: Command, cli: Cli, ended: Ended): void => {
  program
    .command('rebuild')
    .description('make read models anew from the events')
    .argument('[projection]', 'name of one projection; all of them unless given')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (projection: string | undefined, options: { json?: true }) => {
      ended(await run(cli, projection, options.json === true));
    });
};

const run = (cli: Cli, projection: string | undefined, json: boolean): Promise<ExitCode> =>
  cli.withChobo(async ({ projections: runner }) => {
    const names = projection === undefined ? undefined : [projection];
    const show = (share: number): void => {
      cli.progress.onProgress({ stage: 'rebuilding', done: Math.round(share * 100), total: 100 });
    };
    try {
      await runner.rebuild(names, show);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new CommandProblem('projection_unknown', `${error.message}.`, { cause: error });
    }
    cli.progress.stop();
    const { projections } = await runner.status();
    const rebuilt = projections
      .map(({ name }) => name)
      .filter((name) => projection === undefined || name === projection);
    if (json) await cli.output.printJson({ state: 'rebuilt', projections: rebuilt });
    else await cli.output.print(`Rebuilt: ${rebuilt.join(', ')}`);
    return DONE;
  });
