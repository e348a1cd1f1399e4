import { appends } from './appends.ts';
import type { Benchmark } from './benchmark.ts';
import { eventStores } from './eventStores.ts';
import { historyImport } from './historyImport.ts';
import { lists } from './lists.ts';
import { reconcile } from './reconcile.ts';
import { readAll } from './readAll.ts';
import { rebuilding } from './rebuild.ts';

/** All that `npm run bench` knows, in the order in which it runs. */
export const benchmarks: readonly Benchmark[] = [
  appends,
  eventStores,
  readAll,
  rebuilding,
  historyImport,
  reconcile,
  lists,
];
