import { randomUUID } from 'node:crypto';

import { buildApp } from '@chobo/api/app';
import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';
import { createSession } from '@chobo/identity/sessions';
import { createUser } from '@chobo/identity/users';
import { createProjectionRunner } from '@chobo/projections/runner/runner';
import { projectionsOver } from '@chobo/runtime/projections';
import { pino } from 'pino';
import type { Pool } from 'pg';

import type { Benchmark, Figure } from './benchmark.ts';

const ROWS = 1_000_000;
const REQUESTS = 200;
const PAGE = 50;
/** So deep the deepest page lies that is asked for. */
const DEEP_PAGES = 2_500;
const CARDS = ROWS / 4;
const FIRST_MS = Date.parse('2025-11-01T00:00:00+09:00');

const ICCID = `'89811' || lpad(((n::bigint * 7919) % ${CARDS})::text, 14, '0')`;

/**
 * Puts rows where the projections would: importing a million is measured by
 * itself. One top-up in a thousand is not simply credited, one in ten thousand
 * came by a rare method; two ledger entries for each second one.
 */
const FILL = [
  `insert into views.cards (iccid, account_id, brand, plan, registered_at_ms)
   select ${ICCID}, 'acc-' || n, 'harbor-mobile', 'harbor-90-days', ${FIRST_MS} + n * 100::bigint
     from generate_series(0, ${CARDS - 1}) n`,
  `insert into views.top_ups (top_up_id, account_id, status, iccid, brand, channel, method, provider,
       reference, price, value, currency, paid_at_ms, credited_at_ms, taken_back, imported, at_ms)
   select 'tu-' || lpad(n::text, 9, '0'), 'acc-' || (n::bigint * 7919) % ${CARDS},
          case when n % 1000 = 7 then 'failed' else 'credited' end, ${ICCID}, 'harbor-mobile',
          case when n % 3 = 0 then 'web' else 'kiosk' end,
          case when n % 10000 = 3 then 'paypal' else 'konbini' end,
          case when n % 10000 = 3 then 'paypal' else 'konbini' end, 'pay-' || md5(n::text),
          1000 * (1 + n % 10), 1000 * (1 + n % 10), 'JPY', ${FIRST_MS} + n * 30000::bigint,
          ${FIRST_MS} + n * 30000::bigint, 0, false, ${FIRST_MS} + n * 30000::bigint
     from generate_series(0, ${ROWS - 1}) n`,
  `insert into views.ledger_accounts
   values (1, 'asset:clearing:konbini'), (2, 'liability:prepaid:harbor-mobile')`,
  `insert into views.ledger_transactions (transaction_no, date, at_ms, type, currency, stream,
       revision, account_id, source, top_up_id, refund_id)
   select n, '2025-11-01'::date + (n / 1500)::int, ${FIRST_MS} + n * 60000::bigint, 'TopUpCredited',
          'JPY', 'account-acc-' || n % ${CARDS}, 3, 'acc-' || n % ${CARDS}, null,
          'tu-' || lpad(n::text, 9, '0'), null
     from generate_series(1, ${ROWS / 2}) n`,
  `insert into views.ledger_entries (transaction_no, entry_no, ledger_account_id, date, amount)
   select n, side, side, '2025-11-01'::date + (n / 1500)::int, case side when 1 then 1000 else -1000 end
     from generate_series(1, ${ROWS / 2}) n, generate_series(1, 2) side`,
  'vacuum analyze views.cards, views.top_ups, views.ledger_transactions, views.ledger_entries',
];

const p95 = (times: readonly number[]): number =>
  times.toSorted((one, other) => one - other)[Math.ceil(times.length * 0.95) - 1] ?? NaN;

/** How long it takes, ms, one after the other; the first few warm caches and compiler up. */
const timesOf = async (work: (turn: number) => Promise<unknown>): Promise<readonly number[]> => {
  const times: number[] = [];
  for (let turn = -20; turn < REQUESTS; turn += 1) {
    const begun = performance.now();
    await work(turn + 20);
    if (turn >= 0) times.push(performance.now() - begun);
  }
  return times;
};

type Page = { readonly data: unknown[]; readonly pageInfo: { readonly nextCursor: string | null } };
type Ask = (path: string, query?: Readonly<Record<string, string>>) => Promise<Page>;

/** Cursors on the way through a list, one of every 25 pages. */
const cursorsOf = async (ask: Ask, path: string, sort: string): Promise<readonly string[]> => {
  const cursors: string[] = [];
  let cursor: string | null = null;
  for (let page = 1; page <= DEEP_PAGES; page += 1) {
    const query: Record<string, string> = { limit: '200', sort };
    if (cursor !== null) query['cursor'] = cursor;
    const { nextCursor } = (await ask(path, query)).pageInfo;
    if (nextCursor === null) throw new Error(`${path} ended on page ${page}`);
    if (page % 25 === 0) cursors.push(nextCursor);
    cursor = nextCursor;
  }
  return cursors;
};

