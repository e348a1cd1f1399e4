import type { Command } from 'commander';

import { expireBalances } from '@chobo/worker/jobs/expireBalances';
import type { ExpiredAccount } from '@chobo/worker/jobs/expireBalances';

import type { Cli } from '../cli.ts';
import { CommandProblem, DONE } from '../exitCode.ts';
import type { Ended, ExitCode } from '../exitCode.ts';
import { counted, number, table } from '../printing/table.ts';

const EXAMPLES = `
Forfeits what is left of balances whose validity has ended. What an open refund
holds is not touched. The first 1,000 accounts are listed, all are counted.

Examples:
  chobo expire --dry-run
  chobo expire --json`;

type Options = { readonly dryRun?: boolean; readonly json?: boolean };

export const addExpire = (program: Command, cli: Cli, ended: Ended): void => {
  program
    .command('expire')
    .description('expire balances whose validity has ended')
    .option('--dry-run', 'tell what would expire, and change nothing')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (options: Options) => ended(await run(cli, options)));
};

const MAX_LISTED = 1_000;
const VIEWS_TIMEOUT_MS = 600_000;

const run = (cli: Cli, { dryRun = false, json = false }: Options): Promise<ExitCode> =>
  cli.withChobo(async (chobo) => {
    if (!(await chobo.projections.waitForHead(VIEWS_TIMEOUT_MS))) {
      throw new CommandProblem(
        'views_behind',
        'The views do not come up to the events; try again.',
      );
    }
    const accounts: ExpiredAccount[] = [];
    const totals = new Map<string, number>();
    const count = await expireBalances(chobo, { actor: cli.actor, dryRun }, (expired) => {
      if (accounts.length < MAX_LISTED) accounts.push(expired);
      const { currency } = expired;
      totals.set(currency, (totals.get(currency) ?? 0) + amountOf(expired));
      cli.progress.onProgress({ stage: 'expiring', done: accounts.length, total: null });
    });
    cli.progress.stop();
    const state = dryRun ? 'dry_run' : 'expired';
    if (json) {
      const told = [...totals].map(([currency, amount]) => ({ amount, currency }));
      await cli.output.printJson({ state, count, totals: told, accounts });
    } else await cli.output.print(text(dryRun, count, totals, accounts));
    return DONE;
  });

const amountOf = ({ lots }: ExpiredAccount): number =>
  lots.reduce((sum, { amount }) => sum + amount, 0);

const text = (
  dryRun: boolean,
  count: number,
  totals: ReadonlyMap<string, number>,
  accounts: readonly ExpiredAccount[],
): string => {
  if (count === 0) return 'Nothing has ended.';
  const sums = [...totals].map(([currency, sum]) => `${number(sum)} ${currency}`).join(', ');
  return [
    `${dryRun ? 'Would expire' : 'Expired'}: ${sums} on ${counted(count, 'account')}.`,
    ...table(
      [
        { title: 'account' },
        { title: 'lots', align: 'right' },
        { title: 'amount', align: 'right' },
      ],
      accounts.map((expired) => [
        expired.accountId,
        number(expired.lots.length),
        `${number(amountOf(expired))} ${expired.currency}`,
      ]),
    ),
    ...(count > accounts.length ? [`  … and ${number(count - accounts.length)} more.`] : []),
  ].join('\n');
};
