import { readFileSync } from 'node:fs';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { runChecks } from '@chobo/projections/checks/all';
import { createLogger } from '@chobo/runtime/logger';
import { importHistory } from '@chobo/worker/jobs/history-import/importHistory';

import { dayReport } from './dayReport.ts';
import { openFlow, type Flow } from './flow.given.ts';
import { expectedReport, reportedAsPublished } from './publishedDays.given.ts';
import { refreshDays } from './runDays.ts';
import { fileOf, type Shop } from './shop.given.ts';

const published = (name: string): Buffer =>
  readFileSync(new URL(`../../fixtures/statements/harbor-mobile/${name}`, import.meta.url));

let flow: Flow;
let harbor: Shop;

beforeEach(async () => {
  flow = await openFlow();
  harbor = await flow.openShop();
  const { dependencies } = flow;
  const history = published('history.csv');
  const imported = await importHistory(
    {
      ...dependencies,
      logger: createLogger('silent'),
      refreshDays: (source, actor) => refreshDays(dependencies, source, actor),
    },
    {
      source: 'harbor',
      brand: 'harbor-mobile',
      actor: 'cli:test',
      file: { ...fileOf(history), size: history.length },
    },
  );
  expect(imported).toMatchObject({ state: 'imported', rows: 3845, imported: 3845 });
});

afterEach(() => flow.close());

const DAYS = ['18', '19'];

const expectPublishedOutcome = async (): Promise<void> => {
  for (const day of DAYS) {
    const report = await dayReport(flow.database.pool, 'harbor', `2026-11-${day}`);
    if (report === null) throw new Error(`day ${day} has no report`);
    expect(reportedAsPublished(report)).toEqual(expectedReport(`2026-11-${day}`));
  }
};

/** In the order in which nobody hands them in; the other one is run by the commands of the acceptance. */
it('the published days of Harbor Mobile, the later one first, come to the published outcome, again after a rebuild, and verify', async () => {
  for (const day of DAYS.toReversed()) {
    const report = await harbor.hand(day, published(`harbor_202611${day}.csv`));
    expect(report).toMatchObject({ state: 'accepted', repeated: false });
  }
  await expectPublishedOutcome();
  const head = await flow.store.head();
  await flow.runner.rebuild();
  await expectPublishedOutcome();
  const checks = [
    ...(await harbor.verify()),
    ...(await runChecks(flow.database.pool)).map(({ check, ok }) => ({ check, ok })),
  ];
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(checks.map(({ check }) => check).slice(0, 2)).toEqual([
    'matching of harbor on 2026-11-18',
    'matching of harbor on 2026-11-19',
  ]);
  expect(await flow.store.head()).toBe(head);
});
