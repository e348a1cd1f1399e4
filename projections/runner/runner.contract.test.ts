import { createDatabase } from '@chobo/fixtures/postgres/database';
import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';
import type { EventStore } from '@chobo/event-store/port';
import { START } from '@chobo/event-store/port';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { readCheckpoints } from './checkpoints.ts';
import { listeningLogger } from './events.given.ts';
import type { Projection } from './projection.ts';
import { cardStreams, diary, entriesOf, registerCards } from './runner.given.ts';
import { createProjectionRunner } from './runner.ts';
import type { ProjectionRunner } from './runner.ts';

const WAIT_MS = 20_000;
let database: TestDatabase;
let store: EventStore;
let runners: ProjectionRunner[];
let logger = listeningLogger();

beforeEach(async () => {
  database = await createDatabase();
  store = createPostgresEventStore({ pool: database.pool });
  runners = [];
  logger = listeningLogger();
});
afterEach(async () => {
  await Promise.all(runners.map((runner) => runner.stop()));
  await store.close();
  await database.drop();
});

const runnerOf = (...projections: readonly Projection[]): ProjectionRunner => {
  const runner = createProjectionRunner({ pool: database.pool, store, projections, logger });
  runners.push(runner);
  return runner;
};

const indexesOf = async (table: string): Promise<readonly string[]> => {
  const { rows } = await database.pool.query<{ name: string }>(
    `select indexname as name from pg_indexes where schemaname = 'views' and tablename = $1`,
    [table],
  );
  return rows.map(({ name }) => name).sort();
};

const owners = async (...all: readonly ProjectionRunner[]): Promise<readonly boolean[]> =>
  Promise.all(all.map(async (runner) => (await runner.status()).owner));

describe('a runner', () => {
  test('projects what there is and then what comes, each event once and in order', async () => {
    await registerCards(store, 0, 30);
    const runner = runnerOf(diary('one'), diary('two'));
    runner.start();
    expect(await runner.waitForHead(WAIT_MS)).toBe(true);
    for (let from = 30; from < 60; from += 10) await registerCards(store, from, 10);
    const position = await registerCards(store, 60, 1);
    expect(await runner.waitFor(position, WAIT_MS)).toBe(true);
    expect(await entriesOf(database.pool, 'one')).toEqual(cardStreams(0, 61));
    expect(await entriesOf(database.pool, 'two')).toEqual(cardStreams(0, 61));
    expect(await indexesOf('one')).toEqual(['one_by_stream', 'one_pkey']);
    expect(await runner.status()).toMatchObject({ owner: true, ready: true, head: position });
  });

  test('moves the checkpoint over events that nobody takes', async () => {
    const runner = runnerOf(diary('one', { types: ['AccountOpened'] }));
    runner.start();
    const position = await registerCards(store, 0, 3);
    expect(await runner.waitFor(position, WAIT_MS)).toBe(true);
    expect(await entriesOf(database.pool, 'one')).toEqual([]);
  });

  test('answers that the time is over when nobody writes', async () => {
    await registerCards(store, 0, 1);
    expect(await runnerOf(diary('one')).waitForHead(50)).toBe(false);
    expect(await runnerOf(diary('one')).status()).toMatchObject({
      ready: false,
      projections: [{ name: 'one', state: 'absent', position: null }],
    });
  });

  test('lets a new projection catch up alone and then goes on with all', async () => {
    await registerCards(store, 0, 5);
    const first = runnerOf(diary('one'));
    first.start();
    await first.waitForHead(WAIT_MS);
    await first.stop();
    await registerCards(store, 5, 5);
    const second = runnerOf(diary('one'), diary('two'));
    second.start();
    expect(await second.waitForHead(WAIT_MS)).toBe(true);
    expect(await entriesOf(database.pool, 'one')).toEqual(cardStreams(0, 10));
    expect(await entriesOf(database.pool, 'two')).toEqual(cardStreams(0, 10));
  });

  test('makes a projection anew when its table.sql has changed', async () => {
    await registerCards(store, 0, 5);
    const first = runnerOf(diary('one'));
    first.start();
    await first.waitForHead(WAIT_MS);
    await first.stop();
    const { tableSql } = diary('one');
    const second = runnerOf(diary('one', { tableSql: tableSql.replace('bigserial', 'serial') }));
    second.start();
    await vi.waitFor(async () => {
      const { rows } = await database.pool.query<{ type: string }>(
        `select data_type as type from information_schema.columns
          where table_schema = 'views' and table_name = 'one' and column_name = 'entry_no'`,
      );
      expect(rows).toEqual([{ type: 'integer' }]);
    }, WAIT_MS);
    expect(await second.waitForHead(WAIT_MS)).toBe(true);
    expect(await entriesOf(database.pool, 'one')).toEqual(cardStreams(0, 5));
  });

  test('gives old events in the shape of today', async () => {
    await registerCards(store, 0, 1);
    const seen: unknown[] = [];
    const runner = createProjectionRunner({
      pool: database.pool,
      store,
      logger,
      // The event was written before version 2 began: its metadata says version 1.
      upcasters: {
        CardRegistered: [(data: { readonly iccid: string }) => ({ number: data.iccid })],
      },
      projections: [
        diary('one', {
          project: (events) => {
            seen.push(...events.map(({ data }) => data));
            return Promise.resolve();
          },
        }),
      ],
    });
    runners.push(runner);
    runner.start();
    await runner.waitForHead(WAIT_MS);
    expect(seen).toEqual([{ number: '0' }]);
  });
});

