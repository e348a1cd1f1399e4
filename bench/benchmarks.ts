import { appends } from './appends.ts';
import type { Benchmark } from './benchmark.ts';
import { readAll } from './readAll.ts';
import { measureRebuild } from './rebuild.ts';

const REBUILD_EVENTS = 200_000;

const rebuild: Benchmark = {
  name: 'rebuild',
  run: async ({ freshDatabase, progress }) => {
    progress(`rebuild: ${REBUILD_EVENTS} events`);
    const { pool } = await freshDatabase();
    const figures = await measureRebuild(pool, REBUILD_EVENTS);
    return figures.map((figure) => ({ ...figure, unit: 'events/s' }));
  },
};

/** All that `npm run bench` knows, in the order in which it runs. */
export const benchmarks: readonly Benchmark[] = [appends, readAll, rebuild];
