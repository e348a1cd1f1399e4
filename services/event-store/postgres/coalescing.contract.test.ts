import { createDatabase } from '@chobo/fixtures/postgres/database';
import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anEvent, eventsOf, someEvents, uniqueName } from '../contract/given.ts';
import { EventNotSerialisable, EventStoreUnavailable, WrongExpectedRevision } from '../errors.ts';
import type { EventStore } from '../port.ts';
import { createPostgresEventStore } from './postgresEventStore.ts';

let database: TestDatabase;
let store: EventStore;

beforeAll(async () => {
  database = await createDatabase();
  store = createPostgresEventStore({ pool: database.pool });
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

/** In which transaction each event of these streams was written. */
const transactionsOf = async (prefix: string): Promise<string[]> => {
  const { rows } = await database.pool.query<{ xmin: string }>(
    'select distinct xmin::text from events.events where stream ^@ $1',
    [prefix],
  );
  return rows.map(({ xmin }) => xmin);
};

describe('appends at the same moment', () => {
  test('share one transaction', async () => {
    const prefix = uniqueName();
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        store.append({
          stream: `${prefix}-${index}`,
          expectedRevision: 'no_stream',
          events: someEvents(2),
        }),
      ),
    );
    expect(await transactionsOf(prefix)).toHaveLength(1);
  });

  test('one that conflicts, is too large or is not JSON fails alone', async () => {
    const prefix = uniqueName();
    await store.append({ stream: `${prefix}-0`, expectedRevision: 'any', events: someEvents(1) });
    const append = (index: number, data: unknown = {}) =>
      store.append({
        stream: `${prefix}-${index}`,
        expectedRevision: 'no_stream',
        events: [anEvent({ data })],
      });
    const ends = await Promise.allSettled([
      append(1),
      append(0),
      append(2, 'x'.repeat(2_000_000)),
      append(3, { amount: 1n }),
      append(4),
    ]);
    expect(ends.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect(ends[1]).toMatchObject({
      reason: new WrongExpectedRevision(`${prefix}-0`, 'no_stream', 0n),
    });
  });

  test('one that the server cannot take fails alone', async () => {
    await database.pool.query(`
      create function refuse_poison() returns trigger language plpgsql as $$
      begin raise exception 'poison' using errcode = 'data_exception'; end $$;
      create trigger refuse_poison before insert on events.events
        for each row when (new.type = 'Poison') execute function refuse_poison()`);
    const prefix = uniqueName();
    const ends = await Promise.allSettled(
      ['Fine', 'Poison', 'Fine', 'Fine'].map((type, index) =>
        store.append({
          stream: `${prefix}-${index}`,
          expectedRevision: 'no_stream',
          events: [anEvent({ type })],
        }),
      ),
    );
    await database.pool.query('drop trigger refuse_poison on events.events');
    expect(ends.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(ends[1]).toMatchObject({
      reason: expect.any(EventNotSerialisable) as EventNotSerialisable,
    });
  });

  test('on one stream: the second sees the result of the first', async () => {
    const stream = uniqueName();
    const first = someEvents(2);
    const append = (expectedRevision: 'no_stream' | bigint, events = someEvents(1)) =>
      store.append({ stream, expectedRevision, events });
    const ends = await Promise.allSettled([
      append('no_stream', first),
      append('no_stream'),
      append(1n),
      append('no_stream', first),
      append(1n),
    ]);
    expect(ends).toEqual([
      { status: 'fulfilled', value: expect.objectContaining({ revision: 1n }) as unknown },
      { status: 'rejected', reason: new WrongExpectedRevision(stream, 'no_stream', 1n) },
      { status: 'fulfilled', value: expect.objectContaining({ revision: 2n }) as unknown },
      ends[0],
      { status: 'rejected', reason: new WrongExpectedRevision(stream, 1n, 2n) },
    ]);
    expect(await transactionsOf(stream)).toHaveLength(1);
    expect(await eventsOf(store, stream)).toHaveLength(3);
  });
});

test('what is under way when the store is closed has its end, and nothing begins', async () => {
  const own = createPostgresEventStore({ pool: database.pool });
  const stream = uniqueName();
  const subscription = own.subscribe({
    signal: new AbortController().signal,
    onBatch: () => Promise.resolve(),
  });
  const append = { stream, expectedRevision: 'no_stream' as const, events: someEvents(1) };
  const appending = own.append(append);
  await own.close();
  await subscription;
  expect(await appending).toMatchObject({ revision: 0n });
  await expect(own.append(append)).rejects.toBeInstanceOf(EventStoreUnavailable);
});

describe('facts', () => {
  test.each([
    `update events.events set type = 'Other'`,
    'delete from events.events',
    'truncate events.events',
  ])('%s is refused', async (statement) => {
    await store.append({ stream: uniqueName(), expectedRevision: 'any', events: someEvents(1) });
    await expect(database.pool.query(statement)).rejects.toThrow(/Events are facts/);
  });
});