describe('a projection that fails', () => {
  test('stands still at the very event, with everything before it written', async () => {
    await registerCards(store, 0, 20);
    let broken = true;
    const before = (stream: string): void => {
      if (broken && stream === 'card-13') throw new Error('cannot take card-13');
    };
    const runner = runnerOf(diary('one'), diary('two', { before }));
    runner.start();
    await vi.waitFor(async () => {
      const { projections, ready } = await runner.status();
      expect(ready).toBe(false);
      expect(projections.map(({ state }) => state)).toEqual(['loading', 'failing']);
      expect(projections[1]?.failure).toMatchObject({ stream: 'card-13', type: 'CardRegistered' });
    }, WAIT_MS);
    // Rows and checkpoint of all projections stand before the event: they are one transaction.
    expect(await entriesOf(database.pool, 'one')).toEqual(cardStreams(0, 13));
    expect(await entriesOf(database.pool, 'two')).toEqual(cardStreams(0, 13));
    const [one, two] = await readCheckpoints(database.pool, ['one', 'two']);
    expect(one?.position).toBe(two?.position);
    const logged = logger.told.filter(({ message }) => message === 'a projection stands still');
    expect(logged[0]).toMatchObject({
      level: 'error',
      facts: { projection: 'two', stream: 'card-13', type: 'CardRegistered' },
    });

    broken = false;
    expect(await runner.waitForHead(WAIT_MS)).toBe(true);
    expect(await entriesOf(database.pool, 'two')).toEqual(cardStreams(0, 20));
    expect((await runner.status()).projections[1]?.failure).toBeNull();
  });

  test('leaves rows and checkpoint as they were when the transaction is cut off', async () => {
    await registerCards(store, 0, 5);
    let cuts = 2;
    const runner = runnerOf(
      diary('one'),
      diary('two', {
        project: async (_, sql) => {
          if (cuts === 0) return;
          cuts -= 1;
          await sql.query('select pg_terminate_backend(pg_backend_pid())');
        },
      }),
    );
    runner.start();
    expect(await runner.waitForHead(WAIT_MS)).toBe(true);
    expect(cuts).toBe(0);
    expect(await entriesOf(database.pool, 'one')).toEqual(cardStreams(0, 5));
  });
});

