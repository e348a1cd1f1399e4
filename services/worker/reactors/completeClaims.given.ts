import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';
import { createPool } from '@chobo/runtime/pool';

import { fileOf, NOW, textOf } from '../jobs/history-import/import.given.ts';
import { importHistory } from '../jobs/history-import/importHistory.ts';
import { endingAfterClaim } from './cutShort.given.ts';

/**
 * An import that stops for ever between the claim of a payment and its credit,
 * says so on standard output and waits to be killed. Arguments: the database's
 * URL and the lines to import.
 */
const [url = '', ...lines] = process.argv.slice(2);
const pool = createPool(url);
const logger = { info: () => undefined, warn: () => undefined };
const store = createPostgresEventStore({ pool, logger });

await importHistory(
  {
    pool,
    logger,
    clock: () => NOW,
    store: endingAfterClaim(store, () => {
      process.stdout.write('claimed\n');
      return new Promise(() => setInterval(() => undefined, 1_000));
    }),
    // The views of the test's own process are at the head: nothing was written since.
    projections: { waitForHead: () => Promise.resolve(true) },
    refreshDays: () => Promise.resolve(),
  },
  { source: 'harbor', brand: 'harbor-mobile', actor: 'cli:test', file: fileOf(textOf(lines)) },
);
