import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { runChobo } from '@chobo/cli/cli.given';
import type { Pool } from 'pg';

import { startPart } from '../parts.given.ts';
import type { Environment, Part } from '../parts.given.ts';
import { closePool, createPool } from '../pool.ts';
import { freePort } from '../postgres/freePort.ts';
import { layoutOf } from '../postgres/layout.ts';
import { endPostgres, postmasterOf } from '../postgres/postmaster.given.ts';
import { isAlive } from '../postgres/processes.ts';
import { waitFor } from '../postgres/waiting.ts';

/** A Chobo of the test's own: its folder, its processes, and what they leave behind. */
export type Product = {
  readonly folder: string;
  readonly environment: Environment;
  /** Starts one part of it; an api always at one address. @param more settings of this part alone */
  readonly start: (part: 'api' | 'worker', more?: Environment) => Part;
  /** Where the api answers, whichever process it is. */
  readonly url: string;
  /** Runs a command to its end and gives what it printed. @throws Error with all it said when it fails */
  readonly command: (words: readonly string[], input?: string) => Promise<string>;
  /** The test's own way into the database, which starts and stops nothing. */
  readonly database: () => Pool;
  /** Process of the embedded PostgreSQL. */
  readonly postmaster: () => number;
  /** Ends every process that is left, the embedded PostgreSQL too, and removes the folder. */
  readonly end: () => Promise<void>;
};

/** Of the embedded PostgreSQL, as it runs now. */
const embeddedUrl = (folder: string): string => {
  const { passwordFile, postmasterFile } = layoutOf(folder);
  const password = readFileSync(passwordFile, 'utf8').trim();
  const port = readFileSync(postmasterFile, 'utf8').split('\n')[3] ?? '';
  return `postgresql://chobo:${password}@127.0.0.1:${port}/chobo?sslmode=disable`;
};

/**
 * @param given settings beside the data folder, e.g. `DATABASE_URL`
 * @param folder an empty one of the test's own, which stays; made and removed unless given
 */
export const openProduct = async (given: Environment = {}, folder?: string): Promise<Product> => {
  const data = folder ?? mkdtempSync(path.join(os.tmpdir(), 'chobo-faults-'));
  const environment = { CHOBO_DATA_DIR: data, ...given };
  const port = await freePort();
  const parts: Part[] = [];
  let pool: Pool | undefined;

  return {
    folder: data,
    environment,
    url: `http://localhost:${port}`,
    start: (part, more = {}) => {
      const place = part === 'worker' ? {} : { PORT: String(port) };
      const started = startPart([part], { ...environment, ...place, ...more });
      parts.push(started);
      return started;
    },
    command: async (words, input = '') => {
      const { code, stdout, stderr } = await runChobo(data, words, { ...environment, input });
      if (code !== 0) throw new Error(`chobo ${words.join(' ')} ended with ${code}: ${stderr}`);
      return stdout;
    },
    database: () =>
      (pool ??= createPool(given['DATABASE_URL'] ?? embeddedUrl(data), {
        max: 5,
        applicationName: 'tests of faults',
      })),
    postmaster: () => postmasterOf(data),
    end: async () => {
      if (pool !== undefined) await closePool(pool);
      for (const { child } of parts) {
        // One that was stopped hears nothing else.
        child.kill('SIGCONT');
        child.kill('SIGTERM');
      }
      const ended = Promise.all(parts.map(async (part) => part.ended));
      const within = waitFor(
        () => Promise.resolve(parts.some(({ child }) => isRunning(child.pid)) ? undefined : true),
        60_000,
      );
      if ((await within) === undefined) for (const { child } of parts) child.kill('SIGKILL');
      await ended;
      await endPostgres(data);
      if (folder === undefined) rmSync(data, { recursive: true, force: true });
    },
  };
};

const isRunning = (pid: number | undefined): boolean => pid !== undefined && isAlive(pid);
