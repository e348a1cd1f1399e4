import { breakCase } from '@chobo/domain/break/decider';
import type { BreakCommand } from '@chobo/domain/break/commands';
import { instantOf } from '@chobo/domain/kernel/time';
import { breakStream } from '@chobo/domain/streams';
import { handleCommand } from '@chobo/event-store/handleCommand';
import { breaksOfDay } from '@chobo/projections/reconciliation-days/report';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

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
  const found = (await breaksOfDay(flow.database.pool, source, dateOf('18'))).find(({ itemIds }) =>
    itemIds.includes(id),
  );
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
