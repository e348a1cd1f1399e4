import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createEventStoreDb } from '@chobo/event-store/eventstoredb/eventStoreDb';
import { partOf } from '@chobo/event-store/eventstoredb/part.given';
import { serverForTests } from '@chobo/event-store/eventstoredb/testServer.given';
import type { EventStore } from '@chobo/event-store/port';
import { tellCovered } from '@chobo/fixtures/containers/covered';
import { startEmptyEventStoreDb } from '@chobo/fixtures/containers/eventStoreDb';
import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import { createProjectionRunner } from '@chobo/projections/runner/runner';
import { viewRows } from '@chobo/projections/viewRows.given';
import { copyTables } from '@chobo/runtime/copyTables';
import { createLogger } from '@chobo/runtime/logger';
import { projectionsOver } from '@chobo/runtime/projections';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { copyEvents } from './copyEvents.ts';
import {
  aDay,
  another,
  chobo,
  dropDatabases,
  eventsOf,
  FEW,
  fewSold,
  newDatabase,
  reconcileDay,
  storeOf,
} from './copyTo.given.ts';
import type { Files } from './copyTo.given.ts';

const quiet = (): undefined => undefined;

let folder: string;
let files: Files;
let from: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chobo-copy-'));
  files = await fewSold(folder);
  from = await aDay(files);
});
afterAll(async () => {
  await dropDatabases();
  await rm(folder, { recursive: true });
});

test('a Chobo moves: events, files and views are the same in the new place', async () => {
  const to = await newDatabase();
  const first = await chobo(from, ['events', 'copy-to', to.url]);
  expect(first).toMatchObject({
    state: 'copied',
    alreadyThere: 0,
    database: { state: 'copied' },
  });
  const { events } = first as { events: number };
  expect(await chobo(from, ['events', 'copy-to', to.url])).toMatchObject({
    ...{ state: 'copied', events, alreadyThere: events },
    database: { state: 'already_there' },
  });

  // `verify` reads the original files: the outcome of each run is computed from them again.
  expect(await chobo(to, ['verify'])).toMatchObject({ ok: true });
  expect(await viewRows(to.pool)).toEqual(await viewRows(from.pool));
  const repeated = await reconcileDay(to, files);
  expect(repeated).toMatchObject({ state: 'accepted', repeated: true, exact: FEW });

  const other = await another();
  const refused = await chobo(from, ['events', 'copy-to', other.url], 1);
  expect(refused).toMatchObject({ problems: [{ code: 'store_not_empty' }] });
});

test('a Chobo moves to an EventStoreDB', async () => {
  const server = await startEmptyEventStoreDb();
  tellCovered(`copy-to into an EventStoreDB of its own: ${server.words}`);
  const there = createEventStoreDb({ settings: server.settings });
  const to = await newDatabase();
  const copied = await chobo(from, ['events', 'copy-to', server.url, '--database', to.url]);
  expect(copied).toMatchObject({
    state: 'copied',
    alreadyThere: 0,
    database: { state: 'copied' },
  });
  const source = storeOf(from);
  // With the times at which the first store took them, which no server stamps.
  expect(await eventsOf(there)).toEqual(await eventsOf(source));
  await source.close();

  // The first command there makes all views anew from the events.
  expect(await chobo(to, ['verify'], 0, server)).toMatchObject({ ok: true });
  expect(await viewRows(to.pool)).toEqual(await viewRows(from.pool));

  const other = await another();
  const refused = await chobo(other, ['events', 'copy-to', server.url], 1);
  expect(refused).toMatchObject({ problems: [{ code: 'store_not_empty' }] });
  await there.close();
  await server.stop();
});

const named = serverForTests();

test.skipIf(named === undefined)(
  'a copy into a part of the server of CHOBO_TEST_EVENTSTORE_URL gives the same views',
  async () => {
    if (named === undefined) throw new Error('CHOBO_TEST_EVENTSTORE_URL is not set');
    const source = storeOf(from);
    const target = partOf(createEventStoreDb({ settings: named }), `copy-${randomUUID()}-`);
    const copied = await copyEvents(source, target, quiet);
    expect(copied.alreadyThere).toBe(0);
    expect(await copyEvents(source, target, quiet)).toEqual({
      ...copied,
      alreadyThere: copied.events,
    });
    expect(await eventsOf(target)).toEqual(await eventsOf(source));

    const { pool } = await newDatabase();
    // Without the original files a run cannot be computed again.
    await copyTables(from.pool, pool, quiet);
    const runner = createProjectionRunner({
      pool,
      store: target,
      projections: projectionsOver(pool, target),
      logger: createLogger('silent'),
    });
    await runner.rebuild();
    expect(await viewRows(pool)).toEqual(await viewRows(from.pool));
    await runner.stop();
    await Promise.all([source, target].map((store) => store.close()));
  },
);

test('a copy that was cut short is completed, whatever had been written', async () => {
  const source = storeOf(from);
  const target = storeOf(await newDatabase());
  let calls = 0;
  const dying: EventStore = {
    ...target,
    appendMany: async (appends) => {
      calls += 1;
      if (calls === 2) {
        await target.appendMany(appends.slice(0, 20));
        throw new Error('the connection is gone');
      }
      return target.appendMany(appends);
    },
  };
  await expect(copyEvents(source, dying, quiet, 50)).rejects.toThrow('the connection is gone');
  const copied = await copyEvents(source, target, quiet);
  expect(copied.alreadyThere).toBe(70);
  const again = await copyEvents(source, target, quiet);
  expect(again).toEqual({ ...copied, alreadyThere: copied.events });

  // A copy of the copy has the times at which the first store took the events.
  const third = storeOf(await newDatabase());
  expect(await copyEvents(target, third, quiet)).toEqual({ ...copied, alreadyThere: 0 });
  await Promise.all([source, target, third].map((store) => store.close()));
});
