import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';
import { createDatabase } from '@chobo/fixtures/postgres/database';
import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { listeningLogger } from '../runner/events.given.ts';
import { createProjectionRunner } from '../runner/runner.ts';
import { audit } from './projection.ts';
import { listActs, type ActFilter } from './queries.ts';

let database: TestDatabase;
let client: PoolClient;

beforeAll(async () => {
  database = await createDatabase();
  const { pool } = database;
  const store = createPostgresEventStore({ pool });
  const runner = createProjectionRunner({
    pool,
    store,
    projections: [audit],
    logger: listeningLogger(),
  });
  runner.start();
  await runner.waitForHead(30_000);
  await runner.stop();
  await store.close();
  client = await pool.connect();
  // What a table of a million rows makes the planner avoid by itself.
  await client.query('set enable_seqscan = off');
  await client.query('set enable_bitmapscan = off');
  await client.query('set enable_sort = off');
});
afterAll(async () => {
  client.release();
  await database.drop();
});

/** How PostgreSQL would answer the list. */
const planOf = async (filter: ActFilter): Promise<string> => {
  let plan = '';
  const explaining = {
    query: async (sql: string, values: readonly unknown[]) => {
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, [...values]);
      plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      return { rows: [] };
    },
  };
  await listActs(explaining as unknown as PoolClient, filter, { limit: 25 });
  return plan;
};

test.each<ActFilter>([{}, { actor: 'user:sato' }, { kind: 'LoggedIn' }, { subject: 'sato' }])(
  'a page by %j is read from both indexes side by side, nothing is sorted',
  async (filter) => {
    const plan = await planOf(filter);
    expect(plan).toContain('Merge Append');
    expect(plan.match(/Index Scan/g)).toHaveLength(2);
    expect(plan).not.toContain('Sort  (');
  },
);
