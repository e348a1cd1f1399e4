import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';
import type { Append, EventStore } from '@chobo/event-store/port';
import { allProjections } from '@chobo/projections/all';
import type { Projection } from '@chobo/projections/runner/projection';
import { createProjectionRunner } from '@chobo/projections/runner/runner';
import type { Pool } from 'pg';
import { median } from './benchmark.ts';
import type { Benchmark } from './benchmark.ts';
import { sellingHistory } from './rebuildEvents.ts';

const EVENTS = 400_000;
const APPENDS_AT_ONCE = 5_000;
const ROUNDS = 3;
const LONGEST_MS = 600_000;
const BALANCE_AND_LEDGER: ReadonlySet<string> = new Set(['accounts', 'ledger']);

const quiet = (): undefined => undefined;
const logger = { debug: quiet, info: quiet, warn: quiet, error: console.error };

const fill = async (store: EventStore): Promise<number> => {
  let written = 0;
  let pending: Append[] = [];
  const flush = async (): Promise<void> => {
    for (const outcome of await store.appendMany(pending)) if (!outcome.ok) throw outcome.error;
    written += pending.length;
    pending = [];
  };
  for (const append of sellingHistory(EVENTS)) {
    pending.push(append);
    if (pending.length === APPENDS_AT_ONCE) await flush();
  }
  await flush();
  return written;
};

const secondsOf = async (work: () => Promise<void>): Promise<number> => {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1_000;
};

const readAlone = async (store: EventStore): Promise<void> => {
  let read = 0;
  for await (const { events } of store.readAll()) read += events.length;
  if (read === 0) throw new Error('no event came');
};

/** From no tables at all to full ones with their indexes. */
export const rebuild = async (
  pool: Pool,
  store: EventStore,
  projections: readonly Projection[],
): Promise<void> => {
  const runner = createProjectionRunner({ pool, store, projections, logger });
  runner.start();
  try {
    if (!(await runner.waitForHead(LONGEST_MS))) throw new Error('the rebuild did not end');
  } finally {
    await runner.stop();
  }
};

/** Rebuilding projections over a log as selling leaves it, against reading that log alone. */
export const rebuilding: Benchmark = {
  name: 'rebuild',
  run: async ({ freshDatabase, progress }) => {
    const { pool } = await freshDatabase();
    const store = createPostgresEventStore({ pool });
    progress(`rebuild: writing ${EVENTS} events`);
    const events = await fill(store);
    await pool.query('vacuum analyze events.events');
    const all = allProjections({ reconciliation: [] });
    const some = all.filter(({ name }) => BALANCE_AND_LEDGER.has(name));
    const rates = { reading: [] as number[], some: [] as number[], all: [] as number[] };
    for (let round = 0; round <= ROUNDS; round++) {
      progress(`rebuild: round ${round} of ${ROUNDS}`);
      const reading = events / (await secondsOf(() => readAlone(store)));
      const rateOf = async (projections: readonly Projection[]): Promise<number> => {
        const rate = events / (await secondsOf(() => rebuild(pool, store, projections)));
        await pool.query('drop schema views cascade; create schema views');
        return rate;
      };
      const measured = { reading, some: await rateOf(some), all: await rateOf(all) };
      // The first round warms caches and compiler up.
      if (round === 0) continue;
      rates.reading.push(measured.reading);
      rates.some.push(measured.some);
      rates.all.push(measured.all);
    }
    await store.close();
    const floor = median(rates.reading);
    const unit = 'events/s';
    return [
      { name: 'rebuild balance and ledger', unit, value: median(rates.some), floor },
      { name: 'rebuild all projections', unit, value: median(rates.all), floor },
    ];
  },
};
