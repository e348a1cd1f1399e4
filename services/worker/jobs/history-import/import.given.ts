import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';
import type { EventStore } from '@chobo/event-store/port';
import { createDatabase } from '@chobo/fixtures/postgres/database';
import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import { HISTORY_HEADER } from '@chobo/fixtures/statements/historyCsv';
import { createProjectionRunner } from '@chobo/projections/runner/runner';
import type { ProjectionRunner } from '@chobo/projections/runner/runner';
import { publishDocuments, readDocuments } from '@chobo/runtime/catalogue';
import { createLogger } from '@chobo/runtime/logger';
import { projectionsOver } from '@chobo/runtime/projections';

import { importHistory } from './importHistory.ts';
import type { ImportDependencies, ImportReport } from './importHistory.ts';

/** A database of the test's own with Harbor Mobile's catalogue, a store and running views. */
export type ImportBench = {
  readonly database: TestDatabase;
  readonly store: EventStore;
  readonly runner: ProjectionRunner;
  readonly dependencies: ImportDependencies;
  /** Sources whose days were asked to be run again. */
  readonly refreshed: readonly string[];
  /** Imports lines under the header, or a whole text. */
  readonly run: (
    lines: string | readonly string[],
    options?: { readonly brand?: string; readonly source?: string },
  ) => Promise<ImportReport>;
  /** Number of events in the log. */
  readonly countEvents: () => Promise<number>;
  /** Everything that balances are made of, in a fixed order. */
  readonly balances: () => Promise<readonly unknown[]>;
  readonly close: () => Promise<void>;
};

/** 20 November 2026, 09:00 JST. */
export const NOW = Date.parse('2026-11-20T00:00:00Z');

export const openBench = async (): Promise<ImportBench> => {
  const database = await createDatabase();
  const { pool } = database;
  const logger = createLogger('silent');
  const store = createPostgresEventStore({ pool, logger });
  const runner = createProjectionRunner({
    pool,
    store,
    projections: projectionsOver(pool, store),
    logger,
  });
  runner.start();
  await publishHarbor(store);
  const refreshed: string[] = [];
  const dependencies: ImportDependencies = {
    pool,
    store,
    projections: runner,
    logger,
    clock: () => NOW,
    refreshDays: (source) => {
      refreshed.push(source);
      return Promise.resolve();
    },
  };
  return {
    database,
    store,
    runner,
    dependencies,
    refreshed,
    run: (lines, { brand = 'harbor-mobile', source = 'harbor' } = {}) =>
      importHistory(dependencies, {
        source,
        brand,
        actor: 'cli:test',
        file: fileOf(typeof lines === 'string' ? lines : textOf(lines)),
      }),
    countEvents: async () => {
      const { rows } = await pool.query<{ count: number }>('select count(*) from events.events');
      return rows[0]?.count ?? 0;
    },
    balances: async () => {
      await runner.waitForHead(30_000);
      const { rows } = await pool.query<Record<string, unknown>>(
        `select a.account_id, a.brand, a.plan, a.currency, l.lot_id, l.bucket, l.credited_at_ms,
                l.expires_at_ms, l.remaining, t.iccid, t.channel, t.method, t.provider, t.reference
           from views.accounts a join views.lots l using (account_id)
           join views.top_ups t on t.top_up_id = l.lot_id
          order by a.account_id, l.lot_id`,
      );
      return rows;
    },
    close: async () => {
      await runner.stop();
      await store.close();
      await database.drop();
    },
  };
};

export const textOf = (lines: readonly string[]): string =>
  [HISTORY_HEADER, ...lines, ''].join('\n');

export const fileOf = (
  text: string,
): {
  readonly name: string;
  readonly size: number;
  readonly open: () => AsyncIterable<Uint8Array>;
} => {
  const bytes = Buffer.from(text);
  return {
    name: 'history.csv',
    size: bytes.length,
    open: async function* () {
      for (let at = 0; at < bytes.length; at += 50_000) {
        yield await Promise.resolve(bytes.subarray(at, at + 50_000));
      }
    },
  };
};

/** Publishes the shipped documents of Harbor Mobile. */
export const publishHarbor = async (store: EventStore): Promise<void> => {
  const file = path.join(import.meta.dirname, '../../../../fixtures/catalogue/harbor-mobile.json');
  const read = readDocuments(await readFile(file, 'utf8'));
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  await publishDocuments(store, read.documents, { actor: 'cli:test', nowMs: NOW });
};