describe('two runners on one database', () => {
  test('have one owner, and either can be waited on', async () => {
    const [first, second] = [runnerOf(diary('one')), runnerOf(diary('one'))];
    first.start();
    second.start();
    const position = await registerCards(store, 0, 5);
    expect(await first.waitFor(position, WAIT_MS)).toBe(true);
    expect(await second.waitFor(position, WAIT_MS)).toBe(true);
    expect([...(await owners(first, second))].sort()).toEqual([false, true]);
    expect(await entriesOf(database.pool, 'one')).toEqual(cardStreams(0, 5));
  });

  test('hand over when the owner stops', async () => {
    const [first, second] = [runnerOf(diary('one')), runnerOf(diary('one'))];
    first.start();
    await first.waitForHead(WAIT_MS);
    second.start();
    await first.stop();
    const position = await registerCards(store, 0, 5);
    expect(await second.waitFor(position, WAIT_MS)).toBe(true);
    expect(await owners(first, second)).toEqual([false, true]);
  });

  test('hand over when the connection that holds the lock is killed, nothing lost or doubled', async () => {
    const [first, second] = [runnerOf(diary('one')), runnerOf(diary('one'))];
    first.start();
    await first.waitForHead(WAIT_MS);
    second.start();
    let from = 0;
    for (let kill = 0; kill < 3; kill += 1) {
      await registerCards(store, from, 20);
      from += 20;
      await vi.waitFor(async () => {
        const { rowCount } = await database.pool.query(
          `select pg_terminate_backend(pid) from pg_locks
            where locktype = 'advisory' and classid = $1
              and database = (select oid from pg_database where datname = current_database())`,
          [0x63686f62],
        );
        expect(rowCount).toBe(1);
      }, WAIT_MS);
    }
    const position = await registerCards(store, from, 1);
    expect(await second.waitFor(position, WAIT_MS)).toBe(true);
    expect(await entriesOf(database.pool, 'one')).toEqual(cardStreams(0, from + 1));
  });
});

describe('a rebuild', () => {
  test('makes the named tables anew from the log, wherever it is asked for', async () => {
    await registerCards(store, 0, 10);
    const [owner, asking] = [
      runnerOf(diary('one'), diary('two')),
      runnerOf(diary('one'), diary('two')),
    ];
    owner.start();
    await owner.waitForHead(WAIT_MS);
    await database.pool.query('delete from views.one; delete from views.two');
    const shares: number[] = [];
    await asking.rebuild(['one'], (share) => shares.push(share));
    expect(await entriesOf(database.pool, 'one')).toEqual(cardStreams(0, 10));
    expect(await entriesOf(database.pool, 'two')).toEqual([]);
    expect(shares.at(-1)).toBe(1);
    expect(await indexesOf('one')).toEqual(['one_by_stream', 'one_pkey']);
    expect(await owners(owner, asking)).toEqual([true, false]);
  });

  test('without an owner is done here, and ends with it', async () => {
    await registerCards(store, 0, 10);
    const runner = runnerOf(diary('one'));
    await runner.rebuild();
    expect(await entriesOf(database.pool, 'one')).toEqual(cardStreams(0, 10));
    expect((await runner.status()).owner).toBe(false);
    await runner.rebuild();
    expect(await entriesOf(database.pool, 'one')).toEqual(cardStreams(0, 10));
  });

  test('of what stands still at an event says so', async () => {
    await registerCards(store, 0, 3);
    const before = (): void => {
      throw new Error('cannot take it');
    };
    await expect(runnerOf(diary('one', { before })).rebuild()).rejects.toThrow(
      'Projection one stands still at CardRegistered of card-0: cannot take it',
    );
  });

  test('of a name that there is not is refused', async () => {
    await expect(runnerOf(diary('one')).rebuild(['two'])).rejects.toThrow('No projection two');
    expect(await runnerOf(diary('one')).waitFor(START, 0)).toBe(false);
  });
});
