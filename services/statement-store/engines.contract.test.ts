import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { canonicalJson } from '@chobo/domain/kernel/canonical';
import type { DayMatched } from '@chobo/domain/reconciliation-day/events';
import { createEventStoreDb } from '@chobo/event-store/eventstoredb/eventStoreDb';
import { partOf } from '@chobo/event-store/eventstoredb/part.given';
import { tellCovered } from '@chobo/fixtures/containers/covered';
import { findEventStoreDb } from '@chobo/fixtures/containers/eventStoreDb';
import { runChecks } from '@chobo/projections/checks/all';
import { viewRows, viewRowsByName } from '@chobo/projections/viewRows.given';
import { createLogger } from '@chobo/runtime/logger';
import { importHistory } from '@chobo/worker/jobs/history-import/importHistory';

import { openFlow, type Flow } from './flow.given.ts';
import { refreshDays } from './runDays.ts';
import { fileOf } from './shop.given.ts';

const A_DAY_MS = 600_000;
const ACTOR = 'cli:test';

const published = (name: string): Buffer =>
  readFileSync(new URL(`../../fixtures/statements/harbor-mobile/${name}`, import.meta.url));

/** Both published days of Harbor Mobile, from the catalogue to the second file. */
const runHarbor = async ({ openShop, dependencies, runner }: Flow): Promise<void> => {
  const harbor = await openShop();
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
      actor: ACTOR,
      file: { ...fileOf(history), size: history.length },
    },
  );
  expect(imported).toMatchObject({ state: 'imported', imported: 3845 });
  for (const day of ['18', '19']) {
    const report = await harbor.hand(day, published(`harbor_202611${day}.csv`));
    expect(report).toMatchObject({ state: 'accepted', repeated: false });
  }
  expect(await runner.waitForHead(A_DAY_MS)).toBe(true);
  expect((await harbor.verify()).filter(({ ok }) => !ok)).toEqual([]);
};

/** What is taken over numbers of items, which they got in the order of the log. */
const withoutNumbers = (type: string, data: unknown): unknown =>
  type === 'DayMatched' ? { ...(data as DayMatched['data']), horizon: null, digest: null } : data;

/**
 * All events without what is an engine's own or drawn by lot (ids), stream by
 * stream: the import writes to many at a time, and these come in any order.
 */
const eventsOf = async ({ store }: Flow): Promise<readonly string[]> => {
  const lines: string[] = [];
  for await (const { events } of store.readAll()) {
    for (const { stream, revision, type, data, metadata } of events) {
      const { actor, occurredAt, schemaVersion } = metadata;
      const number = String(revision).padStart(6, '0');
      const told = canonicalJson([withoutNumbers(type, data), actor, occurredAt, schemaVersion]);
      lines.push(`${stream} ${number} ${type} ${told}`);
    }
  }
  return lines.sort();
};

describe('the published days of Harbor Mobile', { timeout: A_DAY_MS }, () => {
  let onPostgres: Flow;
  let onEventStoreDb: Flow;
  let stop = (): Promise<void> => Promise.resolve();

  beforeAll(async () => {
    const server = await findEventStoreDb();
    ({ stop } = server);
    tellCovered(`the Harbor days on both engines: postgres and ${server.words}`);
    onPostgres = await openFlow();
    await runHarbor(onPostgres);
    onEventStoreDb = await openFlow(() =>
      partOf(createEventStoreDb({ settings: server.settings }), `harbor-${randomUUID()}-`),
    );
    await runHarbor(onEventStoreDb);
  }, A_DAY_MS);
  afterAll(async () => {
    await onPostgres.close();
    await onEventStoreDb.close();
    await stop();
  });

  test('leave the same views on both engines, row by row', async () => {
    const views = await viewRowsByName(onPostgres.database.pool);
    expect(await viewRowsByName(onEventStoreDb.database.pool)).toEqual(views);
    const sizes = Object.fromEntries(
      Object.entries(views).map(([name, rows]) => [name, rows.length]),
    );
    expect(sizes).toMatchObject({ reconciliation_days: 2, reconciliation_items: 3845 });
    for (const name of ['line_outcomes', 'findings', 'ledger_entries', 'ledger_balances']) {
      expect(sizes[name]).toBeGreaterThan(0);
    }
  });

  test('leave the same events on both engines, stream by stream', async () => {
    expect(await eventsOf(onEventStoreDb)).toEqual(await eventsOf(onPostgres));
  });

  test('leave a trial balance that holds, and views that a rebuild gives again', async () => {
    const { database, runner } = onEventStoreDb;
    const before = await viewRows(database.pool);
    await runner.rebuild();
    expect(await viewRows(database.pool)).toEqual(before);
    expect((await runChecks(database.pool)).filter(({ ok }) => !ok)).toEqual([]);
  });
});
