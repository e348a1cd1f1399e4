import { readConnectionString } from '@chobo/event-store/eventstoredb/connectionString';
import type { EventStore } from '@chobo/event-store/port';
import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';
import type { Pool } from 'pg';
import type { Logger } from 'pino';

import { checkDatabase } from './database.ts';
import { openEventStoreDb } from './eventStore.ts';
import { migrate } from './migrations.ts';
import { closePool, createPool } from './pool.ts';
import { StartProblem } from './startProblem.ts';

/** Where a Chobo moves to: an event store and, if that moves too, a database. */
export type CopyTarget = {
  readonly store: EventStore;
  readonly engine: 'postgres' | 'eventstoredb';
  /** Migrated; undefined when the database stays where it is. */
  readonly database?: Pool;
  readonly close: () => Promise<void>;
};

export type CopyTargetOptions = {
  /** `esdb://…` or `kurrentdb://…`, or `postgresql://…` for events in a PostgreSQL. */
  readonly url: string;
  /** Another PostgreSQL for everything that is no event. */
  readonly databaseUrl?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly logger: Logger;
};

const isPostgres = (url: string): boolean => /^postgres(ql)?:\/\//.test(url) && URL.canParse(url);

async function openDatabase(url: string, logger: Logger): Promise<Pool> {
  if (!isPostgres(url)) {
    throw new StartProblem('The database must be a URL like postgresql://user:password@host/name.');
  }
  const pool = createPool(url, { applicationName: `chobo copy, process ${process.pid}`, logger });
  try {
    await checkDatabase(pool, url);
    await migrate(pool);
    return pool;
  } catch (error) {
    await closePool(pool);
    throw error;
  }
}

async function openPostgres(url: string, logger: Logger): Promise<CopyTarget> {
  const database = await openDatabase(url, logger);
  const store = createPostgresEventStore({ pool: database, logger });
  return {
    store,
    engine: 'postgres',
    database,
    close: async () => {
      await store.close();
      await closePool(database);
    },
  };
}

/**
 * Opens what `copy-to` names. User and password of an EventStoreDB may stand in
 * the environment, as those of `EVENTSTORE_URL`.
 *
 * @throws StartProblem in words of the person who named it, without a password
 */
export async function openCopyTarget(options: CopyTargetOptions): Promise<CopyTarget> {
  const { url, databaseUrl, environment, logger } = options;
  if (isPostgres(url)) {
    if (databaseUrl !== undefined && databaseUrl !== url) {
      throw new StartProblem('Events in PostgreSQL lie beside everything else: name one database.');
    }
    return openPostgres(url, logger);
  }
  const read = readConnectionString(url, {
    name: environment['EVENTSTORE_USERNAME'],
    password: environment['EVENTSTORE_PASSWORD'],
  });
  if (!read.ok) throw new StartProblem(`The address of the event store ${read.fault}.`);
  const store = await openEventStoreDb(read.settings, logger);
  if (databaseUrl === undefined) return { store, engine: 'eventstoredb', close: store.close };
  const database = await openDatabase(databaseUrl, logger);
  return {
    store,
    engine: 'eventstoredb',
    database,
    close: async () => {
      await store.close();
      await closePool(database);
    },
  };
}
