import { breakCase } from '@chobo/domain/break/decider';
import type { BreakCommand } from '@chobo/domain/break/commands';
import { instantOf } from '@chobo/domain/kernel/time';
import type { ReconciliationDayCommand } from '@chobo/domain/reconciliation-day/commands';
import { reconciliationDay } from '@chobo/domain/reconciliation-day/decider';
import { breakStream, reconciliationDayStream } from '@chobo/domain/streams';
import { handleCommand } from '@chobo/event-store/handleCommand';
import { breaksOfDay, findDay, type DayBreak } from '@chobo/projections/reconciliation-days/report';
import { createLogger } from '@chobo/runtime/logger';
import { forWorker } from '@chobo/runtime/workerOptions';
import { createWorker } from '@chobo/worker/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { sourcesWithOtherHandMatches } from './newItems.ts';
import { refreshDays } from './runDays.ts';
import { NOW, openFlow, type Flow } from './flow.given.ts';
import { dateOf, outcome, type Shop } from './shop.given.ts';

let flow: Flow;

beforeAll(async () => {
  flow = await openFlow();
});
afterAll(async () => {
  await flow.close();
});

let commands = 0;

const give = async (breakId: string, command: BreakCommand): Promise<void> => {
  commands += 1;
  const result = await handleCommand(flow.store, breakCase, {
    stream: breakStream(breakId),
    command,
    context: {
      commandId: `hand-${commands}`,
      actor: 'user:mori',
      occurredAt: instantOf(NOW),
    },
  });
  expect(result.accepted).toBe(true);
  await flow.runner.waitForHead(30_000);
};

/** Matches an item of the 18th with a line of its file by hand; answers how to undo that. */
const matchByHand = async (
  { source }: Shop,
  item: string,
  line: number,
): Promise<() => Promise<void>> => {
  const id = `${source}/${item}`;
  const breaks: DayBreak[] = [];
  for await (const some of breaksOfDay(flow.database.pool, source, dateOf('18'))) {
    breaks.push(...some);
  }
  const found = breaks.find(({ itemIds }) => itemIds.includes(id));
  if (found === undefined) throw new Error(`Nothing is wrong with ${item}`);
  const { breakId } = found;
  const on = { breakId, source, date: dateOf('18'), reasonId: 're-1', at: instantOf(NOW) };
  await give(breakId, {
    type: 'ProposeResolution',
    data: {
      ...on,
      resolution: { kind: 'matched_by_hand', items: [id], lines: [line] },
      currency: 'JPY',
      proposedBy: 'user:mori',
    },
  });
  return () => give(breakId, { type: 'UndoResolution', data: { ...on, undoneBy: 'user:mori' } });
};

/** Two people sign the day's current run. */
const close = async ({ source }: Shop, day: string): Promise<void> => {
  const runId = String((await findDay(flow.database.pool, source, dateOf(day)))?.runNo);
  const at = instantOf(NOW);
  const signatures: readonly ReconciliationDayCommand[] = [
    { type: 'ReviewDay', data: { runId, reviewedBy: 'user:sato', at } },
    { type: 'CloseDay', data: { runId, closedBy: 'user:abe', at } },
  ];
  for (const command of signatures) {
    commands += 1;
    const result = await handleCommand(flow.store, reconciliationDay, {
      stream: reconciliationDayStream(source, dateOf(day)),
      command,
      context: { commandId: `sign-${commands}`, actor: 'user:sato', occurredAt: at },
    });
    expect(result.accepted).toBe(true);
  }
  await flow.runner.waitForHead(30_000);
};

/** What the worker does once it has noticed that something was matched by hand, or undone. */
const runAgain = async ({ source }: Shop): Promise<readonly string[]> => {
  expect(await sourcesWithOtherHandMatches(flow.database.pool)).toContain(source);
  const ran = await refreshDays(flow.dependencies, source, 'job:test');
  expect(await sourcesWithOtherHandMatches(flow.database.pool)).not.toContain(source);
  return ran;
};

/** A shop whose one item stands under a mistyped reference in the file of the 18th. */
const mistyped = async (): Promise<Shop> => {
  const shop = await flow.openShop();
  await shop.sell({ id: 'a', at: '18 12:00:00' });
  expect(await shop.reconcile('18', [{ at: '18 12:00:05', reference: 'typo' }])).toMatchObject({
    breaks: ['missing_in_ledger: #4 +2000', 'missing_in_statement: a -2000'],
  });
  return shop;
};

