import { exportEvents } from '@chobo/cli/transfer/exportEvents';
import { importEvents } from '@chobo/cli/transfer/importEvents';
import type { ReconciliationDayCommand } from '@chobo/domain/reconciliation-day/commands';
import { reconciliationDay } from '@chobo/domain/reconciliation-day/decider';
import { instantOf } from '@chobo/domain/kernel/time';
import { reconciliationDayStream } from '@chobo/domain/streams';
import { handleCommand } from '@chobo/event-store/handleCommand';
import { unsignedProposals } from '@chobo/projections/reconciliation-days/openWork';
import { findDay } from '@chobo/projections/reconciliation-days/report';
import { publishDocuments } from '@chobo/runtime/catalogue';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { acceptHeldStatement } from './acceptHeldStatement.ts';
import { digestFile } from './files/storeFile.ts';
import { matchDay } from './matchDay.ts';
import { NOW, openFlow, type Flow } from './flow.given.ts';
import { dateOf, fileOf, outcome, shop as shopOf, type Shop } from './shop.given.ts';
import { withSourceLock } from './sourceLock.ts';
import { currentSource } from './sources.ts';
import { previewUpload } from './uploads/previewUpload.ts';

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
};

/** Two people sign the day's current run. */
const close = async (day: string): Promise<void> => {
  const found = await findDay(flow.database.pool, shop.source, dateOf(day));
  const runId = String(found?.runNo);
  const at = instantOf(NOW);
  await command(day, { type: 'ReviewDay', data: { runId, reviewedBy: 'user:sato', at } });
  await command(day, { type: 'CloseDay', data: { runId, closedBy: 'user:mori', at } });
};

const reopen = (day: string): Promise<void> =>
  command(day, {
    type: 'ReopenDay',
    data: { reasonId: 'text-1', reopenedBy: 'user:abe', at: instantOf(NOW) },
  });

describe('a day before a closed one', () => {
  it('takes no first file until the closed day is opened again', async () => {
    await shop.sell({ id: 'A', at: '18 12:00:00' });
    const settled = await shop.reconcile('19', [{ reference: 'A', at: '19 09:00:00' }]);
    expect(settled).toEqual(outcome({ lines: 1, carried: ['A #4 from 18'] }));
    await close('19');
    const late = shop.file('18', [{ reference: 'A', at: '18 12:00:10' }]);
    const refused = await shop.hand('18', late);
    expect(refused).toMatchObject({ state: 'refused', problems: [{ code: 'later_day_closed' }] });
    expect(refused.problems[0]?.reason).toContain(`${shop.source} 2026-11-19 is closed`);
    expect([await shop.day('18'), await shop.day('19')]).toEqual([null, settled]);

    await reopen('19');
    expect(await shop.hand('18', late)).toMatchObject({ state: 'accepted', exact: 1 });
    expect((await shop.day('19'))?.carried).toEqual([]);
  });

  it('keeps its file against a superseding one, and a line that was undone stays its own', async () => {
    await shop.sell({ id: 'A', at: '18 12:00:00' });
    const first = shop.file('18', [{ reference: 'X', at: '18 12:30:00' }]);
    await shop.hand('18', first);
    await shop.reconcile('19', [{ reference: 'X', at: '19 09:00:00', status: '取消' }]);
    await close('19');
    const before = await shop.day('18');
    const other = shop.file('18', [{ reference: 'Y', at: '18 13:00:00' }]);
    expect(await shop.hand('18', other, { supersede: { reason: 'corrected' } })).toMatchObject({
      state: 'refused',
      problems: [{ code: 'later_day_closed' }],
    });
    expect(await shop.day('18')).toEqual(before);
    expect(await shop.hand('18', first)).toMatchObject({ state: 'accepted', repeated: true });
  });

  it('is not held back by a closed day before it or of another source', async () => {
    const other = shop;
    await shop.reconcile('20', []);
    await close('20');
    shop = await flow.openShop();
    await shop.reconcile('18', []);
    await close('18');
    expect(await shop.reconcile('19', [])).toEqual(outcome({}));
    expect(other.source).not.toBe(shop.source);
  });
});

