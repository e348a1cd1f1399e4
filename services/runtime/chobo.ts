import { randomUUID } from 'node:crypto';
import type { EventStore } from '@chobo/event-store/port';
import { createProjectionRunner } from '@chobo/projections/runner/runner';
import type { ProjectionRunner } from '@chobo/projections/runner/runner';
import { createWorker } from '@chobo/worker/worker';
import type { WorkerOptions } from '@chobo/worker/worker';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import type { Configuration } from './config.ts';
import { checkDatabase } from './database.ts';
import { openEventStore, rebuildAfterMove } from './eventStore.ts';
import { migrate } from './migrations.ts';
import { closePool, createPool } from './pool.ts';
import { openEmbeddedPostgres } from './postgres/embedded.ts';
import { projectionsOver } from './projections.ts';
import { StartProblem } from './startProblem.ts';
import { forWorker } from './workerOptions.ts';

/**
 * What a process is for. A `server` does everything; in production `api` answers
 * requests and `worker` writes the views and does the jobs, each as often as
 * needed. A `command` joins whatever runs, and writes the views if nobody does.
 */
export type Role = 'server' | 'api' | 'worker' | 'command';

/** Of those that answer requests there is one on a data directory, which others find there. */
const answersRequests = (role: Role): boolean => role === 'server' || role === 'api';
const worksInBackground = (role: Role): boolean => role === 'server' || role === 'worker';

export type OpenOptions = {
  readonly configuration: Configuration;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly role: Role;
};

/** Everything that a process of Chobo works with, open and ready. */
export type Chobo = {
  readonly configuration: Configuration;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly pool: Pool;
  readonly store: EventStore;
  /** Started, but in an api: this process writes the views unless another one does. */
  readonly projections: ProjectionRunner;
  /** A new unique id, lower-case. */
  readonly newId: () => string;
  /**
   * Closes worker, projections, store and pool and leaves the embedded PostgreSQL, which ends
   * with its last user. Finishes what it can when a part fails; safe to repeat.
   */
  readonly close: () => Promise<void>;
  /** Leaves the embedded PostgreSQL at once; what is under way is cut off. */
  readonly abandon: () => Promise<void>;
};

type Closer = { readonly name: string; readonly close: () => Promise<unknown> };

/** How long one look at the views lasts before it is asked whether to go on. */
const VIEWS_PATIENCE_MS = 5_000;

/** A part that does not end holds the others up no longer than this. */
const CLOSE_TIMEOUT_MS = 15_000;

async function within(timeoutMs: number, work: Promise<unknown>, name: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${name} did not close within ${timeoutMs} ms`)),
      timeoutMs,
    );
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function closeAll(closers: readonly Closer[], logger: Logger): Promise<void> {
  for (const { name, close } of [...closers].reverse()) {
    try {
      // PostgreSQL has a limit of its own: a checkpoint may take its time.
      if (name === 'postgres') await close();
      else await within(CLOSE_TIMEOUT_MS, close(), name);
    } catch (error) {
      logger.error({ err: error, part: name }, 'a part did not close properly');
    }
  }
}

async function openDatabase(
  { configuration, logger, role }: OpenOptions,
  closers: Closer[],
): Promise<{ url: string; abandon: () => Promise<void> }> {
  const { databaseUrl, dataDirectory } = configuration;
  if (databaseUrl !== undefined) {
    return { url: databaseUrl, abandon: () => Promise.resolve() };
  }
  const embedded = await openEmbeddedPostgres({
    dataDirectory,
    logger,
    applicationName: `chobo ${role}, process ${process.pid}`,
  });
  closers.push({ name: 'postgres', close: embedded.close });
  if (answersRequests(role)) {
    const holder = await embedded.claimServer();
    if (holder !== undefined) {
      throw new StartProblem(
        `Chobo is running already on the data directory ${dataDirectory} (${holder}). Stop that one, or set CHOBO_DATA_DIR and PORT to start a second one beside it.`,
      );
    }
  }
  return {
    url: embedded.url,
    abandon: async () => {
      await embedded.close();
    },
  };
}

/**
 * Starts the worker once the views that it reads have been made.
 *
 * @returns stops it, started or not
 */
function startWorker(
  options: WorkerOptions,
  projections: Pick<ProjectionRunner, 'waitForHead'>,
): () => Promise<void> {
  const worker = createWorker(options);
  let stopped = false;
  const whenViewsAreThere = async (): Promise<void> => {
    const there = await projections.waitForHead(VIEWS_PATIENCE_MS);
    if (stopped) return;
    if (there) worker.start();
    else await whenViewsAreThere();
  };
  whenViewsAreThere().catch((error: unknown) => {
    if (!stopped) options.logger.error({ err: error }, 'the worker could not be started');
  });
  return async () => {
    stopped = true;
    await worker.stop();
  };
}

/**
 * Opens Chobo: PostgreSQL (embedded, or that of `DATABASE_URL`), its tables, the
 * event store and the projections. What was opened is closed again when a later
 * part fails.
 *
 * @throws StartProblem when the person who started it can put it right
 */
export async function openChobo(options: OpenOptions): Promise<Chobo> {
  const { configuration, logger, clock } = options;
  const closers: Closer[] = [];
  try {
    const database = await openDatabase(options, closers);
    const pool = createPool(database.url, {
      applicationName: `chobo ${options.role}, process ${process.pid}`,
      logger,
    });
    let poolClosed: Promise<void> | undefined;
    const endPool = (): Promise<void> => (poolClosed ??= closePool(pool));
    closers.push({ name: 'pool', close: endPool });
    if (configuration.databaseUrl !== undefined) {
      await checkDatabase(pool, configuration.databaseUrl);
    }
    const migrated = await migrate(pool);
    if (migrated.length > 0) logger.info({ migrations: migrated }, 'the database was migrated');

    const { store, engine } = await openEventStore({ configuration, pool, logger });
    closers.push({ name: 'event store', close: store.close });
    const views = projectionsOver(pool, store);
    await rebuildAfterMove(
      { pool, logger },
      engine,
      views.map(({ name }) => name),
    );
    const projections = createProjectionRunner({
      pool,
      store,
      projections: views,
      logger,
    });
    closers.push({ name: 'projections', close: projections.stop });
    if (options.role !== 'api') projections.start();
    if (worksInBackground(options.role)) {
      closers.push({
        name: 'worker',
        close: startWorker(
          forWorker({ pool, store, clock, logger, projections, newId: randomUUID }),
          projections,
        ),
      });
    }

    let closed: Promise<void> | undefined;
    return {
      configuration,
      logger,
      clock,
      pool,
      store,
      projections,
      newId: randomUUID,
      close: () => (closed ??= closeAll(closers, logger)),
      abandon: async () => {
        // Idle connections go at once; nobody waits for those at work, which end with the server.
        endPool().catch((error: unknown) => {
          logger.debug({ err: error }, 'the pool did not close properly');
        });
        await database.abandon();
      },
    };
  } catch (error) {
    await closeAll(closers, logger);
    throw error;
  }
}
