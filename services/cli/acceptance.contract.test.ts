import path from 'node:path';

import { createDatabase } from '@chobo/fixtures/postgres/database';
import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import { expectedReport, reportedAsPublished } from '@chobo/statement-store/publishedDays.given';
import type { ReconciliationReport } from '@chobo/statement-store/report';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { root, runChobo, type Ran } from './cli.given.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

const run = (args: readonly string[]): Promise<Ran> =>
  runChobo(root, args, { DATABASE_URL: database.url });

const shipped = (name: string): string => path.join(root, 'fixtures', name);
const published = (name: string): string => shipped(`statements/harbor-mobile/${name}`);

/** Runs a command that must end well. */
const chobo = async (...args: string[]): Promise<string> => {
  const { code, stdout, stderr } = await run(args);
  expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: expect.any(String) });
  return stdout;
};

/** Reconciles a published day; standard output must be one JSON document and nothing else. */
const reconcile = async (day: string): Promise<ReconciliationReport> => {
  const stdout = await chobo(
    ...['reconcile', '--source', 'harbor', '--date', `2026-11-${day}`, '--json'],
    published(`harbor_202611${day}.csv`),
  );
  return JSON.parse(stdout) as ReconciliationReport;
};

const failOnBreaks = (day: string): Promise<Ran> =>
  run([
    ...['reconcile', '--source', 'harbor', '--date', `2026-11-${day}`, '--fail-on-breaks'],
    published(`harbor_202611${day}.csv`),
  ]);

const verify = async (): Promise<readonly { readonly check: string; readonly ok: boolean }[]> => {
  const { checks, ok } = JSON.parse(await chobo('verify', '--json')) as {
    readonly ok: boolean;
    readonly checks: readonly { readonly check: string; readonly ok: boolean }[];
  };
  expect(ok).toBe(true);
  return checks;
};

/** Before the next day's file has come: nothing is settled, and what is late is waited for. */
const withoutSettlements = (day: ReturnType<typeof expectedReport>) => ({
  ...day,
  breaks: day.breaks.map((found) => ({ ...found, resolvedOn: undefined })),
});

it('reconciles the published days from nothing, command by command', async () => {
  await chobo('catalogue', 'publish', shipped('catalogue/harbor-mobile.json'));
  const imported = await chobo(
    ...['history', 'import', published('history.csv')],
    ...['--source', 'harbor', '--brand', 'harbor-mobile', '--json'],
  );
  expect(JSON.parse(imported)).toMatchObject({ state: 'imported', rows: 3845, imported: 3845 });

  const first = await reconcile('18');
  expect(first).toMatchObject({ source: 'harbor', state: 'accepted', repeated: false });
  expect(reportedAsPublished(first)).toEqual(withoutSettlements(expectedReport('2026-11-18')));

  const second = await reconcile('19');
  expect(second).toMatchObject({ source: 'harbor', state: 'accepted', repeated: false });
  expect(reportedAsPublished(second)).toEqual(expectedReport('2026-11-19'));

  const checks = await verify();
  expect(checks.map(({ check }) => check)).toEqual(
    expect.arrayContaining([
      'matching of harbor on 2026-11-18',
      'matching of harbor on 2026-11-19',
    ]),
  );

  const again = await reconcile('18');
  expect(again).toMatchObject({ repeated: true, statementId: first.statementId });
  expect(reportedAsPublished(again)).toEqual(expectedReport('2026-11-18'));

  await chobo('rebuild');
  expect(await reconcile('18')).toEqual(again);
  expect(await reconcile('19')).toEqual({ ...second, repeated: true });
  expect(await verify()).toEqual(checks);

  const refused = await run([
    ...['reconcile', '--source', 'harbor', '--date', '2026-11-20', '--json'],
    published('harbor_20261119.csv'),
  ]);
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.stdout)).toMatchObject({
    state: 'refused',
    date: '2026-11-20',
    problems: [{ code: 'wrong_business_date', fileLine: 2, value: '2026/11/19' }],
  });
  expect((await failOnBreaks('18')).code).toBe(1);
  expect((await failOnBreaks('19')).code).toBe(0);
});

it('ends with 2 for wrong usage and prints nothing on standard output', async () => {
  const { code, stdout, stderr } = await run(['reconcile', '--source', 'harbor']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).not.toBe('');
});
