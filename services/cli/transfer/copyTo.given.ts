import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';
import type { EventStore } from '@chobo/event-store/port';
import { createDatabase } from '@chobo/fixtures/postgres/database';
import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import { cardNumber } from '@chobo/fixtures/statements/cardNumber';
import { harborFile } from '@chobo/fixtures/statements/harborFile';
import { historyCsv } from '@chobo/fixtures/statements/historyCsv';
import { expect } from 'vitest';

import { root, runChobo } from '../cli.given.ts';
import { transferred } from './record.ts';
import type { TransferredEvent } from './record.ts';

const shipped = (name: string): string => path.join(root, 'fixtures', name);
const CATALOGUE = shipped('catalogue/harbor-mobile.json');

/** What somebody hands to a Chobo: what was sold, and what the carrier says was done on 2026-11-18. */
export type Files = { readonly history: string; readonly statement: string };

/** The published ones: 3,845 top-ups. */
export const PUBLISHED: Files = {
  history: shipped('statements/harbor-mobile/history.csv'),
  statement: shipped('statements/harbor-mobile/harbor_20261118.csv'),
};

/** Number of top-ups of a small shop; each is matched exactly. */
export const FEW = 40;

/** Writes the files of a small shop into a folder. */
export const fewSold = async (folder: string): Promise<Files> => {
  const sold = Array.from({ length: FEW }, (_none, n) => ({
    topUpId: `tu-${n}`,
    card: cardNumber(n),
    amount: 1_000,
  }));
  const history = path.join(folder, 'history.csv');
  const statement = path.join(folder, 'harbor_20261118.csv');
  const paidAt = '2026-11-18T10:00:00+09:00';
  const lines = sold.map(({ topUpId, ...rest }, n) => ({
    ...rest,
    at: '10:00:05',
    carrierReference: `HB${n}`,
    reference: topUpId,
  }));
  await writeFile(history, historyCsv(sold.map((row) => ({ ...row, paidAt }))));
  await writeFile(statement, harborFile({ date: '2026-11-18', lines }));
  return { history, statement };
};

const databases: TestDatabase[] = [];

export const newDatabase = async (): Promise<TestDatabase> => {
  const database = await createDatabase();
  databases.push(database);
  return database;
};

/** For `afterAll`. */
export const dropDatabases = async (): Promise<void> => {
  await Promise.all(databases.splice(0).map((database) => database.drop()));
};

/** Runs a command on a database; it must end well unless another end is expected. */
export const chobo = async (
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

/** Reconciles 2026-11-18. */
export const reconcileDay = (on: TestDatabase, { statement }: Files): Promise<unknown> =>
  chobo(on, ['reconcile', '--source', 'harbor', '--date', '2026-11-18', statement]);

/** A Chobo that has something of its own: the catalogue. */
export const another = async (): Promise<TestDatabase> => {
  const database = await newDatabase();
  await chobo(database, ['catalogue', 'publish', CATALOGUE]);
  return database;
};

/** A Chobo that has reconciled a day. */
export const aDay = async (files: Files): Promise<TestDatabase> => {
  const database = await another();
  await chobo(database, [
    ...['history', 'import', files.history],
    ...['--source', 'harbor', '--brand', 'harbor-mobile'],
  ]);
  await reconcileDay(database, files);
  return database;
};

export const storeOf = (database: TestDatabase): EventStore =>
  createPostgresEventStore({ pool: database.pool });

export const eventsOf = async (store: EventStore): Promise<readonly TransferredEvent[]> => {
  const found: TransferredEvent[] = [];
  for await (const { events } of store.readAll()) found.push(...events.map(transferred));
  return found;
};
