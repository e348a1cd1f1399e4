import { randomUUID } from 'node:crypto';
import { createDatabase } from '@chobo/fixtures/postgres/database';
import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import { createPool } from '@chobo/runtime/pool';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { eventsOf, idsOf, logOf, someEvents, uniqueName } from '../contract/given.ts';
import { EventStoreUnavailable } from '../errors.ts';
import type { Append, EventStore, RecordedEvent } from '../port.ts';
import { createPostgresEventStore } from './postgresEventStore.ts';

let database: TestDatabase;
/** Another process would come with a pool of its own; so does this. */
let elsewhere: Pool;

beforeAll(async () => {
  database = await createDatabase();
  elsewhere = createPool(database.url, { applicationName: 'elsewhere' });
});
afterAll(async () => {
  await elsewhere.end();
  await database.drop();
});

/** One event in a transaction that stays open for a while after it has its position. */
const appendSlowly = async (pool: Pool, stream: string, ms: number): Promise<string> => {
  const id = randomUUID();
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(
      `select events.append(array[$1], array[1], array[-2::bigint], array[1], array[1],
                            array[$2::uuid], array['Slow'], '{}', '{}')`,
      [stream, id],
    );
    await client.query('select pg_sleep($1)', [ms / 1_000]);
    await client.query(ms % 7 === 0 ? 'rollback' : 'commit');
  } finally {
    client.release();
  }
  return ms % 7 === 0 ? '' : id;
};

/** Follows the log until it has seen as many events of the streams as there will be. */
const follow = async (
  store: EventStore,
  prefix: string,
  isWhole: (events: readonly RecordedEvent[]) => boolean,
): Promise<RecordedEvent[]> => {
  const received: RecordedEvent[] = [];
  const stop = new AbortController();
  await store.subscribe({
    filter: { streamPrefixes: [prefix] },
    batchSize: 3,
    signal: stop.signal,
    onBatch: ({ events }) => {
      received.push(...events);
      if (isWhole(received)) stop.abort();
      return Promise.resolve();
    },
  });
  return received;
};

describe('order', () => {
  test('no reader loses an event while slow transactions of two pools overlap', async () => {
    const prefix = uniqueName();
    const store = createPostgresEventStore({ pool: database.pool });
    const other = createPostgresEventStore({ pool: elsewhere });
    const last = someEvents(1, { type: 'Last' });
    const readers = [store, other].map((each) =>
      follow(each, prefix, (events) => events.at(-1)?.type === 'Last'),
    );
    const slow = [database.pool, elsewhere].flatMap((pool, poolIndex) =>
      Array.from({ length: 4 }, async (_, writer) => {
        const written: string[] = [];
        for (let count = 0; count < 15; count++) {
          const ms = (count * 5 + writer * 3 + poolIndex) % 11;
          written.push(await appendSlowly(pool, `${prefix}-slow-${writer}`, ms));
        }
        return written.filter((id) => id !== '');
      }),
    );
    const quick = [store, other].map(async (each, index) => {
      const written: string[] = [];
      for (let count = 0; count < 60; count++) {
        const events = someEvents(2);
        const stream = `${prefix}-quick-${(count + index) % 5}`;
        await each.append({ stream, expectedRevision: 'any', events });
        written.push(...idsOf(events));
      }
      return written;
    });
    const written = (await Promise.all([...slow, ...quick])).flat();
    await store.append({ stream: `${prefix}-last`, expectedRevision: 'no_stream', events: last });

    const log = await logOf(store, { filter: { streamPrefixes: [prefix] } });
    expect(idsOf(log).sort()).toEqual([...written, ...idsOf(last)].sort());
    for (const received of await Promise.all(readers)) expect(received).toEqual(log);
    await Promise.all([store.close(), other.close()]);
  });

  test('an append in any other isolation level is refused, not misled', async () => {
    const client = await database.pool.connect();
    await client.query('begin isolation level repeatable read');
    const append = client.query(
      `select events.append(array['s'], array[1], array[-2::bigint], array[1], array[1],
                            array[gen_random_uuid()], array['T'], '{}', '{}')`,
    );
    await expect(append).rejects.toThrow(/READ COMMITTED/);
    await client.query('rollback');
    client.release();
  });
});

