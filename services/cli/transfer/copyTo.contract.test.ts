import path from 'node:path';

import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';
import type { EventStore } from '@chobo/event-store/port';
import { createDatabase } from '@chobo/fixtures/postgres/database';
import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { root, runChobo } from '../cli.given.ts';
import { copyEvents } from './copyEvents.ts';

const shipped = (name: string): string => path.join(root, 'fixtures', name);
const harbor = (name: string): string => shipped(`statements/harbor-mobile/${name}`);
const quiet = (): undefined => undefined;

const MANY_COMMANDS_MS = 300_000;

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
const chobo = async (on: TestDatabase, words: string[], code = 0): Promise<unknown> => {
  const ran = await runChobo(root, [...words, '--json'], { DATABASE_URL: on.url });
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

/** Every row of the views, table by table, without positions and times of writing. */
const views = async ({ pool }: TestDatabase): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await pool.query<{ name: string; columns: readonly string[] }>(
    `select table_name as name, array_agg(quote_ident(column_name)::text order by column_name) as columns
       from information_schema.columns
      where table_schema = 'views' and table_name <> 'checkpoints'
        and column_name not in ('position', 'log_position')
      group by 1 order by 1`,
  );
  const found = new Map<string, string>();
  for (const { name, columns } of rows) {
    const { rows: digests } = await pool.query<{ digest: string }>(
      `select count(*) || ' ' || coalesce(sum(hashtextextended(row(${columns.join(', ')})::text, 0)::numeric), 0) as digest
         from views.${name}`,
    );
    found.set(name, digests[0]?.digest ?? '');
  }
  return found;
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
    expect(await views(to)).toEqual(await views(from));
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
