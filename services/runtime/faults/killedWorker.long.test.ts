import type { Pool } from 'pg';
import { afterEach, expect, test, vi } from 'vitest';

import { readiness } from '../parts.given.ts';
import type { Part } from '../parts.given.ts';
import { openProduct } from './product.given.ts';
import type { Product } from './product.given.ts';
import { fillShop } from './shop.given.ts';
import { expectSoundViews } from './views.given.ts';

const TOP_UPS = 3_000;
const WAIT = { timeout: 60_000, interval: 5 };

/**
 * Of the views that are rebuilt while a worker is killed. Each is held in turn,
 * so that the worker dies having written the rows of those before it.
 */
const HELD = ['views.accounts', 'views.top_ups', 'views.ledger_entries', 'views.timeline'] as const;

let product: Product;

afterEach(async () => {
  await product.end();
});

/** The worker's transaction that waits for what the test holds, and how far it has come. */
const blocked = async (pool: Pool, pid: number | undefined): Promise<boolean> => {
  const { rows } = await pool.query(
    `select from pg_stat_activity
     where application_name = $1 and wait_event_type = 'Lock' and xact_start is not null`,
    [`chobo worker, process ${String(pid)}`],
  );
  return rows.length > 0;
};

type Stand = { readonly loading: boolean; readonly position: string };

const standOf = async (pool: Pool, view: string): Promise<Stand> => {
  const { rows } = await pool.query<Stand>(
    'select loading, position from views.checkpoints where projection = $1',
    [view],
  );
  return rows[0] ?? { loading: false, position: '' };
};

const headOf = async (pool: Pool): Promise<string> => {
  const { rows } = await pool.query<{ head: string }>(
    `select lpad(to_hex(max(position)), 16, '0') as head from events.events`,
  );
  return `${rows[0]?.head ?? ''}/${rows[0]?.head ?? ''}`;
};

const kill = async ({ child, ended }: Part): Promise<void> => {
  child.kill('SIGKILL');
  await ended;
};

test('a worker killed in the middle of a batch leaves views that another one completes', async () => {
  product = await openProduct();
  const { start, database } = product;
  let worker = start('worker');
  await worker.address();
  await fillShop(product, TOP_UPS);
  const pool = database();
  const head = await headOf(pool);

  for (const table of HELD) {
    await vi.waitFor(async () => {
      const { rows } = await pool.query('select from views.checkpoints where loading');
      expect(rows).toEqual([]);
    }, WAIT);
    await pool.query('update views.checkpoints set rebuild_requested = true');
    const own = await pool.connect();
    try {
      // From the moment that some of it is there until the worker is dead nobody writes to it.
      await vi.waitFor(async () => {
        const { rows } = await own.query(
          `select from views.checkpoints where loading and not rebuild_requested
             and position > '0000000000000000/0000000000000000' and position < $1`,
          [head],
        );
        expect(rows).not.toEqual([]);
        await own.query('begin');
        await own.query(`lock table ${table} in share mode`);
      }, WAIT);
      await vi.waitFor(async () => {
        expect(await blocked(pool, worker.child.pid)).toBe(true);
      }, WAIT);
      await kill(worker);
    } finally {
      await own.query('rollback');
      own.release();
    }
    const stand = await standOf(pool, 'accounts');
    expect(stand.loading, table).toBe(true);
    expect(stand.position < head, table).toBe(true);
    worker = start('worker');
    const url = await worker.address();
    await vi.waitFor(async () => expect(await readiness(url)).toMatchObject({ status: 200 }), WAIT);
  }
  await expectSoundViews(product);
});
