import { setImmediate as nextTurn } from 'node:timers/promises';

import { largeDay } from '@chobo/fixtures/statements/largeDay';
import { createLogger } from '@chobo/runtime/logger';
import { importHistory } from '@chobo/worker/jobs/history-import/importHistory';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { watchEventLoop } from './eventLoop.given.ts';
import { openFlow, type Flow } from './flow.given.ts';
import { reconcileStatement } from './reconcileStatement.ts';
import { verifyRuns } from './verifyRuns.ts';

const DATE = '2026-11-18';
const LINES = 100_000;
const ITEMS = 10_000;

/** Longest that anybody else may wait for a turn. */
const TURN_MS = 200;

let flow: Flow;

beforeAll(async () => {
  flow = await openFlow();
});
afterAll(() => flow.close());

/** The chunks of a file as they come over a network: in turns of their own. */
async function* arriving(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    yield chunk;
    await nextTurn();
  }
}

it('a file of which nothing matches lets everything else go on', async () => {
  const { dependencies } = flow;
  await flow.openShop();
  const sold = largeDay({ date: DATE, count: ITEMS });
  await importHistory(
    { ...dependencies, logger: createLogger('silent'), refreshDays: () => Promise.resolve([]) },
    {
      source: 'harbor',
      brand: 'harbor-mobile',
      actor: 'cli:test',
      file: { name: 'history.csv', size: 0, open: sold.history },
    },
  );
  const foreign = largeDay({ date: DATE, count: LINES, first: 1_000_000 });
  const watch = watchEventLoop();
  const report = await reconcileStatement(dependencies, {
    source: 'harbor',
    date: DATE,
    actor: 'cli:test',
    file: { name: 'harbor.csv', open: () => arriving(foreign.statement()) },
  });
  watch.stop();

  const unconfirmed = report.breaks.filter(({ kind }) => kind === 'missing_in_statement');
  expect(report.exact).toBe(0);
  expect(unconfirmed.length).toBe(sold.expected.items);
  expect(report.breaks.length).toBeGreaterThan(LINES);
  expect((await verifyRuns(dependencies)).filter(({ ok }) => !ok)).toEqual([]);
  expect(watch.longestMs()).toBeLessThan(TURN_MS);
});
