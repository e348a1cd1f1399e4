import type { Command } from 'commander';

import type { StatementProblem } from '@chobo/domain/statement/events';
import { forImport } from '@chobo/runtime/work';
import { importHistory } from '@chobo/worker/jobs/history-import/importHistory';
import type { ImportReport } from '@chobo/worker/jobs/history-import/importHistory';

import type { Cli } from '../cli.ts';
import { DONE, REFUSED } from '../exitCode.ts';
import type { Ended, ExitCode } from '../exitCode.ts';
import { openInput } from '../inputFile.ts';
import { fileProblem } from './fileProblem.ts';
import { problemLines } from '../printing/problems.ts';
import { counted } from '../printing/table.ts';

const EXAMPLES = `
The file is a UTF-8 CSV with these columns, named in its first line:
  top_up_id,card_number,channel,method,payment_provider,payment_reference,
  amount,currency,paid_at

Every row is a credited top-up with value = amount at paid_at, valid as the
brand's default plan says. Cards and accounts that are not there are opened.
All rows are checked before anything is written: with one problem nothing is
imported and every problem is told with its line. A row that repeats an earlier
one word for word counts once. A second run changes nothing; one that was
killed is completed by running it again.

Examples:
  chobo history import history.csv --source harbor --brand harbor-mobile
  chobo history import history.csv --source harbor --brand harbor-mobile --json`;

type Options = { readonly source: string; readonly brand: string; readonly json?: true };

export const addHistory = (program: Command, cli: Cli, ended: Ended): void => {
  program
    .command('history')
    .description('what was sold before Chobo, or by a system that only exports files')
    .command('import')
    .description('bring in top-ups from a CSV file')
    .argument('<file>', 'CSV file')
    .requiredOption('--source <id>', 'the source that confirms these top-ups')
    .requiredOption('--brand <id>', 'the brand of the cards')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (path: string, options: Options) => {
      ended(await run(cli, path, options));
    });
};

const run = async (cli: Cli, path: string, options: Options): Promise<ExitCode> => {
  const { source, brand, json } = options;
  const report = await imported(cli, path, options).catch((error: unknown) =>
    unreadable(fileProblem(error)),
  );
  cli.progress.stop();
  if (json === true) await cli.output.printJson({ source, brand, ...report });
  else await cli.output.print(text(report));
  return report.state === 'imported' ? DONE : REFUSED;
};

const imported = async (
  cli: Cli,
  path: string,
  { source, brand }: Options,
): Promise<ImportReport> => {
  const file = await openInput(path);
  const { actor, progress } = cli;
  const { onProgress } = progress;
  let report: ImportReport | undefined;
  await cli.withChobo(async (chobo) => {
    report = await importHistory(forImport(chobo), { source, brand, actor, file, onProgress });
    return DONE;
  });
  if (report === undefined) throw new Error('The import ended without a report');
  return report;
};

const unreadable = (problem: StatementProblem): ImportReport => ({
  state: 'refused',
  rows: 0,
  imported: 0,
  alreadyThere: 0,
  accountsOpened: 0,
  problems: [problem],
  problemCount: 1,
});

const text = (report: ImportReport): string => {
  const { state, rows, imported: count, alreadyThere, accountsOpened } = report;
  const head =
    state === 'refused' && count === 0
      ? `Nothing was imported (${counted(rows, 'row')} read).`
      : `Imported ${counted(count, 'top-up')} of ${counted(rows, 'row')}; ${counted(alreadyThere, 'row was', 'rows were')} there already; ${counted(accountsOpened, 'account')} opened.`;
  return [head, ...problemLines(report.problems, report.problemCount)].join('\n');
};
