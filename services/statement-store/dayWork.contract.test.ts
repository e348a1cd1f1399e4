import { breakCase } from '@chobo/domain/break/decider';
import { instantOf } from '@chobo/domain/kernel/time';
import type { ReconciliationDayCommand } from '@chobo/domain/reconciliation-day/commands';
import { reconciliationDay } from '@chobo/domain/reconciliation-day/decider';
import { breakStream, reconciliationDayStream } from '@chobo/domain/streams';
import { eventsToAppend, handleCommand } from '@chobo/event-store/handleCommand';
import { findDay } from '@chobo/projections/reconciliation-days/report';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { beginWork, settleBegunWork, type Doer } from './dayWork.ts';
import { NOW, openFlow, type Flow } from './flow.given.ts';
import { dateOf, type Shop } from './shop.given.ts';

let flow: Flow;
let shop: Shop;

beforeAll(async () => {
  flow = await openFlow();
});
beforeEach(async () => {
  shop = await flow.openShop();
  await shop.sell({ id: 'a', at: '18 12:00:00' });
  await shop.reconcile('18', []);
});
afterAll(() => flow.close());

const at = instantOf(NOW);
let ids = 0;
const doer: Doer = { actor: 'user:mori', at, newId: () => `own-${(ids += 1)}` };

const day = () => ({ source: shop.source, date: dateOf('18') });
const breakId = () => `break of ${shop.source}`;

const begin = (workId: string) =>
  beginWork(
    flow.store,
    { source: shop.source, dates: [dateOf('18')], breakId: breakId(), workId },
    doer,
  );

/** An append to the break's stream as somebody decided it who saw nothing there. */
const record = (workId: string) =>
  flow.store.append({
    stream: breakStream(breakId()),
    expectedRevision: 'no_stream',
    events: eventsToAppend(
      breakCase,
      [
        {
          type: 'BreakAssigned',
          data: {
            breakId: breakId(),
            ...day(),
            assignee: 'user:sato',
            assignedBy: 'user:mori',
            assignedAt: at,
          },
        },
      ],
      { commandId: workId, actor: 'user:mori', occurredAt: at },
    ),
  });

const typesOf = async (stream: string): Promise<readonly string[]> => {
  const streams = await flow.store.readStreams([stream]);
  return (streams.get(stream) ?? []).map(({ type }) => type);
};

const signed = async (): Promise<void> => {
  const runId = String((await findDay(flow.database.pool, shop.source, dateOf('18')))?.runNo);
  const commands: readonly ReconciliationDayCommand[] = [
    { type: 'ReviewDay', data: { runId, reviewedBy: 'user:sato', at } },
    { type: 'CloseDay', data: { runId, closedBy: 'user:abe', at } },
  ];
  for (const command of commands) {
    const result = await handleCommand(flow.store, reconciliationDay, {
      stream: reconciliationDayStream(shop.source, dateOf('18')),
      command,
      context: { commandId: doer.newId(), actor: 'user:sato', occurredAt: at },
    });
    expect(result.accepted).toBe(true);
  }
};

describe('work that was announced', () => {
  it('and is recorded is left as it is', async () => {
    expect(await begin('work-1')).toBeNull();
    await record('work-1');
    await settleBegunWork(flow.store, day(), doer);
    expect(await typesOf(breakStream(breakId()))).toEqual(['BreakAssigned']);
  });

  it('and is not recorded can come no more: it is to be decided and announced anew', async () => {
    await begin('work-1');
    const standsAt = await settleBegunWork(flow.store, day(), doer);
    await expect(record('work-1')).rejects.toMatchObject({ code: 'wrong_expected_revision' });
    expect(await typesOf(breakStream(breakId()))).toEqual(['BreakWorkCutOff']);
    await begin('work-1');
    const later = await settleBegunWork(flow.store, day(), doer);
    expect(later).toBe(BigInt(standsAt) + 1n);
  });

  it('is refused on a closed day with who closed it and when, and nothing is noted', async () => {
    await begin('work-1');
    await signed();
    const stream = reconciliationDayStream(shop.source, dateOf('18'));
    const before = await typesOf(stream);
    expect(await begin('work-2')).toMatchObject({
      code: 'day_closed',
      facts: { date: dateOf('18'), version: 1, closedBy: 'user:abe', closedAt: at },
    });
    expect(await typesOf(stream)).toEqual(before);
    // What was begun before a closing is nothing to the next one.
    await settleBegunWork(flow.store, day(), doer);
    expect(await typesOf(breakStream(breakId()))).toEqual([]);
  });

  it('is nothing to a day that never had a file', async () => {
    const work = { source: shop.source, dates: [dateOf('17')], breakId: 'b', workId: 'work-1' };
    expect(await beginWork(flow.store, work, doer)).toBeNull();
    expect(await typesOf(reconciliationDayStream(shop.source, dateOf('17')))).toEqual([]);
  });
});
