import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';
import type { Pool } from 'pg';
import { median } from './benchmark.ts';
import type { Benchmark, Figure } from './benchmark.ts';
import { aTopUpCredited } from './events.ts';

const IN_FLIGHT = [1, 64, 256];
const ROUNDS = 5;
const ROUND_MS = 1_500;
const MANY = 60_000;
const EVENTS_EACH = 2;

/** Does one thing over and over, so many at a time, and gives how often a second. */
export const rateOf = async (inFlight: number, one: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  const end = begun + ROUND_MS;
  let done = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < end) {
      await one();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return done / ((performance.now() - begun) / 1_000);
};

/** The floor: a table with the columns and keys of the log, one INSERT an append, no rules. */
export const createPlainTable = async (pool: Pool): Promise<void> => {
  await pool.query(`
    create table plain_events (
      position bigint generated always as identity primary key,
      stream text collate "C" not null, revision bigint not null, id uuid not null,
      type text collate "C" not null, data json not null, metadata json not null,
      recorded_at timestamptz not null default clock_timestamp(),
      unique (stream, revision))`);
};

export const plainInsert = (pool: Pool): Promise<unknown> => {
  const { id, type, data, metadata } = aTopUpCredited();
  return pool.query({
    name: 'plain-insert',
    text: `insert into plain_events (stream, revision, id, type, data, metadata)
           values ($1, $2, $3, $4, $5, $6) returning position`,
    values: [`account-${id}`, 0, id, type, JSON.stringify(data), JSON.stringify(metadata)],
  });
};

/**
 * Appends of one event each, so many callers at a time, against one plain
 * INSERT per append over a pool with as many callers; rounds of both take
 * turns, so that whatever else the machine does meets both alike. Then an
 * import's appends of two events, many in one call.
 */
export const appends: Benchmark = {
  name: 'appends',
  run: async ({ freshDatabase, progress }) => {
    const { pool } = await freshDatabase();
    await createPlainTable(pool);
    const store = createPostgresEventStore({ pool });
    const append = (): Promise<unknown> => {
      const event = aTopUpCredited();
      return store.append({
        stream: `account-${event.id}`,
        expectedRevision: 'no_stream',
        events: [event],
      });
    };
    const figures: Figure[] = [];
    for (const inFlight of IN_FLIGHT) {
      const ours: number[] = [];
      const plain: number[] = [];
      // The first round opens connections and prepares statements; it does not count.
      for (let round = 0; round <= ROUNDS; round++) {
        progress(`appends: ${inFlight} in flight, round ${round} of ${ROUNDS}`);
        const rates = [
          await rateOf(inFlight, () => plainInsert(pool)),
          await rateOf(inFlight, append),
        ] as const;
        if (round === 0) continue;
        plain.push(rates[0]);
        ours.push(rates[1]);
      }
      figures.push({
        name: `appends, ${inFlight} in flight`,
        unit: 'appends/s',
        value: median(ours),
        floor: median(plain),
      });
    }

    progress(`appends: ${MANY} in one call`);
    const many = Array.from({ length: MANY }, () => {
      const events = Array.from({ length: EVENTS_EACH }, aTopUpCredited);
      return {
        stream: `account-${events[0]?.id ?? ''}`,
        expectedRevision: 'no_stream' as const,
        events,
      };
    });
    const begun = performance.now();
    const outcomes = await store.appendMany(many);
    const seconds = (performance.now() - begun) / 1_000;
    if (!outcomes.every(({ ok }) => ok)) throw new Error('an append was refused');
    figures.push({
      name: `appendMany, ${EVENTS_EACH} events each`,
      unit: 'events/s',
      value: (MANY * EVENTS_EACH) / seconds,
      floor: null,
    });
    await store.close();
    return figures;
  },
};
