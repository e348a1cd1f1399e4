import { createPool } from '@chobo/runtime/pool';
import { createDatabase } from '@chobo/fixtures/postgres/database';
import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import type { Pool } from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { createOwnedJob } from './ownedJob.ts';
import type { Job } from './ownedJob.ts';

const KEY = [0x63686f62, 77] as const;
const WAIT = { timeout: 20_000, interval: 10 };
let database: TestDatabase;
let jobs: Job[];
let pools: Pool[];

beforeEach(async () => {
  database = await createDatabase();
  await database.pool.query('create table app.rounds (round_no serial, worker text not null)');
  jobs = [];
  pools = [];
});
afterEach(async () => {
  await Promise.all(jobs.map((job) => job.stop()));
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
});

/** A job of a process of its own: it writes its name down in each round. */
const jobOf = (worker: string, told: string[] = []): Job => {
  const pool = createPool(database.url, { max: 3 });
  pools.push(pool);
  const job = createOwnedJob({
    pool,
    key: KEY,
    name: 'diary',
    intervalMs: 5,
    logger: { error: (_facts, message) => told.push(message) },
    begin: () => {
      told.push(`${worker} begins`);
      return async (signal) => {
        if (signal.aborted) return;
        await pool.query('insert into app.rounds (worker) values ($1)', [worker]);
      };
    },
  });
  jobs.push(job);
  return job;
};

const rounds = async (): Promise<readonly string[]> => {
  const { rows } = await database.pool.query<{ worker: string }>(
    'select worker from app.rounds order by round_no',
  );
  return rows.map(({ worker }) => worker);
};

const untilLatestIs = (worker: string): Promise<void> =>
  vi.waitFor(async () => expect((await rounds()).at(-1)).toBe(worker), WAIT);

const killOwner = async (): Promise<number> => {
  const { rowCount } = await database.pool.query(
    `select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and classid = $1 and objid = $2
        and database = (select oid from pg_database where datname = current_database())`,
    [...KEY],
  );
  return rowCount ?? 0;
};

test('of two workers one does a job, and the other when that one is stopped', async () => {
  const first = jobOf('first');
  first.start();
  await untilLatestIs('first');
  jobOf('second').start();
  const before = (await rounds()).length;
  await vi.waitFor(async () => expect((await rounds()).length).toBeGreaterThan(before + 50), WAIT);
  expect(new Set(await rounds())).toEqual(new Set(['first']));
  await first.stop();
  await untilLatestIs('second');
});

test('when the owner dies another takes over, and never two work side by side', async () => {
  const told: string[] = [];
  jobOf('first', told).start();
  await untilLatestIs('first');
  jobOf('second', told).start();
  for (let kill = 0; kill < 3; kill += 1) {
    const before = (await rounds()).length;
    await vi.waitFor(async () => expect(await killOwner()).toBe(1), WAIT);
    await vi.waitFor(async () => expect((await rounds()).length).toBeGreaterThan(before + 5), WAIT);
  }
  // Each ownership is one run of one name: the rounds never alternate within one.
  const changes = (await rounds()).filter((worker, index, all) => worker !== all[index - 1]).length;
  const begun = told.filter((message) => message.endsWith('begins')).length;
  expect(begun).toBe(4);
  expect(changes).toBeLessThanOrEqual(begun);
});

test('a round that fails is told, and the next one is done', async () => {
  const told: string[] = [];
  let count = 0;
  const job = createOwnedJob({
    pool: database.pool,
    key: KEY,
    name: 'diary',
    intervalMs: 1,
    logger: { error: (_facts, message) => told.push(message) },
    begin: () => () => {
      count += 1;
      return count === 1 ? Promise.reject(new Error('the disk is full')) : Promise.resolve();
    },
  });
  jobs.push(job);
  job.start();
  await vi.waitFor(() => expect(count).toBeGreaterThan(1), WAIT);
  expect(told).toEqual(['a round of a job failed']);
});
