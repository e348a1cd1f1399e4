import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import pg from 'pg';
import { connectionConfig } from '../pool.ts';
import { usableBinaries } from './binaries.ts';
import { DATABASE_USER, ensureCluster } from './cluster.ts';
import { layoutOf } from './layout.ts';
import { takeLease } from './lease.ts';
import type { Lease } from './lease.ts';
import { findPostmaster } from './postmaster.ts';
import { StartProblem } from '../startProblem.ts';
import { ensureRunning, stopServer } from './server.ts';
import type { Running, Startable } from './server.ts';
import { serverUserFor } from './serverUser.ts';
import { productSettings } from './settings.ts';
import type { Settings } from './settings.ts';
import { waitFor } from './waiting.ts';

/** What is told of the server's life; a pino logger fits. */
export interface EmbeddedLogger {
  readonly debug: (facts: object, message: string) => void;
  readonly info: (facts: object, message: string) => void;
  readonly warn: (facts: object, message: string) => void;
  readonly error: (facts: object, message: string) => void;
}

export interface EmbeddedOptions {
  /** The cluster lies in `postgres` below it; made when absent. */
  readonly dataDirectory: string;
  readonly logger: EmbeddedLogger;
  /** Shown to others that share the server, e.g. `chobo reconcile, process 4711`. */
  readonly applicationName: string;
  /** Default: those of the product. */
  readonly settings?: Settings;
}

/** What became of the server when this process left it. */
export type Left = 'stopped' | 'left to others';

export interface EmbeddedPostgres {
  /** Of the database `chobo`, with the password in it: not for logs. */
  readonly url: string;
  readonly pid: number;
  /** Whether this call started the server; false when it was running. */
  readonly started: boolean;
  /**
   * Claims to be the one server on this data directory, until `close`.
   * @returns who is it already, or undefined when it is us now
   */
  claimServer: () => Promise<string | undefined>;
  /** Leaves; the last one out ends the server. Call when all connections are closed; once is enough. */
  close: () => Promise<Left>;
}

const DATABASE = 'chobo';
/** How long a newcomer waits for one that is ending the server to be done. */
const LEASE_TIMEOUT_MS = 180_000;
/** Between two attempts to start a server that does not start. */
const LONGEST_REST_MS = 5_000;

const urlOf = (port: number, password: string, database: string) =>
  `postgresql://${DATABASE_USER}:${password}@127.0.0.1:${port}/${database}?sslmode=disable`;

async function makeDataDirectory(dataDirectory: string): Promise<void> {
  try {
    await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new StartProblem(
      `The data directory ${dataDirectory} cannot be made or written: ${(cause as Error).message}. Set CHOBO_DATA_DIR to a folder that you may write.`,
      { cause },
    );
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client(connectionConfig(url, 'chobo'));
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [
      DATABASE,
    ]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } catch (error) {
    // Another process has made it in the same moment.
    const code = (error as { code?: string }).code ?? '';
    if (!['42P04', '23505'].includes(code)) throw error;
  } finally {
    await client.end();
  }
}

type Joined = { readonly running: Running; readonly lease: Lease };

/** A running server and a lease on it; starts over when the server is just going. */
async function join(
  startable: Startable,
  password: string,
  applicationName: string,
): Promise<Joined> {
  const joined = await waitFor(async () => {
    const running = await ensureRunning(startable);
    const lease = await takeLease(urlOf(running.port, password, 'postgres'), applicationName);
    return lease === undefined ? undefined : { running, lease };
  }, LEASE_TIMEOUT_MS);
  if (joined === undefined) {
    throw new StartProblem(
      `PostgreSQL on ${startable.layout.home} is being ended by another Chobo and has not gone for ${LEASE_TIMEOUT_MS / 1000} s.`,
    );
  }
  return joined;
}

/**
 * A file that could not be reached, in words for whoever started Chobo; any
 * other error passes as it is.
 */
function explain(error: unknown, home: string): unknown {
  const { code, path: file } = error as NodeJS.ErrnoException;
  if (error instanceof StartProblem || file === undefined) return error;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return new StartProblem(
        `${file} may not be read or written by this user. Start Chobo as the user that made ${home}, or set CHOBO_DATA_DIR to a folder of your own.`,
        { cause: error },
      );
    case 'ENOSPC':
    case 'EROFS':
      return new StartProblem(`${file} cannot be written: ${code}.`, { cause: error });
    default:
      return error;
  }
}

