import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';
import type { Pool } from 'pg';
import { median } from './benchmark.ts';
import type { Benchmark } from './benchmark.ts';
import { aTopUpCredited } from './events.ts';

const EVENTS = 300_000;
const EVENTS_EACH = 5;
const ROUNDS = 3;
const PAGE = 2_000;

/** The floor: page after page of rows through the driver as it comes, its own parsers and all. */
export const plainRate = async (pool: Pool): Promise<number> => {
  const begun = performance.now();
  let after = 0;
  let read = 0;
  for (;;) {
    const { rows } = await pool.query<{ position: number }>({
      name: 'plain-read',
      text: 'select * from events.events where position > $1 order by position limit $2',
      values: [after, PAGE],
    });
    read += rows.length;
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.position;
  }
  return read / ((performance.now() - begun) / 1_000);
};

/** Reading the whole log, against plain pages of rows. */
export const readAll: Benchmark = {
  name: 'readAll',
  run: async ({ freshDatabase, progress }) => {
    const { pool } = await freshDatabase();
    const store = createPostgresEventStore({ pool });
    for (let written = 0; written < EVENTS; written += 50_000) {
      progress(`readAll: writing, ${written} of ${EVENTS} events`);
      await store.appendMany(
        Array.from({ length: 50_000 / EVENTS_EACH }, () => {
          const events = Array.from({ length: EVENTS_EACH }, aTopUpCredited);
          return { stream: `account-${events[0]?.id ?? ''}`, expectedRevision: 'any', events };
        }),
      );
    }
    await pool.query('vacuum analyze events.events');
    const storeRate = async (): Promise<number> => {
      const begun = performance.now();
      let read = 0;
      for await (const { events } of store.readAll()) read += events.length;
      if (read !== EVENTS) throw new Error(`${read} events came`);
      return read / ((performance.now() - begun) / 1_000);
    };
    const ours: number[] = [];
    const plain: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      progress(`readAll: round ${round} of ${ROUNDS}`);
      const rates = [await plainRate(pool), await storeRate()] as const;
      if (round === 0) continue;
      plain.push(rates[0]);
      ours.push(rates[1]);
    }
    await store.close();
    return [{ name: 'readAll', unit: 'events/s', value: median(ours), floor: median(plain) }];
  },
};
