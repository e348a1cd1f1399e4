import { once } from 'node:events';

import { createEventStoreDb } from '@chobo/event-store/eventstoredb/eventStoreDb';
import type { EventStore } from '@chobo/event-store/port';
import { tellCovered } from '@chobo/fixtures/containers/covered';
import { startEmptyEventStoreDb } from '@chobo/fixtures/containers/eventStoreDb';
import { viewRows } from '@chobo/projections/viewRows.given';
import { afterAll, expect, test } from 'vitest';

import { root, startChobo } from '../cli.given.ts';
import {
  aDay,
  chobo,
  dropDatabases,
  eventsOf,
  newDatabase,
  PUBLISHED,
  storeOf,
} from './copyTo.given.ts';

afterAll(dropDatabases);

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

test('a Chobo moves to an EventStoreDB, killed on the way and begun again', async () => {
  const from = await aDay(PUBLISHED);
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
  await there.close();
  await server.stop();
});
