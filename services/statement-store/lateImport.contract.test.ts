import { reconciliationDay } from '@chobo/domain/reconciliation-day/decider';
import type { ReconciliationDayCommand } from '@chobo/domain/reconciliation-day/commands';
import { instantOf } from '@chobo/domain/kernel/time';
import { reconciliationDayStream } from '@chobo/domain/streams';
import { handleCommand } from '@chobo/event-store/handleCommand';
import { findDay } from '@chobo/projections/reconciliation-days/report';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

import { NOW, openFlow, type Flow } from './flow.given.ts';
import { dateOf, outcome, type Shop } from './shop.given.ts';

let flow: Flow;
let shop: Shop;

beforeAll(async () => {
  flow = await openFlow();
});
beforeEach(async () => {
  shop = await flow.openShop();
});
afterAll(() => flow.close());

const command = async (day: string, given: ReconciliationDayCommand): Promise<void> => {
  const result = await handleCommand(flow.store, reconciliationDay, {
    stream: reconciliationDayStream(shop.source, dateOf(day)),
    command: given,
    context: {
      commandId: `${shop.source} ${day} ${given.type}`,
      actor: 'user:test',
      occurredAt: instantOf(NOW),
    },
  });
  if (!result.accepted) throw new Error(result.rejection.code);
  await flow.runner.waitFor(result.position, 30_000);
};

/** Two people sign the day's current run. */
const close = async (day: string): Promise<void> => {
  const found = await findDay(flow.database.pool, shop.source, dateOf(day));
  const runId = String(found?.runNo);
  const at = instantOf(NOW);
  await command(day, { type: 'ReviewDay', data: { runId, reviewedBy: 'user:sato', at } });
  await command(day, { type: 'CloseDay', data: { runId, closedBy: 'user:mori', at } });
};

/** What does not verify, as it is and rebuilt from the log. */
const verified = async () => {
  const failed = async () => (await shop.verify()).filter(({ ok }) => !ok);
  const before = await failed();
  const days = [await shop.day('18'), await shop.day('19')];
  await flow.runner.rebuild(['reconciliation-days']);
  expect([await shop.day('18'), await shop.day('19')]).toEqual(days);
  return [...before, ...(await failed())];
};

it('an import that arrives after the run runs the day and the later ones again', async () => {
  await shop.reconcile('18', [{ reference: 'A', at: '18 12:00:10' }]);
  await shop.reconcile('19', [{ reference: 'B', at: '19 00:01:00', card: 2 }]);
  expect([await shop.day('18'), await shop.day('19')]).toEqual([
    outcome({ lines: 1, breaks: ['missing_in_ledger: #4 +2000'] }),
    outcome({ lines: 1, breaks: ['missing_in_ledger: #4 +2000'] }),
  ]);
  await shop.sell({ id: 'A', at: '18 12:00:00' }, { id: 'B', at: '18 23:59:00', card: 2 });
  expect([await shop.day('18'), await shop.day('19')]).toEqual([
    outcome({ lines: 1, items: 2, exact: 1, breaks: ['timing: B -2000 settled on 19'] }),
    outcome({ lines: 1, carried: ['B #4 from 18'] }),
  ]);
  expect(await verified()).toEqual([]);
});

it('an import of a day without a file runs the later days that it changes', async () => {
  await shop.reconcile('19', [{ reference: 'A', at: '19 00:01:00' }]);
  await shop.sell({ id: 'A', at: '18 23:59:00' });
  expect(await shop.day('19')).toEqual(outcome({ lines: 1, carried: ['A #4 from 18'] }));
  expect(await shop.day('18')).toBeNull();
  expect(await verified()).toEqual([]);
});

it('an import that adds nothing to a day that was run appends nothing to it', async () => {
  await shop.sell({ id: 'A', at: '18 12:00:00' });
  await shop.reconcile('18', [{ reference: 'A', at: '18 12:00:10' }]);
  const before = await findDay(flow.database.pool, shop.source, dateOf('18'));
  await shop.sell({ id: 'B', at: '19 12:00:00' });
  expect(await findDay(flow.database.pool, shop.source, dateOf('18'))).toEqual(before);
});

it('a closed day does not change when an import arrives for it', async () => {
  await shop.sell({ id: 'A', at: '18 12:00:00' });
  const before = await shop.reconcile('18', [{ reference: 'A', at: '18 12:00:10' }]);
  await close('18');
  await shop.sell({ id: 'B', at: '18 13:00:00', card: 2 });
  expect(await shop.day('18')).toEqual(before);
  expect(await shop.reconcile('19', [{ reference: 'B', at: '19 09:00:00', card: 2 }])).toEqual(
    outcome({ lines: 1, carried: ['B #4 from 18'] }),
  );
  expect(await shop.day('18')).toEqual(before);
  expect(await verified()).toEqual([]);
});

it('a closed day takes no other file, superseding or not, and still knows its own', async () => {
  await shop.sell({ id: 'A', at: '18 12:00:00' });
  const bytes = shop.file('18', [{ reference: 'A', at: '18 12:00:10' }]);
  const first = await shop.hand('18', bytes);
  await close('18');
  const other = shop.file('18', []);
  for (const options of [{}, { supersede: { reason: 'corrected' } }]) {
    expect(await shop.hand('18', other, options)).toMatchObject({
      state: 'refused',
      problems: [{ code: 'day_closed' }],
    });
  }
  expect(await shop.hand('18', bytes)).toEqual({ ...first, repeated: true });
});

it('what the next day judged again before the closing stays judged so', async () => {
  await shop.sell({ id: 'A', at: '18 23:59:00' });
  await shop.reconcile('18', []);
  await shop.reconcile('19', []);
  const closed = outcome({ items: 1, breaks: ['missing_in_statement: A -2000'] });
  expect(await shop.day('18')).toEqual(closed);
  await close('18');
  expect(await verified()).toEqual([]);
  // Runs the 19th again, now after a closed day.
  await shop.sell({ id: 'B', at: '19 12:00:00', card: 2 });
  expect(await shop.day('18')).toEqual(closed);
  expect(await verified()).toEqual([]);
});

it('a late item of a closed day is not judged again by a run after the closing', async () => {
  await shop.sell({ id: 'A', at: '18 23:59:00' });
  const before = await shop.reconcile('18', []);
  expect(before.breaks).toEqual(['timing: A -2000']);
  await close('18');
  await shop.reconcile('19', []);
  expect(await shop.day('18')).toEqual(before);
  expect(await verified()).toEqual([]);
});

it('a closed day verifies after an earlier open day was run again', async () => {
  await shop.sell({ id: 'A', at: '18 12:00:00' });
  await shop.hand('18', shop.file('18', []));
  await shop.reconcile('19', [{ reference: 'A', at: '19 09:00:00' }]);
  await close('19');
  const before = await shop.day('19');
  await shop.sell({ id: 'B', at: '18 13:00:00', card: 2 });
  expect(await shop.day('18')).toMatchObject({ items: 2 });
  expect(await shop.day('19')).toEqual(before);
  expect(await verified()).toEqual([]);
});

it('a day that was opened again reads as the next day judges it', async () => {
  await shop.sell({ id: 'A', at: '18 23:59:00' });
  await shop.reconcile('18', []);
  await close('18');
  await shop.reconcile('19', []);
  const at = instantOf(NOW);
  const reopen = { reasonId: 'text-1', reopenedBy: 'user:abe', at };
  await command('18', { type: 'ReopenDay', data: reopen });
  expect((await shop.day('18'))?.breaks).toEqual(['missing_in_statement: A -2000']);
  expect(await verified()).toEqual([]);
});
