import type { Command } from 'commander';

import type { BusinessDate } from '@chobo/domain/kernel/time';
import type { StatementProblem } from '@chobo/domain/statement/events';
import { checkStatement } from '@chobo/statement-store/checkStatement';
import type { StatementCheck } from '@chobo/statement-store/checkStatement';
import { unknownSource } from '@chobo/statement-store/refusals';

import type { Cli } from '../cli.ts';
import { DONE, REFUSED } from '../exitCode.ts';
import type { Ended, ExitCode } from '../exitCode.ts';
import { openInput } from '../inputFile.ts';
import { controlTable, documentedChecks } from '../printing/controlChecks.ts';
import { HELD_ADVICE, problemLines } from '../printing/problems.ts';
import { businessDay } from './businessDay.ts';
import { fileProblem } from './fileProblem.ts';
import { counted, number } from '../printing/table.ts';

const EXAMPLES = `
Reads the file with the source's published profile and tells lines, control
totals and problems. Nothing is kept.

Examples:
  chobo statement check --source harbor harbor_20261118.csv
  chobo statement check --source harbor --date 2026-11-18 --json harbor_20261118.csv`;

type Options = {
  readonly source: string;
  readonly date?: BusinessDate;
  readonly json?: true;
};

export const addStatement = (program: Command, cli: Cli, ended: Ended): void => {
  program
    .command('statement')
    .description('files of carriers and payment providers')
    .command('check')
    .description('read a statement and tell what it is, without keeping it')
    .argument('<file>', 'the file as the source sent it')
    .requiredOption('--source <id>', 'the source that sent it')
    .option('--date <yyyy-mm-dd>', 'the business day that it should be of', businessDay)
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (path: string, options: Options) => {
      ended(await run(cli, path, options));
    });
};

/** A file that was read, or why none was. */
type Checked =
  | Extract<StatementCheck, { known: true }>
  | { readonly known: false; readonly source: string; readonly problem: StatementProblem };

const run = async (cli: Cli, path: string, options: Options): Promise<ExitCode> => {
  const { source, json } = options;
  const check = await checked(cli, path, options).catch((error: unknown): Checked => ({
    known: false,
    source,
    problem: fileProblem(error),
  }));
  cli.progress.stop();
  if (json === true) await cli.output.printJson(documentOf(check));
  else await cli.output.print(text(check));
  return check.known && check.state === 'accepted' ? DONE : REFUSED;
};

const checked = async (cli: Cli, path: string, { source, date }: Options): Promise<Checked> => {
  const file = await openInput(path);
  let found: StatementCheck | undefined;
  await cli.withChobo(async (chobo) => {
    found = await checkStatement(chobo, {
      source,
      date: date ?? null,
      file,
      onProgress: (lines) =>
        cli.progress.onProgress({ stage: 'reading', done: lines, total: null }),
    });
    return DONE;
  });
  if (found === undefined) throw new Error('The check ended without a result');
  return found.known ? found : { ...found, problem: unknownSource(source) };
};

const documentOf = (check: Checked): unknown => {
  if (!check.known) {
    return { source: check.source, state: 'refused', problems: [check.problem] };
  }
  const { source, date, state, lines, unreadable, problemCount } = check;
  const { reasons, problems, controlChecks, controlTotalsTie } = check;
  return {
    source,
    date,
    state,
    lines,
    unreadable,
    problemCount: reasons.length + problemCount,
    controlTotals: { tie: controlTotalsTie, checks: documentedChecks(controlChecks) },
    problems: [...reasons, ...problems],
  };
};

const STATES = {
  accepted: 'would be accepted',
  held: 'would be held for a person to decide',
  refused: 'would be refused',
} as const;

const text = (check: Checked): string => {
  if (!check.known) {
    return [`${check.source}: nothing was read.`, ...problemLines([check.problem])].join('\n');
  }
  const { state, lines, unreadable, controlChecks, controlTotalsTie, reasons, problems } = check;
  return [
    `${check.source}: the file ${STATES[state]}; ${counted(lines, 'line')}, ${number(unreadable)} of them unreadable.`,
    ...(controlChecks.length === 0
      ? []
      : [
          `Control totals ${controlTotalsTie ? 'tie' : 'do NOT tie'}:`,
          ...controlTable(controlChecks),
        ]),
    ...problemLines([...reasons, ...problems], reasons.length + check.problemCount),
    ...(state === 'held' ? HELD_ADVICE : []),
  ].join('\n');
};
