import type { Command } from 'commander';

import { checkStatement } from '@chobo/statement-store/checkStatement';
import type { StatementCheck } from '@chobo/statement-store/checkStatement';

import type { Cli } from '../cli.ts';
import { DONE, REFUSED } from '../exitCode.ts';
import type { Ended, ExitCode } from '../exitCode.ts';
import { openInput } from '../inputFile.ts';
import { problemLines } from '../printing/problems.ts';
import { counted, number, signed, table } from '../printing/table.ts';

const EXAMPLES = `
Reads the file with the source's published profile and tells lines, control
totals and problems. Nothing is kept.

Examples:
  chobo statement check --source harbor harbor_20261118.csv
  chobo statement check --source harbor --date 2026-11-18 --json harbor_20261118.csv`;

type Options = { readonly source: string; readonly date?: string; readonly json?: true };

export const addStatement = (program: Command, cli: Cli, ended: Ended): void => {
  program
    .command('statement')
    .description('files of carriers and payment providers')
    .command('check')
    .description('read a statement and tell what it is, without keeping it')
    .argument('<file>', 'the file as the source sent it')
    .requiredOption('--source <id>', 'the source that sent it')
    .option('--date <yyyy-mm-dd>', 'the business day that it should be of')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (path: string, options: Options) => {
      ended(await run(cli, path, options));
    });
};

const run = async (cli: Cli, path: string, { source, date, json }: Options): Promise<ExitCode> => {
  const file = await openInput(path);
  return cli.withChobo(async (chobo) => {
    const check = await checkStatement(chobo, {
      source,
      date: date ?? null,
      file,
      onProgress: (lines) =>
        cli.progress.onProgress({ stage: 'reading', done: lines, total: null }),
    });
    cli.progress.stop();
    if (json === true) await cli.output.printJson(documentOf(check));
    else await cli.output.print(text(check));
    return check.known && check.state === 'accepted' ? DONE : REFUSED;
  });
};

const unknownReason = (source: string): string =>
  `There is no source ${source}. Publish its catalogue document first.`;

const documentOf = (check: StatementCheck): unknown => {
  if (!check.known) {
    const { source } = check;
    const reason = unknownReason(source);
    const problem = { fileLine: null, column: null, value: source, code: 'unknown_source', reason };
    return { source, state: 'refused', problems: [problem] };
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
    controlTotals: { tie: controlTotalsTie, checks: controlChecks },
    problems: [...reasons, ...problems],
  };
};

const STATES = {
  accepted: 'would be accepted',
  held: 'would be held for a person to decide',
  refused: 'would be refused',
} as const;

const text = (check: StatementCheck): string => {
  if (!check.known) return unknownReason(check.source);
  const { state, lines, unreadable, controlChecks, controlTotalsTie, reasons, problems } = check;
  return [
    `${check.source}: the file ${STATES[state]}; ${counted(lines, 'line')}, ${number(unreadable)} of them unreadable.`,
    ...(controlChecks.length === 0
      ? []
      : [
          `Control totals ${controlTotalsTie ? 'tie' : 'do NOT tie'}:`,
          ...table(
            [
              { title: 'total' },
              { title: 'the file says', align: 'right' },
              { title: 'found', align: 'right' },
              { title: 'difference', align: 'right' },
            ],
            controlChecks.map(({ name, stated, found }) => [
              name,
              number(stated),
              number(found),
              signed(found - stated),
            ]),
          ),
        ]),
    ...problemLines([...reasons, ...problems], reasons.length + check.problemCount),
  ].join('\n');
};