/** The floor: the rows of a page by their keys, without API, order or filter. */
const byKey = (pool: Pool): Promise<readonly number[]> =>
  timesOf((turn) => {
    const ids = Array.from(
      { length: PAGE },
      (_, place) => `tu-${String((turn * 7_919 + place * 104_729) % ROWS).padStart(9, '0')}`,
    );
    return pool.query('select * from views.top_ups where top_up_id = any($1)', [ids]);
  });

const pick = <Value>(values: readonly Value[], turn: number): Value => {
  const value = values[(turn * 37) % values.length];
  if (value === undefined) throw new RangeError('nothing to pick from');
  return value;
};

const day = (turn: number): string =>
  new Date(FIRST_MS + ((turn * 11) % 340) * 86_400_000).toISOString();

/** Lists over a million rows as the console asks for them: p95 of each, to stay under 100 ms. */
export const lists: Benchmark = {
  name: 'lists',
  run: async ({ freshDatabase, progress }) => {
    const { pool } = await freshDatabase();
    const logger = pino({ level: 'warn' }, process.stderr);
    const store = createPostgresEventStore({ pool, logger });
    const projections = projectionsOver(pool, store);
    const runner = createProjectionRunner({ pool, store, projections, logger });
    runner.start();
    await runner.waitForHead(60_000);
    for (const [place, sql] of FILL.entries()) {
      progress(`lists: filling, ${place + 1} of ${FILL.length}`);
      await pool.query(sql);
    }
    const nowMs = Date.now();
    const cost = { N: 1024, r: 8, p: 1 };
    const password = 'correct horse battery';
    await createUser(pool, {
      login: 'bench',
      by: 'cli:bench',
      name: 'Bench',
      roles: ['finance_staff'],
      password,
      nowMs,
      cost,
    });
    const { rows } = await pool.query<{ id: string }>('select id from app.users');
    const userId = rows[0]?.id ?? '';
    const { token } = await createSession(pool, { userId, address: '', agent: '', nowMs });
    const app = await buildApp({
      pool,
      store,
      runner,
      logger,
      clock: Date.now,
      newId: randomUUID,
      config: {
        secureCookies: false,
        trustProxy: false,
        version: 'bench',
        requestsPerMinute: 10_000_000,
      },
    });
    const url = await app.listen({ port: 0 });
    const ask: Ask = async (path, query = {}) => {
      const response = await fetch(`${url}/api/v1/${path}?${String(new URLSearchParams(query))}`, {
        headers: { cookie: `chobo_session=${token}` },
      });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as Page;
    };
    try {
      progress('lists: walking to the deep pages');
      const topUps = await cursorsOf(ask, 'top-ups', '-at');
      const prices = await cursorsOf(ask, 'top-ups', '-price');
      const entries = await cursorsOf(ask, 'ledger/entries', '-date');
      const filter = (value: object): Record<string, string> => ({ filter: JSON.stringify(value) });
      const asked: readonly (readonly [string, (turn: number) => Promise<unknown>])[] = [
        ['top-ups, first page', () => ask('top-ups')],
        [
          'top-ups, deep page',
          (turn) => ask('top-ups', { cursor: pick(topUps, turn), sort: '-at' }),
        ],
        ['top-ups by price', () => ask('top-ups', { sort: 'price' })],
        [
          'top-ups by price, deep page',
          (turn) => ask('top-ups', { cursor: pick(prices, turn), sort: '-price' }),
        ],
        ['top-ups of one card', (turn) => ask('top-ups', filter({ accountId: `acc-${turn}` }))],
        ['top-ups that failed', () => ask('top-ups', filter({ status: 'failed' }))],
        ['top-ups of a common channel', () => ask('top-ups', filter({ channel: 'web' }))],
        ['top-ups of a rare method', () => ask('top-ups', filter({ method: 'paypal' }))],
        ['top-ups of no brand', () => ask('top-ups', filter({ brand: 'nobody' }))],
        [
          'top-ups from a day on, by price',
          (turn) => ask('top-ups', { ...filter({ from: day(turn) }), sort: 'price' }),
        ],
        [
          'cards by a piece',
          (turn) => ask('cards', filter({ fragment: String(100_000 + turn * 97) })),
        ],
        ['cards by what all have', () => ask('cards', filter({ fragment: '8981' }))],
        ['ledger entries, first page', () => ask('ledger/entries')],
        [
          'ledger entries, deep page',
          (turn) => ask('ledger/entries', { cursor: pick(entries, turn), sort: '-date' }),
        ],
        [
          'ledger entries of an account',
          (turn) => ask('ledger/entries', filter({ accountId: `acc-${turn * 31}` })),
        ],
        [
          'ledger entries of a ledger account',
          () => ask('ledger/entries', filter({ ledgerAccount: 'asset:clearing:konbini' })),
        ],
        ['search by an id', (turn) => ask('search', { q: `tu-000${turn}` })],
        ['search by digits', (turn) => ask('search', { q: String(1_000 + turn * 13) })],
      ];
      const floor = p95(await byKey(pool));
      const figures: Figure[] = [];
      for (const [name, work] of asked) {
        progress(`lists: ${name}`);
        figures.push({ name, unit: 'ms, p95', value: p95(await timesOf(work)), floor });
      }
      return figures;
    } finally {
      await app.close();
      await runner.stop();
      await store.close();
    }
  },
};
