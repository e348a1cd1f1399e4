import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';

import { createEventStoreDb } from '@chobo/event-store/eventstoredb/eventStoreDb';
import { partOf } from '@chobo/event-store/eventstoredb/part.given';
import { serverForTests } from '@chobo/event-store/eventstoredb/testServer.given';
import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';
import type { EventStore } from '@chobo/event-store/port';
import { tellCovered } from '@chobo/fixtures/containers/covered';
import { startEmptyEventStoreDb } from '@chobo/fixtures/containers/eventStoreDb';
import { createDatabase } from '@chobo/fixtures/postgres/database';
import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import { createProjectionRunner } from '@chobo/projections/runner/runner';
import { viewRows } from '@chobo/projections/viewRows.given';
import { copyTables } from '@chobo/runtime/copyTables';
import { createLogger } from '@chobo/runtime/logger';
import { projectionsOver } from '@chobo/runtime/projections';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { root, runChobo, startChobo } from '../cli.given.ts';
import { copyEvents } from './copyEvents.ts';
import { transferred } from './record.ts';
import type { TransferredEvent } from './record.ts';

const shipped = (name: string): string => path.join(root, 'fixtures', name);
const harbor = (name: string): string => shipped(`statements/harbor-mobile/${name}`);
const quiet = (): undefined => undefined;

const MANY_COMMANDS_MS = 600_000;

let from: TestDatabase;
const databases: TestDatabase[] = [];
beforeAll(async () => {
  from = await aDay();
}, MANY_COMMANDS_MS);
afterAll(() => Promise.all(databases.map((database) => database.drop())));

const newDatabase = async (): Promise<TestDatabase> => {
  const database = await createDatabase();
  databases.push(database);
  return database;
};

/** Runs a command on a database; it must end well unless another end is expected. */
const chobo = async (
  on: TestDatabase,
  words: string[],
  code = 0,
  eventStore?: { readonly url: string },
): Promise<unknown> => {
  const ran = await runChobo(root, [...words, '--json'], {
    DATABASE_URL: on.url,
    ...(eventStore !== undefined && { EVENTSTORE_URL: eventStore.url }),
  });
  expect({ words, ...ran }).toMatchObject({ words, code });
  return JSON.parse(ran.stdout);
};

const aDay = async (): Promise<TestDatabase> => {
  const database = await newDatabase();
  await chobo(database, ['catalogue', 'publish', shipped('catalogue/harbor-mobile.json')]);
  await chobo(database, [
    ...['history', 'import', harbor('history.csv')],
    ...['--source', 'harbor', '--brand', 'harbor-mobile'],
  ]);
  await chobo(database, [
    ...['reconcile', '--source', 'harbor', '--date', '2026-11-18'],
    harbor('harbor_20261118.csv'),
  ]);
  return database;
};

test(
  'a Chobo moves: events, files and views are the same in the new place',
  async () => {
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
    const repeated = await chobo(to, [
      ...['reconcile', '--source', 'harbor', '--date', '2026-11-18'],
      harbor('harbor_20261118.csv'),
    ]);
    expect(repeated).toMatchObject({ state: 'accepted', repeated: true, exact: 2007 });

    const other = await newDatabase();
    await chobo(other, ['catalogue', 'publish', shipped('catalogue/harbor-mobile.json')]);
    const refused = await chobo(from, ['events', 'copy-to', other.url], 1);
    expect(refused).toMatchObject({ problems: [{ code: 'store_not_empty' }] });
  },
  MANY_COMMANDS_MS,
);

const storeOf = (database: TestDatabase): EventStore =>
  createPostgresEventStore({ pool: database.pool });

/** Resolves as soon as a store has anything. */
const firstEvents = async (store: EventStore): Promise<void> => {
  const seen = new AbortController();
  await store.subscribe({
    signal: seen.signal,
    onBatch: ({ events }) => {
      if (events.length > 0) seen.abort();
      return Promise.resolve();
    },
  });
};

const eventsOf = async (store: EventStore): Promise<readonly TransferredEvent[]> => {
  const found: TransferredEvent[] = [];
  for await (const { events } of store.readAll()) found.push(...events.map(transferred));
  return found;
};

test(
  'a Chobo moves to an EventStoreDB, killed on the way and begun again',
  async () => {
    const server = await startEmptyEventStoreDb();
    tellCovered(`copy-to into an EventStoreDB of its own: ${server.words}`);
    const there = createEventStoreDb({ settings: server.settings });
    const to = await newDatabase();
    const copy = ['events', 'copy-to', server.url, '--database', to.url];

    const dying = startChobo(root, copy, { DATABASE_URL: from.url });
    const killed = once(dying, 'close');
    await firstEvents(there);
    dying.kill('SIGKILL');
    expect(await killed).toEqual([null, 'SIGKILL']);

    const copied = (await chobo(from, copy)) as { events: number; alreadyThere: number };
    expect(copied).toMatchObject({ state: 'copied', database: { state: 'already_there' } });
    expect(copied.alreadyThere).toBeGreaterThan(0);
    expect(copied.alreadyThere).toBeLessThan(copied.events);
    const source = storeOf(from);
    // With the times at which the first store took them, which no server stamps.
    expect(await eventsOf(there)).toEqual(await eventsOf(source));
    await source.close();

    // The first command there makes all views anew from the events.
    expect(await chobo(to, ['verify'], 0, server)).toMatchObject({ ok: true });
    expect(await viewRows(to.pool)).toEqual(await viewRows(from.pool));

    const other = await newDatabase();
    await chobo(other, ['catalogue', 'publish', shipped('catalogue/harbor-mobile.json')]);
    const refused = await chobo(other, ['events', 'copy-to', server.url], 1);
    expect(refused).toMatchObject({ problems: [{ code: 'store_not_empty' }] });
    await there.close();
    await server.stop();
  },
  MANY_COMMANDS_MS,
);

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
  MANY_COMMANDS_MS,
);

test(
  'a copy that was cut short is completed, whatever had been written',
  async () => {
    const source = storeOf(from);
    const target = storeOf(await newDatabase());
    let calls = 0;
    const dying: EventStore = {
      ...target,
      appendMany: async (appends) => {
        calls += 1;
        if (calls === 2) {
          await target.appendMany(appends.slice(0, 700));
          throw new Error('the connection is gone');
        }
        return target.appendMany(appends);
      },
    };
    await expect(copyEvents(source, dying, quiet)).rejects.toThrow('the connection is gone');
    const copied = await copyEvents(source, target, quiet);
    expect(copied.alreadyThere).toBe(2_700);
    const again = await copyEvents(source, target, quiet);
    expect(again).toEqual({ ...copied, alreadyThere: copied.events });

    // A copy of the copy has the times at which the first store took the events.
    const third = storeOf(await newDatabase());
    expect(await copyEvents(target, third, quiet)).toEqual({ ...copied, alreadyThere: 0 });
    await Promise.all([source, target, third].map((store) => store.close()));
  },
  MANY_COMMANDS_MS,
);