describe('a lost connection', () => {
  const pidsOf = `select pid from pg_stat_activity
                   where datname = current_database() and application_name <> 'elsewhere'`;
  const killAll = () => elsewhere.query(`select pg_terminate_backend(pid) from (${pidsOf}) all_of`);

  /** As handleCommand does it: same ids, same expected revision, until there is an answer. */
  const appendSurely = async (store: EventStore, append: Append): Promise<void> => {
    for (;;) {
      try {
        await store.append(append);
        return;
      } catch (error) {
        if (!(error instanceof EventStoreUnavailable)) throw error;
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  };

  test('during an append leaves its end unknown; the same append again writes once', async () => {
    const store = createPostgresEventStore({ pool: database.pool });
    const stream = uniqueName();
    const append = { stream, expectedRevision: 'no_stream' as const, events: someEvents(2) };
    const blocker = await elsewhere.connect();
    await blocker.query('begin');
    await blocker.query('select pg_advisory_xact_lock(7236270801)');
    const lost = store.append(append);
    const failed = expect(lost).rejects.toBeInstanceOf(EventStoreUnavailable);
    await expect
      .poll(async () => {
        const waiting = await elsewhere.query(`${pidsOf} and wait_event = 'advisory'`);
        return waiting.rowCount;
      })
      .toBe(1);
    await killAll();
    await failed;
    await blocker.query('commit');
    blocker.release();
    await appendSurely(store, append);
    await appendSurely(store, append);
    expect(idsOf(await eventsOf(store, stream))).toEqual(idsOf(append.events));
    await store.close();
  });

  test('again and again costs neither writers nor subscribers an event', async () => {
    const store = createPostgresEventStore({ pool: database.pool });
    const prefix = uniqueName();
    const writers = Array.from({ length: 8 }, (_, writer) =>
      Array.from({ length: 40 }, (__, revision): Append => ({
        stream: `${prefix}-${writer}`,
        expectedRevision: revision === 0 ? 'no_stream' : BigInt(revision - 1),
        events: someEvents(1),
      })),
    );
    const following = follow(store, prefix, (events) => events.length === 320);
    let writing = true;
    let acknowledged = 0;
    const killing = (async () => {
      while (writing) {
        await killAll();
        // As soon as some went on: on a busy machine as often as on a fast one.
        const enough = acknowledged + 5;
        await vi.waitUntil(() => !writing || acknowledged >= enough, {
          timeout: 60_000,
          interval: 2,
        });
      }
    })();
    await Promise.all(
      writers.map(async (appends) => {
        for (const append of appends) {
          await appendSurely(store, append);
          acknowledged += 1;
        }
      }),
    );
    writing = false;
    await killing;
    const received = await following;
    expect(received).toEqual(await logOf(store, { filter: { streamPrefixes: [prefix] } }));
    for (const [writer, appends] of writers.entries()) {
      const own = received.filter(({ stream }) => stream === `${prefix}-${writer}`);
      expect(idsOf(own)).toEqual(idsOf(appends.flatMap(({ events }) => [...events])));
    }
    await store.close();
  });

  test('of the listener is made good: a subscriber still hears of news', async () => {
    const store = createPostgresEventStore({ pool: database.pool });
    const stream = uniqueName();
    const received = follow(store, stream, (events) => events.length === 2);
    await appendSurely(store, { stream, expectedRevision: 'no_stream', events: someEvents(1) });
    await killAll();
    await appendSurely(store, { stream, expectedRevision: 0n, events: someEvents(1) });
    expect(await received).toHaveLength(2);
    await store.close();
  });
});
