import { Command, CommanderError } from 'commander';

import { version } from '@chobo/runtime/version';
import { StartProblem } from '@chobo/runtime/startProblem';

import type { Cli } from './cli.ts';
import { addCatalogue } from './commands/catalogue.ts';
import { addEvents } from './commands/events.ts';
import { addExpire } from './commands/expire.ts';
import { addHistory } from './commands/history.ts';
import { addRebuild } from './commands/rebuild.ts';
import { addReconcile } from './commands/reconcile.ts';
import { addSeed } from './commands/seed.ts';
import { addStatement } from './commands/statement.ts';
import { addUser } from './commands/user.ts';
import { addVerify } from './commands/verify.ts';
import { CommandProblem, DONE, REFUSED, WRONG_USAGE } from './exitCode.ts';
import type { Ended, ExitCode } from './exitCode.ts';

const INTRODUCTION = `Back office and reconciliation for prepaid data SIM top-ups.

A first day, in order:
  chobo catalogue publish fixtures/catalogue/harbor-mobile.json
  chobo history import history.csv --source harbor --brand harbor-mobile
  chobo reconcile --source harbor --date 2026-11-18 harbor_20261118.csv
  chobo verify

Run it as: npm run --silent chobo -- <command>`;

const ENDING = `
Data lies in CHOBO_DATA_DIR (./.data), or in the PostgreSQL of DATABASE_URL. A
server that runs on the same data need not be stopped.

Exit codes: 0 done; 1 refused or held (with --json the reasons are still
printed), or breaks found with --fail-on-breaks; 2 wrong usage.`;

/** Runs one command line. Never rejects. */
export const runProgram = async (cli: Cli, commandLine: readonly string[]): Promise<ExitCode> => {
  let code: ExitCode = DONE;
  const ended: Ended = (end) => {
    code = end;
  };
  const program = new Command('chobo')
    .description(INTRODUCTION)
    .version(version)
    .addHelpText('after', ENDING)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => cli.output.write('stdout', text),
      writeErr: (text) => cli.output.write('stderr', text),
    })
    .showHelpAfterError('(add --help for an explanation and examples)');
  for (const add of [
    addCatalogue,
    addHistory,
    addStatement,
    addReconcile,
    addVerify,
    addRebuild,
    addExpire,
    addEvents,
    addUser,
    addSeed,
  ]) {
    add(program, cli, ended);
  }
  try {
    await program.parseAsync([...commandLine], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_USAGE;
    cli.progress.stop();
    await tell(cli, error, commandLine.includes('--json'));
    return REFUSED;
  } finally {
    cli.progress.stop();
  }
};

const tell = async (cli: Cli, error: unknown, json: boolean): Promise<void> => {
  const reason = error instanceof Error ? error.message : String(error);
  const expected = error instanceof CommandProblem || error instanceof StartProblem;
  cli.output.note(expected ? reason : `The command failed: ${reason}`);
  if (!expected && error instanceof Error && cli.environment.LOG_LEVEL === 'debug') {
    cli.output.note(error.stack ?? '');
  }
  const code = error instanceof CommandProblem ? error.code : expected ? 'cannot_start' : 'failed';
  if (json) await cli.output.printJson({ state: 'failed', problems: [{ code, reason }] });
};