/**
 * The embedded PostgreSQL of a data directory: a real server, started when none
 * runs there, joined when one does, and ended by the last process that leaves.
 * Each process that uses it holds a lease; one that is killed loses it, and the
 * server it may leave behind is joined by the next start.
 *
 * @throws StartProblem with what to do, when it cannot be had
 */
export async function openEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const dataDirectory = path.resolve(options.dataDirectory);
  const layout = layoutOf(dataDirectory);
  try {
    return await open(options, dataDirectory);
  } catch (error) {
    throw explain(error, layout.home);
  }
}

async function open(options: EmbeddedOptions, dataDirectory: string): Promise<EmbeddedPostgres> {
  const { logger, applicationName } = options;
  const layout = layoutOf(dataDirectory);
  const begun = performance.now();
  await makeDataDirectory(dataDirectory);
  const user = await serverUserFor(layout.cluster);
  const binaries = await usableBinaries(dataDirectory, user);
  const { made, password } = await ensureCluster(layout, binaries, user);
  if (made) await chmod(layout.home, 0o700);
  const startable: Startable = {
    layout,
    binaries,
    user,
    settings: options.settings ?? productSettings(),
  };
  const first = await join(startable, password, applicationName);
  await ensureDatabase(urlOf(first.running.port, password, 'postgres'));
  const { pid, port, started } = first.running;
  logger.info(
    { server: pid, port, made, durationMs: Math.round(performance.now() - begun) },
    started ? 'PostgreSQL started' : 'joined the running PostgreSQL',
  );

  /** The lease that is held, or is just being taken again. */
  let held = Promise.resolve(first);
  let serves = false;
  let closing = false;
  const takeAgain = async (): Promise<Joined> => {
    const again = await join({ ...startable, knownPort: port }, password, applicationName);
    if (serves) await again.lease.claimServer();
    return again;
  };
  /** For as long as it takes: what keeps the server from starting, a full disk say, is put right some time. */
  const takeAgainSomeTime = async (): Promise<Joined> => {
    for (let failures = 1; ; failures += 1) {
      try {
        return await takeAgain();
      } catch (error) {
        if (closing) throw error;
        const retryInMs = Math.min(250 * 2 ** (failures - 1), LONGEST_REST_MS);
        logger.error({ err: error, port, retryInMs }, 'PostgreSQL does not start; trying again');
        await rest(retryInMs);
      }
    }
  };
  /** A lease is lost when the server is restarted or killed: take it again, on the same port. */
  const keep = async (): Promise<void> => {
    for (;;) {
      const { lease } = await held;
      await lease.lost;
      if (closing) return;
      logger.warn({ port }, 'the lease on PostgreSQL was lost; taking it again');
      held = takeAgainSomeTime();
      logger.info(
        { server: (await held).running.pid, port },
        'the lease on PostgreSQL is held again',
      );
    }
  };
  keep().catch((error: unknown) => {
    logger.error({ err: error }, 'PostgreSQL is gone and did not come back');
  });

  /** @returns undefined when the lease was lost before it could be given back */
  const leave = async (): Promise<Left | undefined> => {
    // Lost, and the server does not come back: there is nothing to give back.
    const joined = await held.catch(() => undefined);
    if (joined === undefined) return undefined;
    const { lease, running } = joined;
    try {
      const left = await lease.release().catch((error: unknown) => {
        const { code, message } = error as { code?: string; message?: string };
        logger.warn({ code, message, port }, 'the lease on PostgreSQL could not be given back');
        return undefined;
      });
      if (left === 'others remain') return 'left to others';
      if (left === undefined) return undefined;
      await stopServer(startable, running.pid);
      logger.debug({ server: running.pid }, 'PostgreSQL stopped');
      return 'stopped';
    } finally {
      await lease.end();
    }
  };

  const close = async (): Promise<Left> => {
    closing = true;
    const left = await leave();
    if (left !== undefined) return left;
    // Lost in this very moment: a server that is gone needs no ending.
    if ((await findPostmaster(layout)) === undefined) return 'stopped';
    held = takeAgain();
    return (await leave()) ?? 'left to others';
  };
  let closed: Promise<Left> | undefined;

  return {
    url: urlOf(port, password, DATABASE),
    pid,
    started,
    claimServer: async () => {
      const holder = await (await held).lease.claimServer();
      serves = holder === undefined;
      return holder;
    },
    close: () => (closed ??= close()),
  };
}