const isRight = async (shop: Shop): Promise<void> => {
  expect((await shop.verify()).filter(({ ok }) => !ok)).toEqual([]);
  const before = await shop.day('19');
  await flow.runner.rebuild();
  await flow.runner.waitForHead(60_000);
  expect(await shop.day('19')).toEqual(before);
  expect((await shop.verify()).filter(({ ok }) => !ok)).toEqual([]);
};

describe('what was matched by hand', () => {
  test('is not matched again by a later file', async () => {
    const shop = await mistyped();
    await matchByHand(shop, 'a', 4);
    expect(await shop.reconcile('19', [{ at: '19 09:00:00', reference: 'a' }])).toEqual(
      outcome({ lines: 1, breaks: ['missing_in_ledger: #4 +2000'] }),
    );
    await isRight(shop);
  });

  test('is matched by a later file once it was undone', async () => {
    const shop = await mistyped();
    const undo = await matchByHand(shop, 'a', 4);
    await undo();
    expect(await shop.reconcile('19', [{ at: '19 09:00:00', reference: 'a' }])).toEqual(
      outcome({ lines: 1, carried: ['a #4 from 18'] }),
    );
    await isRight(shop);
  });

  test('is seen when its line comes again in an overlapping file', async () => {
    const shop = await mistyped();
    await matchByHand(shop, 'a', 4);
    const again = { at: '18 12:00:05', reference: 'typo' };
    expect(await shop.reconcile('19', [again])).toEqual(outcome({ lines: 1, alreadySeen: 1 }));
    await isRight(shop);
  });

  test('is a break again when the source cancels the line', async () => {
    const shop = await mistyped();
    await matchByHand(shop, 'a', 4);
    const cancelled = { at: '19 09:00:00', reference: 'typo', status: '取消' };
    expect(await shop.reconcile('19', [cancelled])).toEqual(
      outcome({ lines: 1, breaks: ['status: a #4 -2000'] }),
    );
    await isRight(shop);
    expect(await shop.reconcile('20', [{ at: '20 09:00:00', reference: 'a' }])).toEqual(
      outcome({ lines: 1, carried: ['a #4 from 18'] }),
    );
  });
});

describe('later days that had a file already', () => {
  test('are run again once an earlier match is undone', async () => {
    const shop = await mistyped();
    const undo = await matchByHand(shop, 'a', 4);
    const line = { at: '19 09:00:00', reference: 'a' };
    expect(await shop.reconcile('19', [line])).toMatchObject({
      breaks: ['missing_in_ledger: #4 +2000'],
    });
    await undo();
    expect(await runAgain(shop)).toEqual([dateOf('19')]);
    expect(await shop.day('19')).toEqual(outcome({ lines: 1, carried: ['a #4 from 18'] }));
    await isRight(shop);
  });

  test('are looked at once when something before them is matched, and keep a run that holds', async () => {
    const shop = await mistyped();
    const again = { at: '18 12:00:05', reference: 'typo' };
    expect((await shop.reconcile('19', [again])).alreadySeen).toBe(1);
    await matchByHand(shop, 'a', 4);
    expect(await runAgain(shop)).toEqual([dateOf('19')]);
    expect((await shop.day('19'))?.alreadySeen).toBe(1);
    await isRight(shop);
  });

  test('stay as they are when they are closed', async () => {
    const shop = await mistyped();
    const undo = await matchByHand(shop, 'a', 4);
    const seen = await shop.reconcile('19', [{ at: '19 09:00:00', reference: 'a' }]);
    await close(shop, '19');
    await undo();
    expect(await sourcesWithOtherHandMatches(flow.database.pool)).not.toContain(shop.source);
    expect(await refreshDays(flow.dependencies, shop.source, 'job:test')).toEqual([]);
    expect(await shop.day('19')).toEqual(seen);
    await isRight(shop);
  });

  test('are run again by the worker, which nobody asks to', async () => {
    const shop = await mistyped();
    const undo = await matchByHand(shop, 'a', 4);
    await shop.reconcile('19', [{ at: '19 09:00:00', reference: 'a' }]);
    const worker = createWorker(
      forWorker({ ...flow.dependencies, logger: createLogger('silent'), intervalMs: 20 }),
    );
    worker.start();
    try {
      await undo();
      await expect
        .poll(async () => (await shop.day('19'))?.carried, { timeout: 30_000 })
        .toEqual(['a #4 from 18']);
    } finally {
      await worker.stop();
    }
    await isRight(shop);
  });
});
