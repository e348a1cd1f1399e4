import type { Command } from 'commander';

import { seedDemo } from '@chobo/runtime/demo/demo';

import type { Cli } from '../cli.ts';
import { CommandProblem, DONE } from '../exitCode.ts';
import type { Ended, ExitCode } from '../exitCode.ts';

const EXAMPLES = `
Fills an empty store with the demo: the catalogue of Harbor Mobile, its data and
one user per role, whose logins everybody knows. A store that has anything of
its own is left alone, with exit code 1.

Example:
  CHOBO_DATA_DIR=/tmp/chobo-demo chobo seed`;

export const addSeed = (program: Command, cli: Cli, ended: Ended): void => {
  program
    .command('seed')
    .description('fill an empty store with demo data')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (options: { json?: true }) => {
      ended(await run(cli, options.json === true));
    });
};

const run = (cli: Cli, json: boolean): Promise<ExitCode> =>
  cli.withChobo(async (chobo) => {
    const seeded = await seedDemo(chobo, (words) => cli.output.note(`${words} …`));
    if (!seeded) {
      throw new CommandProblem(
        'store_not_empty',
        'The store is not empty: nothing was changed. Seed a fresh one (set CHOBO_DATA_DIR).',
      );
    }
    if (json) await cli.output.printJson({ state: 'seeded' });
    else await cli.output.print('The demo data are there.');
    return DONE;
  });
