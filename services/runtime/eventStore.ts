import { readFile } from 'node:fs/promises';
import { hostsOf } from '@chobo/event-store/eventstoredb/connectionString';
import type { EventStoreDbSettings } from '@chobo/event-store/eventstoredb/connectionString';
import type { EventStore } from '@chobo/event-store/port';
import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';
import { readCheckpoints, requestRebuild } from '@chobo/projections/runner/checkpoints';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Configuration } from './config.ts';
import { StartProblem } from './startProblem.ts';

type Parts = {
  readonly configuration: Pick<Configuration, 'eventStore'>;
  readonly pool: Pool;
  readonly logger: Logger;
};

/** The store, and the word by which the database remembers it. */
export type OpenedEventStore = {
  readonly store: EventStore;
  readonly engine: 'postgres' | 'eventstoredb';
};

/** @throws StartProblem when the file cannot be read */
async function readCertificate(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new StartProblem(
      `The certificate that EVENTSTORE_URL names (tlsCAFile ${file}) cannot be read; correct the path.`,
      { cause },
    );
  }
}

/**
 * The store on an EventStoreDB. A server that is away is no fault of the opening.
 *
 * @throws StartProblem when the certificate cannot be read
 */
export async function openEventStoreDb(
  settings: EventStoreDbSettings,
  logger: Logger,
): Promise<EventStore> {
  const { caFile } = settings;
  // Its client takes a third of a second to load: only those who use it wait for that.
  const { createEventStoreDb } = await import('@chobo/event-store/eventstoredb/eventStoreDb');
  return createEventStoreDb({
    settings,
    logger,
    ...(caFile !== undefined && { rootCertificate: await readCertificate(caFile) }),
  });
}

/**
 * The event store that the configuration asks for. A server that is away does
 * not keep Chobo from starting: readiness tells of it, and readers wait.
 *
 * @throws StartProblem when the certificate cannot be read
 */
export async function openEventStore(parts: Parts): Promise<OpenedEventStore> {
  const { configuration, pool, logger } = parts;
  const { eventStore: settings } = configuration;
  if (settings === undefined) {
    return { store: createPostgresEventStore({ pool, logger }), engine: 'postgres' };
  }
  const store = await openEventStoreDb(settings, logger);
  logger.info({ servers: hostsOf(settings) }, 'events are kept in EventStoreDB');
  return { store, engine: 'eventstoredb' };
}

/**
 * Views made from one store's log say nothing of another's: their positions are
 * of another kind. When the store has changed since the last start they are
 * asked for anew.
 */
export async function rebuildAfterMove(
  { pool, logger }: Pick<Parts, 'pool' | 'logger'>,
  engine: OpenedEventStore['engine'],
  views: readonly string[],
): Promise<void> {
  const before = await pool.query<{ store: string | null }>(
    `with before as (select store from events.store_in_use)
     insert into events.store_in_use (only_row, store) values (true, $1)
     on conflict (only_row) do update set store = excluded.store
     returning (select store from before) as store`,
    [engine],
  );
  // Before the first one that was remembered there was PostgreSQL only.
  const last = before.rows[0]?.store ?? 'postgres';
  if (last === engine) return;
  const made = await readCheckpoints(pool, views);
  if (made.length === 0) return;
  logger.warn({ last, engine }, 'events are kept elsewhere than before: all views are rebuilt');
  await requestRebuild(
    pool,
    made.map(({ projection }) => projection),
  );
}
