import type { Command } from 'commander';

import { runBreakChecks, runChecks } from '@chobo/projections/checks/all';
import type { Chobo } from '@chobo/runtime/chobo';
import { verifyRuns } from '@chobo/statement-store/verifyRuns';

import type { Cli } from '../cli.ts';
import { DONE, REFUSED } from '../exitCode.ts';
import type { Ended, ExitCode } from '../exitCode.ts';
import { counted, table } from '../printing/table.ts';

const EXAMPLES = `
Checks what must always be true: every transaction and the trial balance sum to
zero; what accounts hold is what the ledger owes; every claimed payment is
credited or refused; no item and no line settles two breaks; and every matching
run, computed again from its stored file, gives the outcome that was recorded.
Changes nothing; exit code 1 when a check fails.

Examples:
  chobo verify
  chobo verify --json`;

/** One thing that was looked at; `found` lists what stands against it. */
type Checked = {
  readonly check: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly found?: readonly string[];
};

export const addVerify = (program: Command, cli: Cli, ended: Ended): void => {
  program
    .command('verify')
    .description('check what must always be true of balances, ledger and matching')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (options: { json?: true }) => {
      ended(await run(cli, options.json === true));
    });
};

const run = (cli: Cli, json: boolean): Promise<ExitCode> =>
  cli.withChobo(async (chobo) => {
    const checks = await check(cli, chobo);
    cli.progress.stop();
    const ok = checks.every((checked) => checked.ok);
    if (json) await cli.output.printJson({ ok, checks });
    else await cli.output.print(text(checks));
    return ok ? DONE : REFUSED;
  });

const VIEWS_TIMEOUT_MS = 600_000;

const check = async (cli: Cli, chobo: Chobo): Promise<readonly Checked[]> => {
  const { onProgress } = cli.progress;
  onProgress({ stage: 'waiting for views', done: 0, total: null });
  const views = await viewsFollow(chobo);
  // Views that stand still would only fail for that reason, again and again.
  if (!views.ok) return [views];
  onProgress({ stage: 'balances and ledger', done: 0, total: null });
  const balances = await runChecks(chobo.pool);
  const breaks = await runBreakChecks(chobo.pool);
  return [views, ...balances, ...breaks, ...(await verifyRuns(chobo, onProgress))];
};

const viewsFollow = async ({ projections: runner }: Chobo): Promise<Checked> => {
  const name = 'views-follow-the-log';
  if (await runner.waitForHead(VIEWS_TIMEOUT_MS)) {
    return { check: name, ok: true, detail: 'The views hold everything that the log has.' };
  }
  const { projections } = await runner.status();
  const found = projections
    .filter(({ failure }) => failure !== null)
    .map((projection) => `${projection.name}: ${projection.failure?.message ?? ''}`);
  return { check: name, ok: false, detail: 'The views do not come up to the log.', found };
};

const text = (checks: readonly Checked[]): string => {
  const failed = checks.filter((checked) => !checked.ok);
  return [
    ...table(
      [{ title: '' }, { title: 'check' }, { title: '' }],
      checks.map(({ check: name, ok, detail }) => [ok ? 'ok' : 'FAILED', name, detail]),
    ).slice(1),
    ...failed.flatMap(({ check: name, found = [] }) =>
      found.length === 0 ? [] : ['', `${name}:`, ...found.map((one) => `  ${one}`)],
    ),
    '',
    failed.length === 0
      ? `All is well: ${counted(checks.length, 'check')}.`
      : `${counted(failed.length, 'check')} of ${checks.length} FAILED.`,
  ].join('\n');
};
