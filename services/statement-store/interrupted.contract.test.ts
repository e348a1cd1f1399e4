import { instantOf } from '@chobo/domain/kernel/time';
import type { ReconciliationDayCommand } from '@chobo/domain/reconciliation-day/commands';
import { reconciliationDay } from '@chobo/domain/reconciliation-day/decider';
import { reconciliationDayStream } from '@chobo/domain/streams';
import { handleCommand } from '@chobo/event-store/handleCommand';
import type { EventStore } from '@chobo/event-store/port';
import { findDay } from '@chobo/projections/reconciliation-days/report';
import { reconciliationItems } from '@chobo/projections/reconciliation-items/projection';
import { tryToOwn, VIEWS } from '@chobo/projections/runner/ownership';
import { createTables } from '@chobo/projections/runner/tables';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { ViewsBehind, type StatementStoreDependencies } from './dependencies.ts';
import { NOW, openFlow, type Flow } from './flow.given.ts';
import { refreshDays } from './runDays.ts';
import { dateOf, outcome, type Reported, type Shop } from './shop.given.ts';
import { SourceLockLost, withSourceLock } from './sourceLock.ts';

let flow: Flow;
let shop: Shop;

beforeAll(async () => {
  flow = await openFlow();
});
beforeEach(async () => {
  shop = await flow.openShop();
});
afterAll(() => flow.close());

type Projections = StatementStoreDependencies['projections'];

class Killed extends Error {}

const A: Reported = { reference: 'A', at: '18 12:00:10' };
const DAY_18 = outcome({ lines: 1, items: 1, exact: 1 });
const B_LATE: Reported = { reference: 'B', at: '19 09:00:00', card: 2 };

const command = async (day: string, given: ReconciliationDayCommand): Promise<void> => {
  const result = await handleCommand(flow.store, reconciliationDay, {
    stream: reconciliationDayStream(shop.source, dateOf(day)),
    command: given,
    context: {
      commandId: `${shop.source} ${day} ${given.type}`,
      actor: 'user:test',
      occurredAt: instantOf(NOW),
    },
  });
  if (!result.accepted) throw new Error(result.rejection.code);
};

/** Two people sign the day's current run. */
const close = async (day: string): Promise<void> => {
  const found = await findDay(flow.database.pool, shop.source, dateOf(day));
  const runId = String(found?.runNo);
  const at = instantOf(NOW);
  await command(day, { type: 'ReviewDay', data: { runId, reviewedBy: 'user:sato', at } });
  await command(day, { type: 'CloseDay', data: { runId, closedBy: 'user:mori', at } });
  await flow.runner.waitForHead(30_000);
};

const notVerified = async () => (await shop.verify()).filter(({ ok }) => !ok);

/** The rows that runs wrote and nobody refers to. */
const unrecordedRuns = async () =>
  (
    await flow.database.pool.query<{ run_no: number }>(
      'select run_no from views.reconciliation_runs where source = $1 and recorded_digest is null',
      [shop.source],
    )
  ).rows;

/** A store, and whether a day was claimed through it. */
const watchingClaims = () => {
  const seen = { claim: false };
  const store: EventStore = {
    ...flow.store,
    append: async (append) => {
      const appended = await flow.store.append(append);
      seen.claim ||= append.events.some(({ type }) => type === 'DayStatementAccepted');
      return appended;
    },
  };
  return { store, seen };
};

const matchedDays = async (): Promise<readonly string[]> => {
  const { rows } = await flow.database.pool.query<{ stream: string }>(
    `select stream from events.events where type = 'DayMatched' and data ->> 'source' = $1
     order by position`,
    [shop.source],
  );
  return rows.map(({ stream }) => stream.slice(-2));
};

describe('items that are made anew while days are being run', () => {
  /** The owner has emptied the table and fills it only when somebody waits for it. */
  const emptyItems = async (): Promise<void> => {
    await flow.runner.stop();
    const { pool } = flow.database;
    const ownership = await tryToOwn(pool, VIEWS);
    if (ownership === null) throw new Error('Somebody else writes the views');
    await createTables({ pool, ownership }, reconciliationItems);
    await ownership.release();
  };

  it('keep a run from being recorded without them', async () => {
    await shop.sell({ id: 'A', at: '18 12:00:00' });
    const bytes = shop.file('18', [A]);
    const { store, seen } = watchingClaims();
    const projections: Projections = {
      waitForHead: async (timeoutMs) => {
        const reached = await flow.runner.waitForHead(timeoutMs);
        if (seen.claim) await emptyItems();
        return reached;
      },
      waitFor: (position, timeoutMs) => {
        flow.runner.start();
        return flow.runner.waitFor(position, timeoutMs);
      },
    };
    const handed = shop.hand('18', bytes, { through: { store, projections } });
    await expect(handed.finally(flow.runner.start)).rejects.toThrow(ViewsBehind);
    expect(await matchedDays()).toEqual([]);
    expect(await shop.hand('18', bytes)).toMatchObject({ state: 'accepted', exact: 1 });
    expect(await shop.day('18')).toEqual(DAY_18);
    expect(await notVerified()).toEqual([]);
  });

  it('keep the later days from being run without them', async () => {
    await shop.sell({ id: 'A', at: '18 12:00:00' }, { id: 'B', at: '19 08:00:00', card: 2 });
    await shop.reconcile('19', []);
    const bytes = shop.file('18', [A, B_LATE]);
    let isFirst = true;
    const projections: Projections = {
      waitForHead: flow.runner.waitForHead,
      waitFor: async (position, timeoutMs) => {
        flow.runner.start();
        const reached = await flow.runner.waitFor(position, timeoutMs);
        if (isFirst) await emptyItems();
        isFirst = false;
        return reached;
      },
    };
    const handed = shop.hand('18', bytes, { through: { projections } });
    await expect(handed.finally(flow.runner.start)).rejects.toThrow(ViewsBehind);
    await shop.hand('18', bytes);
    expect((await shop.day('19'))?.items).toBe(1);
    expect(await notVerified()).toEqual([]);
  });
});

