import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { buildApp } from '@chobo/api/app';
import { buildHealthApp } from '@chobo/api/healthApp';
import type { FastifyInstance } from 'fastify';
import type { Chobo } from './chobo.ts';
import type { Configuration } from './config.ts';
import { StartProblem } from './startProblem.ts';

/** Where `npm run build:console` leaves the console. */
const CONSOLE = fileURLToPath(new URL('../../admin-ui/dist', import.meta.url));

type Place = Pick<Configuration, 'host' | 'port'>;

function explain(error: NodeJS.ErrnoException, { host, port }: Place): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartProblem(
        `Port ${port} on ${host} is in use by another program. Stop that one, or set PORT to another number.`,
        { cause: error },
      );
    case 'EACCES':
      return new StartProblem(
        `This user may not listen on port ${port}. Set PORT to a number above 1023.`,
        { cause: error },
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartProblem(
        `HOST is ${host}, which is no address of this machine. Use 127.0.0.1, or 0.0.0.0 for all of them.`,
        { cause: error },
      );
    default:
      return error;
  }
}

/**
 * Finds out before anything is written whether the address can be listened on.
 *
 * @throws StartProblem when it cannot
 */
export function checkAddress(place: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => reject(explain(error, place)));
    probe.listen(place.port, place.host, () => probe.close(() => resolve()));
  });
}

export type Serving = {
  /** As a browser on this machine reaches it. */
  readonly url: string;
  /** Requests under way are finished, new ones refused. */
  readonly stop: () => Promise<void>;
};

function urlOf(app: FastifyInstance, { host, port }: Place): string {
  const address = app.server.address();
  const actual = address !== null && typeof address === 'object' ? address.port : port;
  const name = ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(host) ? 'localhost' : host;
  return `http://${name}:${actual}`;
}

async function listen(app: FastifyInstance, place: Place): Promise<Serving> {
  try {
    await app.listen({ host: place.host, port: place.port });
  } catch (error) {
    await app.close();
    throw explain(error as NodeJS.ErrnoException, place);
  }
  return { url: urlOf(app, place), stop: () => app.close() };
}

/**
 * Opens the HTTP API.
 *
 * @throws StartProblem when the address cannot be listened on
 */
export async function serve(chobo: Chobo, version: string): Promise<Serving> {
  const { configuration, pool, store, projections, logger, clock, newId } = chobo;
  const { publicOrigin } = configuration;
  const app = await buildApp({
    pool,
    store,
    runner: projections,
    logger,
    clock,
    newId,
    config: {
      version,
      consoleDirectory: CONSOLE,
      secureCookies: publicOrigin?.startsWith('https:') === true,
      trustProxy: false,
      ...(publicOrigin !== undefined && { publicOrigin }),
    },
  });
  return listen(app, configuration);
}

/**
 * Opens what a worker alone answers: whether it lives and is ready.
 *
 * @throws StartProblem when the address cannot be listened on
 */
export async function serveHealth(chobo: Chobo, version: string): Promise<Serving> {
  const { configuration, pool, store, projections: runner, logger } = chobo;
  return listen(await buildHealthApp({ pool, store, runner, logger, version }), configuration);
}