describe('a closed day whose break a later file has settled', () => {
  const settling = { reference: 'A', at: '19 00:01:00' };
  beforeEach(async () => {
    await shop.sell({ id: 'A', at: '18 23:58:00' });
    await shop.reconcile('18', []);
    await shop.reconcile('19', [settling]);
    await close('18');
  });
  const other = (reference: string) => ({ reference, at: '19 10:00:00' });
  const supersede = { supersede: { reason: 'corrected' } };

  it('keeps what it was signed with: a file that settles less takes no place', async () => {
    const [signed, later] = [await shop.day('18'), await shop.day('19')];
    const refused = await shop.hand('19', shop.file('19', [other('X')]), supersede);
    expect(refused).toMatchObject({
      state: 'refused',
      problems: [{ code: 'earlier_day_closed', facts: { closed: '2026-11-18' } }],
    });
    expect([await shop.day('18'), await shop.day('19')]).toEqual([signed, later]);

    await reopen('18');
    expect(await shop.hand('19', shop.file('19', [other('X')]), supersede)).toMatchObject({
      state: 'accepted',
    });
    expect((await shop.day('18'))?.breaks).not.toEqual(signed?.breaks);
  });

  it('lets the file be replaced by one that settles it as well', async () => {
    const signed = await shop.day('18');
    const corrected = shop.file('19', [other('X'), settling]);
    expect(await shop.hand('19', corrected, supersede)).toMatchObject({ state: 'accepted' });
    expect(await shop.day('18')).toEqual(signed);
  });

  it('is told by the preview, before anything is handed in', async () => {
    const bytes = shop.file('19', [other('X')]);
    const file = fileOf(bytes);
    const preview = await previewUpload(flow.dependencies, {
      source: shop.source,
      date: dateOf('19'),
      file: { ...file, ...(await digestFile(file)) },
      sourceIds: [shop.source],
      onProgress: () => undefined,
    });
    expect(preview.obstacles).toMatchObject([{ code: 'earlier_day_closed' }]);
    expect(preview.matching).not.toBeNull();
  });

  it('is kept against a held file that a person would take', async () => {
    const signed = await shop.day('18');
    const bytes = shop.file('19', [other('X')], { footer: { count: 7 } });
    const held = await shop.hand('19', bytes, supersede);
    expect(held.state).toBe('held');
    const { sha256 } = await digestFile(fileOf(bytes));
    const taken = acceptHeldStatement(flow.dependencies, {
      statementId: held.statementId,
      source: shop.source,
      date: dateOf('19'),
      sha256,
      acceptedBy: 'user:sato',
      reasonId: 'text-2',
      supersedes: true,
      commandId: `accept ${held.statementId}`,
    });
    await expect(taken).rejects.toMatchObject({ code: 'earlier_day_closed' });
    expect(await shop.day('18')).toEqual(signed);
  });

  it('lets what is wrong with a file itself be told first', async () => {
    const page = Buffer.from('<html><body>Maintenance</body></html>');
    const told = await shop.hand('19', page, supersede);
    expect(told.problems.map(({ code }) => code)).not.toContain('earlier_day_closed');
    expect(told.state).toBe('refused');
  });
});

it('a run that would change a closed day is not recorded, and the day keeps the one it has', async () => {
  await shop.sell({ id: 'A', at: '18 23:58:00' });
  await shop.reconcile('18', []);
  await shop.reconcile('19', [{ at: '19 00:01:00' }]);
  const [signed, later] = [await shop.day('18'), await shop.day('19')];
  expect(later?.proposed).toHaveLength(1);
  // The command itself: through the API a day is not closed over such a proposal.
  await close('18');
  await shop.sell({ id: 'B', at: '19 00:00:30' });
  expect([await shop.day('18'), await shop.day('19')]).toEqual([signed, later]);
  const day = { source: shop.source, date: dateOf('19'), actor: 'user:sato' } as const;
  const found = await findDay(flow.database.pool, shop.source, dateOf('19'));
  const again = () =>
    matchDay(flow.dependencies, { ...day, statementId: found?.statementId ?? '' }, () =>
      Promise.resolve(),
    );
  await expect(again()).rejects.toMatchObject({ closed: dateOf('18') });

  await reopen('18');
  expect(await again()).toEqual([dateOf('19')]);
  expect((await shop.day('19'))?.proposed[0]).toContain('B');
});

it('a proposal of a later day that names an item of this one keeps it open', async () => {
  await shop.sell({ id: 'A', at: '18 23:58:00' }, { id: 'C', at: '18 12:00:00' });
  await shop.reconcile('18', [{ reference: 'C', at: '18 12:00:10' }]);
  const of = (day: string) =>
    unsignedProposals(flow.database.pool, { source: shop.source, date: dateOf(day) });
  expect(await of('18')).toBe(0);
  await shop.reconcile('19', [{ at: '19 00:01:00' }]);
  expect([await of('18'), await of('19')]).toEqual([1, 1]);
});

