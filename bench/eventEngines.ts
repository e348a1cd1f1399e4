import { readFile } from 'node:fs/promises';
import { Client } from '@chobo/event-store/eventstoredb/client';
import { hostsOf, readConnectionString } from '@chobo/event-store/eventstoredb/connectionString';
import { createEventStoreDb } from '@chobo/event-store/eventstoredb/eventStoreDb';
import { offsetsOf } from '@chobo/event-store/eventstoredb/position';
import type { EventStore, Position } from '@chobo/event-store/port';
import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';
import { createPlainTable, plainInsert } from './appends.ts';
import type { BenchmarkContext } from './benchmark.ts';
import { aTopUpCredited } from './events.ts';
import { plainRate } from './readAll.ts';

/** An event store to measure, and the same work done the plain way on the same server. */
export type Engine = {
  readonly name: string;
  readonly store: EventStore;
  /** One append without any of our rules. */
  readonly plainAppend: () => Promise<unknown>;
  /** Reads what was written after a position, in the plainest loop; events per second. */
  readonly plainRead: (after: Position) => Promise<number>;
  readonly close: () => Promise<void>;
};

const postgres = async ({ freshDatabase }: BenchmarkContext): Promise<Engine> => {
  const { pool } = await freshDatabase();
  await createPlainTable(pool);
  const store = createPostgresEventStore({ pool });
  return {
    name: 'postgres',
    store,
    plainAppend: () => plainInsert(pool),
    plainRead: () => plainRate(pool),
    close: store.close,
  };
};

/** The server that EVENTSTORE_URL or, without it, CHOBO_TEST_EVENTSTORE_URL names. */
const eventStoreDb = async ({ progress }: BenchmarkContext): Promise<Engine | null> => {
  const { EVENTSTORE_URL, CHOBO_TEST_EVENTSTORE_URL } = process.env;
  const url = EVENTSTORE_URL ?? CHOBO_TEST_EVENTSTORE_URL;
  if (url === undefined || url === '') {
    progress('no EventStoreDB is measured: EVENTSTORE_URL is not set');
    return null;
  }
  const read = readConnectionString(url);
  if (!read.ok) throw new Error(`EVENTSTORE_URL ${read.fault}`);
  const { settings } = read;
  const { caFile } = settings;
  const rootCertificate = caFile === undefined ? undefined : await readFile(caFile);
  const store = createEventStoreDb({
    settings,
    ...(rootCertificate !== undefined && { rootCertificate }),
  });
  await store.head();
  progress(`EventStoreDB at ${hostsOf(settings)}: events are written there and stay`);
  // The vendor's client as it is, by its own methods alone.
  const plain = new Client(settings, rootCertificate);
  return {
    name: 'eventstoredb',
    store,
    plainAppend: () => {
      const { id, type, data, metadata } = aTopUpCredited();
      return plain.appendToStream(
        `account-${id}`,
        {
          id,
          type,
          contentType: 'application/json',
          data: data as Record<string, unknown>,
          metadata,
        },
        { expectedRevision: 'no_stream' },
      );
    },
    plainRead: async (after) => {
      const begun = performance.now();
      let count = 0;
      const events = plain.readAll({ fromPosition: offsetsOf(after) ?? 'start' });
      for await (const { event } of events) if (event !== undefined) count += 1;
      return count / ((performance.now() - begun) / 1_000);
    },
    close: async () => {
      await plain.end();
      await store.close();
    },
  };
};

/** Opens the engines that can be reached, one after the other: PostgreSQL always. */
export async function* reachableEngines(context: BenchmarkContext): AsyncGenerator<Engine> {
  for (const open of [postgres, eventStoreDb]) {
    const engine = await open(context);
    if (engine === null) continue;
    try {
      yield engine;
    } finally {
      await engine.close();
    }
  }
}