it('an import for a closed day runs the open day that its items are carried to', async () => {
  await shop.sell({ id: 'A', at: '18 12:00:00' });
  await shop.reconcile('18', [A]);
  await shop.reconcile('19', [B_LATE]);
  await close('18');
  await shop.sell({ id: 'B', at: '18 13:00:00', card: 2 });
  expect(await shop.day('19')).toEqual(outcome({ lines: 1, carried: ['B #4 from 18'] }));
  expect(await shop.day('18')).toEqual(DAY_18);
  expect(await notVerified()).toEqual([]);
});

describe('a day whose process died between its claim and its run', () => {
  beforeEach(async () => {
    await shop.sell({ id: 'A', at: '18 12:00:00' });
    const { store, seen } = watchingClaims();
    const projections: Projections = {
      ...flow.runner,
      waitForHead: async (timeoutMs) => {
        if (seen.claim) throw new Killed();
        return flow.runner.waitForHead(timeoutMs);
      },
    };
    const handed = shop.hand('18', shop.file('18', [A]), { through: { store, projections } });
    await expect(handed).rejects.toThrow(Killed);
  });

  it('is run with the next file of the source', async () => {
    await shop.reconcile('19', []);
    expect(await shop.day('18')).toEqual(DAY_18);
  });

  it('is run with the next import', async () => {
    await shop.sell({ id: 'B', at: '20 12:00:00', card: 2 });
    expect(await shop.day('18')).toEqual(DAY_18);
  });

  it('is not run by a process that has lost the lock of the source', async () => {
    let isBroken = false;
    const projections: Projections = {
      ...flow.runner,
      waitForHead: async (timeoutMs) => {
        if (!isBroken) await breakLock(shop.source);
        isBroken = true;
        return flow.runner.waitForHead(timeoutMs);
      },
    };
    const through = { ...flow.dependencies, projections };
    await expect(refreshDays(through, shop.source, 'cli:test')).rejects.toThrow(SourceLockLost);
    expect(await matchedDays()).toEqual([]);
    expect(await refreshDays(flow.dependencies, shop.source, 'cli:test')).toEqual([dateOf('18')]);
    expect(await shop.day('18')).toEqual(DAY_18);
    expect(await unrecordedRuns()).toEqual([]);
  });
});

/** Ends the connection that holds a source's lock, as an administrator may. */
const breakLock = async (source: string): Promise<void> => {
  const { rowCount } = await flow.database.pool.query(
    `select pg_terminate_backend(pid, 10000) from pg_locks
     where locktype = 'advisory' and granted and database =
         (select oid from pg_database where datname = current_database())
       and (classid::bigint << 32) | objid::bigint = hashtextextended($1, 0)`,
    [`reconciliation:${source}`],
  );
  if (rowCount !== 1) throw new Error(`${source} has ${rowCount} locks`);
};

it('the lock of a source tells that it was lost, and is free for the next', async () => {
  const { pool } = flow.database;
  const outcomes = await withSourceLock(pool, 'lost', async ({ stillHeld }) => {
    await stillHeld();
    await breakLock('lost');
    await expect(stillHeld()).rejects.toThrow(SourceLockLost);
    await expect(stillHeld()).rejects.toThrow('lost');
    return 'done';
  });
  expect(outcomes).toBe('done');
  await withSourceLock(pool, 'lost', ({ stillHeld }) => stillHeld());
});

it('a day that is closed while days are being run is passed over', async () => {
  await shop.sell({ id: 'A', at: '17 23:55:00' }, { id: 'B', at: '18 23:55:00', card: 2 });
  await shop.reconcile('18', [{ ...A, at: '18 00:01:00' }]);
  await shop.reconcile('19', []);
  const day17 = reconciliationDayStream(shop.source, dateOf('17'));
  const store: EventStore = {
    ...flow.store,
    append: async (append) => {
      const appended = await flow.store.append(append);
      const isRun = append.events.some(({ type }) => type === 'DayMatched');
      if (append.stream === day17 && isRun) await close('18');
      return appended;
    },
  };
  const before = await matchedDays();
  const bytes = shop.file('17', [{ ...A, at: '17 23:59:30' }]);
  expect(await shop.hand('17', bytes, { through: { store } })).toMatchObject({ exact: 1 });
  expect((await matchedDays()).slice(before.length)).not.toContain('18');
  expect((await shop.day('18'))?.carried).toEqual(['A #4 from 17']);
  expect(await unrecordedRuns()).toEqual([]);
});