it('a file that waits for its source is read by the version published meanwhile', async () => {
  const { pool } = flow.database;
  const handed = await withSourceLock(pool, shop.source, async () => {
    const waiting = shop.hand('18', shop.file('18', []));
    await expect
      .poll(
        async () =>
          (
            await pool.query(
              `select from pg_locks join pg_database d on d.oid = database
               where locktype = 'advisory' and not granted and d.datname = current_database()`,
            )
          ).rowCount,
      )
      .toBe(1);
    const published = await currentSource(flow.store, shop.source);
    if (published === null) throw new Error('there is no source');
    const documents = [{ ...published.source, expectedBy: '11:11' }];
    await publishDocuments(flow.store, documents, { actor: 'cli:test', nowMs: NOW });
    return { waiting };
  });
  const report = await handed.waiting;
  const { rows } = await pool.query(
    'select source_version from views.statements where statement_id = $1',
    [report.statementId],
  );
  expect(rows).toEqual([{ source_version: 2 }]);
});

describe('a log that was imported without the original files', () => {
  let elsewhere: Flow;
  let there: Shop;
  const files: Record<string, Buffer> = {};

  beforeEach(async () => {
    await shop.sell({ id: 'A', at: '18 12:00:00' }, { id: 'B', at: '18 23:59:00', card: 2 });
    files['18'] = shop.file('18', [{ reference: 'A', at: '18 12:00:10' }]);
    files['19'] = shop.file('19', [{ reference: 'B', at: '19 00:01:00', card: 2 }]);
    for (const day of ['18', '19']) await shop.hand(day, files[day] ?? Buffer.alloc(0));
    await close('19');
    const parts: string[] = [];
    await exportEvents(
      flow.store,
      (text) => {
        parts.push(text);
        return Promise.resolve();
      },
      () => undefined,
    );
    elsewhere = await openFlow();
    const bytes = Buffer.from(parts.join(''));
    const file = { ...fileOf(bytes, 'events.ndjson'), size: bytes.length };
    await importEvents(elsewhere.store, file, () => undefined);
    expect(await elsewhere.runner.waitForHead(30_000)).toBe(true);
    there = shopOf(elsewhere.dependencies, { id: shop.source, first: 900_000 });
    return () => elsewhere.close();
  });

  const unverified = async () => (await there.verify()).filter(({ ok }) => !ok);

  it('is viewed to its head, and verify asks for the files', async () => {
    const counted = await findDay(elsewhere.database.pool, shop.source, dateOf('18'));
    expect(counted?.counts).toMatchObject({ lines: 1, exact: 1 });
    expect((await unverified()).map(({ check, detail }) => `${check}: ${detail}`)).toEqual(
      ['18', '19'].map(
        (day) =>
          `matching of ${shop.source} on 2026-11-${day}: The original file is not in this store, so the outcome cannot be computed again; hand the file in again.`,
      ),
    );
  });

  it('numbers new runs after the recorded ones', async () => {
    const { rows } = await elsewhere.database.pool.query<{ next: number; highest: number }>(
      `select nextval('app.run_numbers') as next,
         (select max(run_no) from views.reconciliation_runs) as highest`,
    );
    expect(rows[0]?.next).toBeGreaterThan(rows[0]?.highest ?? Infinity);
  });

  it('reads as before once the same files are handed in again, earlier days first', async () => {
    const head = await elsewhere.store.head();
    const hand = (day: string) => there.hand(day, files[day] ?? Buffer.alloc(0));
    for (const given of [await hand('19'), await there.hand('20', there.file('20', []))]) {
      expect(given).toMatchObject({
        state: 'refused',
        problems: [{ code: 'earlier_file_missing' }],
      });
    }
    for (const day of ['18', '19']) {
      expect(await hand(day)).toMatchObject({ state: 'accepted', repeated: true });
    }
    const days = async (of: Shop) => [await of.day('18'), await of.day('19')];
    expect(await days(there)).toEqual(await days(shop));
    expect(await unverified()).toEqual([]);
    await elsewhere.runner.rebuild(['reconciliation-days']);
    expect(await days(there)).toEqual(await days(shop));
    expect(await elsewhere.store.head()).toBe(head);
  });
});
