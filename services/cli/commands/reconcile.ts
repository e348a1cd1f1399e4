import type { Command } from 'commander';

import type { BusinessDate } from '@chobo/domain/kernel/time';
import { forStatements } from '@chobo/runtime/work';
import { reconcileStatement } from '@chobo/statement-store/reconcileStatement';
import { refusedReport } from '@chobo/statement-store/refusals';
import type { ReconciliationReport } from '@chobo/statement-store/report';

import type { Cli } from '../cli.ts';
import { DONE, REFUSED, WRONG_USAGE } from '../exitCode.ts';
import type { Ended, ExitCode } from '../exitCode.ts';
import { openInput } from '../inputFile.ts';
import { businessDay } from './businessDay.ts';
import { fileProblem } from './fileProblem.ts';
import { documentedChecks } from '../printing/controlChecks.ts';
import { reconciliationText } from '../printing/reconciliation.ts';

const EXAMPLES = `
Receives a source's file for one business day and matches it with what Chobo
says the source should confirm. Only an accepted file counts: after a refused or
held one the right file needs no flag, and the same file again changes nothing.
Another file for a day that has one needs --supersede with a reason.

Examples:
  chobo reconcile --source harbor --date 2026-11-18 harbor_20261118.csv
  chobo reconcile --source harbor --date 2026-11-18 --json --fail-on-breaks harbor_20261118.csv
  chobo reconcile --source harbor --date 2026-11-18 --supersede --reason "corrected by the carrier" new.csv`;

type Options = {
  readonly source: string;
  readonly date: BusinessDate;
  readonly supersede?: true;
  readonly reason?: string;
  readonly failOnBreaks?: true;
  readonly json?: true;
};

export const addReconcile = (program: Command, cli: Cli, ended: Ended): void => {
  program
    .command('reconcile')
    .description("receive a source's file and reconcile its day")
    .argument('<file>', 'the file as the source sent it')
    .requiredOption('--source <id>', 'the source that sent it')
    .requiredOption('--date <yyyy-mm-dd>', 'the business day that it is of', businessDay)
    .option('--supersede', 'replace the file that the day has; needs --reason')
    .option('--reason <text>', 'why the file is replaced')
    .option('--fail-on-breaks', 'end with exit code 1 when a break is open')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (path: string, options: Options) => {
      ended(await run(cli, path, options));
    });
};

const documentOf = (report: ReconciliationReport) => ({
  ...report,
  controlTotals: {
    ...report.controlTotals,
    checks: documentedChecks(report.controlTotals.checks),
  },
});

const run = async (cli: Cli, path: string, options: Options): Promise<ExitCode> => {
  const reason = options.reason?.trim() ?? '';
  if ((options.supersede === true) !== (reason !== '')) {
    cli.output.note('error: --supersede and --reason go together');
    return WRONG_USAGE;
  }
  const report = await reconciled(cli, path, options).catch((error: unknown) =>
    refusedReport(options, [fileProblem(error)]),
  );
  cli.progress.stop();
  if (options.json === true) await cli.output.printJson(documentOf(report));
  else await cli.output.print(reconciliationText(report));
  if (report.state !== 'accepted') return REFUSED;
  const open = report.breaks.some((found) => found.resolvedOn === undefined);
  return options.failOnBreaks === true && open ? REFUSED : DONE;
};

const reconciled = async (
  cli: Cli,
  path: string,
  { source, date, supersede, reason = '' }: Options,
): Promise<ReconciliationReport> => {
  const file = await openInput(path);
  let report: ReconciliationReport | undefined;
  await cli.withChobo(async (chobo) => {
    report = await reconcileStatement(forStatements(chobo), {
      source,
      date,
      file,
      ...(supersede === true && { supersede: { reason: reason.trim() } }),
      actor: cli.actor,
      onProgress: cli.progress.onProgress,
    });
    return DONE;
  });
  if (report === undefined) throw new Error('The reconciliation ended without a report');
  return report;
};
