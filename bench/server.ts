import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { migrate } from '@chobo/runtime/migrations';
import { createPool } from '@chobo/runtime/pool';
import { openEmbeddedPostgres } from '@chobo/runtime/postgres/embedded';
import type { Pool } from 'pg';
import type { BenchmarkDatabase } from './benchmark.ts';

/** More than any benchmark has in flight on one connection each. */
const CONNECTIONS = 80;

const quiet = (): undefined => undefined;
const logger = { debug: quiet, info: quiet, warn: quiet, error: console.error };

/** A PostgreSQL as the product starts it, in a folder that goes with it. */
export type BenchmarkServer = {
  readonly freshDatabase: () => Promise<BenchmarkDatabase>;
  /** Closes the databases given out and ends the server. */
  readonly close: () => Promise<void>;
};

/** Starts the server. Its databases differ from the product's in nothing but their names. */
export const openBenchmarkServer = async (): Promise<BenchmarkServer> => {
  const dataDirectory = await mkdtemp(path.join(os.tmpdir(), 'chobo-bench-'));
  const embedded = await openEmbeddedPostgres({ dataDirectory, logger, applicationName: 'bench' });
  const admin = createPool(embedded.url, { max: 1, applicationName: 'bench' });
  const pools: Pool[] = [];
  return {
    freshDatabase: async () => {
      const name = `bench_${pools.length + 1}`;
      await admin.query(`create database ${name}`);
      const url = new URL(embedded.url);
      url.pathname = `/${name}`;
      const pool = createPool(url.href, { max: CONNECTIONS, applicationName: 'bench' });
      pools.push(pool);
      await migrate(pool);
      return { url: url.href, pool };
    },
    close: async () => {
      await Promise.all(pools.map((pool) => pool.end()));
      await admin.end();
      await embedded.close();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
};
