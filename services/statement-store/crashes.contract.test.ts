import type { Append, EventStore } from '@chobo/event-store/port';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { openFlow, type Flow } from './flow.given.ts';
import { named, outcome, type HandIn, type Reported, type Shop } from './shop.given.ts';
import { receiptsCheck } from './receiptsCheck.ts';
import { verifyRuns } from './verifyRuns.ts';

let flow: Flow;
let shop: Shop;

beforeAll(async () => {
  flow = await openFlow();
});
beforeEach(async () => {
  shop = await flow.openShop();
  await shop.sell(
    { id: 'A', at: '18 12:00:00' },
    { id: 'B', at: '18 23:55:00', card: 2 },
    { id: 'C', at: '18 23:59:00', card: 3 },
  );
});
afterAll(() => flow.close());

class Killed extends Error {}

/** A store whose process dies before the first append for which `at` holds. */
const storeDyingAt = (at: (append: Append) => boolean): EventStore => ({
  ...flow.store,
  append: async (append) => {
    if (at(append)) throw new Killed();
    return flow.store.append(append);
  },
});

const writes =
  (type: string, stream = '') =>
  ({ stream: name, events }: Append): boolean =>
    name.startsWith(stream) && events.some((event) => event.type === type);

/** The views never come up to the claim: the process dies while it waits. */
const viewsDying = (): HandIn['through'] => ({
  projections: { ...flow.runner, waitForHead: () => Promise.reject(new Killed()) },
});

const A: Reported = { reference: 'A', at: '18 12:00:10' };
const B: Reported = { reference: 'B', at: '19 00:01:00', card: 2 };

const LATE = 'timing: B -2000';
const DAY_18 = outcome({
  lines: 1,
  items: 3,
  exact: 1,
  breaks: [LATE, 'timing: C -2000'],
});

/** Numbers of runs that rows of this shop's days belong to, and of the current runs. */
const runNumbers = async () => {
  const { pool } = flow.database;
  const { rows: stored } = await pool.query<{ run_no: number }>(
    `select run_no from views.reconciliation_runs where source = $1 order by run_no`,
    [shop.source],
  );
  const { rows: current } = await pool.query<{ run_no: number }>(
    `select run_no from views.reconciliation_days where source = $1 order by run_no`,
    [shop.source],
  );
  const { rows: orphans } = await pool.query<{ run_no: number }>(
    `select run_no from (select run_no from views.line_outcomes union select run_no from views.findings
       union select run_no from views.finding_items union select run_no from views.run_effects) as rows
     where not exists (select from views.reconciliation_days d where d.run_no = rows.run_no)`,
  );
  return { stored, current, orphans };
};

const expectOneRunEach = async (days: number): Promise<void> => {
  const { stored, current, orphans } = await runNumbers();
  expect(current).toHaveLength(days);
  expect(stored).toEqual(current);
  expect(orphans).toEqual([]);
  expect((await verifyRuns(flow.dependencies)).filter(({ ok }) => !ok)).toEqual([]);
};

describe('the same file handed in again completes what a crash left', () => {
  const crashes: readonly { readonly name: string; readonly through: () => HandIn['through'] }[] = [
    {
      name: 'before the receipt was recorded',
      through: () => ({ store: storeDyingAt(writes('StatementReceived')) }),
    },
    {
      name: 'before the file was accepted',
      through: () => ({ store: storeDyingAt(writes('StatementAccepted')) }),
    },
    {
      name: 'before the day was claimed',
      through: () => ({ store: storeDyingAt(writes('DayStatementAccepted')) }),
    },
    { name: 'between the claim of the day and its run', through: viewsDying },
    {
      name: "between the run's rows and its event",
      through: () => ({ store: storeDyingAt(writes('DayMatched')) }),
    },
  ];

  it.each(named(crashes))('%s', async (_name, { through }) => {
    const bytes = shop.file('18', [A]);
    await expect(shop.hand('18', bytes, { through: through() ?? {} })).rejects.toThrow(Killed);
    const after = await shop.day('18');
    expect(after).toBeNull();
    expect(await shop.hand('18', bytes)).toMatchObject({ state: 'accepted', exact: 1 });
    expect(await shop.day('18')).toEqual(DAY_18);
    await expectOneRunEach(1);
    expect(await shop.hand('18', bytes)).toMatchObject({ repeated: true });
  });
});

it('a crash before the claim lets another file have the day', async () => {
  const through = { store: storeDyingAt(writes('DayStatementAccepted')) };
  await expect(shop.hand('18', shop.file('18', []), { through })).rejects.toThrow(Killed);
  expect(await shop.reconcile('18', [A])).toEqual(DAY_18);
  await expectOneRunEach(1);
});

describe('a crash between the runs of two days', () => {
  const settled = outcome({
    ...DAY_18,
    breaks: [`missing_in_statement: C -2000`, `${LATE} settled on 19`],
  });
  const onlyThe19thDies = () => ({
    store: storeDyingAt(writes('DayMatched', `reconciliationDay-${shop.source}:2026-11-19`)),
  });

  it('is completed by the same file of the earlier day', async () => {
    await shop.reconcile('19', [B]);
    const bytes = shop.file('18', [A, { reference: 'B', at: '18 23:59:30', card: 2 }]);
    const through = onlyThe19thDies();
    await expect(shop.hand('18', bytes, { through })).rejects.toThrow(Killed);
    await shop.hand('18', bytes);
    expect(await shop.day('19')).toEqual(
      outcome({ lines: 1, breaks: ['duplicate_in_statement: #4 +2000'] }),
    );
    await expectOneRunEach(2);
  });

  it('is completed by the next file of the source, for whichever day', async () => {
    await shop.reconcile('19', [B]);
    const bytes = shop.file('18', [A, { reference: 'B', at: '18 23:59:30', card: 2 }]);
    const through = onlyThe19thDies();
    await expect(shop.hand('18', bytes, { through })).rejects.toThrow(Killed);
    await shop.reconcile('20', []);
    expect((await shop.day('19'))?.breaks).toEqual(['duplicate_in_statement: #4 +2000']);
    await expectOneRunEach(3);
  });

  it('leaves nothing to do once it was completed', async () => {
    await shop.reconcile('18', [A]);
    await shop.reconcile('19', [B]);
    expect((await shop.day('18'))?.breaks.toSorted()).toEqual(settled.breaks.toSorted());
    const head = await flow.store.head();
    await shop.hand('18', shop.file('18', [A]));
    await shop.hand('19', shop.file('19', [B]));
    expect(await flow.store.head()).toBe(head);
  });
});

it('a crash while a file is superseded is completed by the same file', async () => {
  const first = await shop.hand('18', shop.file('18', []));
  const bytes = shop.file('18', [A]);
  const supersede = { reason: 'corrected' };
  const through = { store: storeDyingAt(writes('StatementSuperseded')) };
  await expect(shop.hand('18', bytes, { supersede, through })).rejects.toThrow(Killed);
  expect(await shop.hand('18', bytes)).toMatchObject({ state: 'accepted', exact: 1 });
  const { rows } = await flow.database.pool.query<{ id: string; state: string }>(
    'select statement_id as id, state from views.statements where source = $1',
    [shop.source],
  );
  expect(rows.find(({ id }) => id === first.statementId)?.state).toBe('superseded');
  expect(rows.filter(({ state }) => state === 'accepted')).toHaveLength(1);
  await expectOneRunEach(1);
});

it('a run whose event another process has written meanwhile is not written twice', async () => {
  const bytes = shop.file('18', [A]);
  await Promise.all([1, 2, 3].map(() => shop.hand('18', bytes)));
  const { rows } = await flow.database.pool.query<{ type: string }>(
    'select type from events.events where stream = $1 order by revision',
    [`reconciliationDay-${shop.source}:2026-11-18`],
  );
  expect(rows.map(({ type }) => type)).toEqual(['DayStatementAccepted', 'DayMatched']);
});

describe('verify', () => {
  const statementOf = async (): Promise<string> => {
    await flow.runner.waitForHead(30_000);
    const { rows } = await flow.database.pool.query<{ statement_id: string }>(
      'select statement_id from views.statements where source = $1',
      [shop.source],
    );
    return rows[0]?.statement_id ?? '';
  };

  it.each([
    ['received and never decided', 'StatementAccepted', 'Received and never decided'],
    ['accepted but of no day', 'DayStatementAccepted', 'Accepted but of no day'],
  ])('lists a receipt that a crash left %s, which is nothing wrong', async (_name, type, told) => {
    const dying = { store: storeDyingAt(writes(type)) };
    const bytes = shop.file('18', [A]);
    await expect(shop.hand('18', bytes, { through: dying })).rejects.toThrow(Killed);
    const statementId = await statementOf();
    const { check, ok, detail } = await receiptsCheck(flow.database.pool);
    expect({ check, ok }).toEqual({ check: 'receipts-are-decided', ok: true });
    const sentence = detail.split('. ').find((part) => part.startsWith(told));
    expect(sentence?.match(/[\w-]+/g)).toContain(statementId);
  });

  it('fails when a day stands on a statement that is not accepted', async () => {
    await shop.reconcile('18', [A]);
    const statementId = await statementOf();
    const setState = (state: string) =>
      flow.database.pool.query('update views.statements set state = $2 where statement_id = $1', [
        statementId,
        state,
      ]);
    await setState('held');
    expect(await receiptsCheck(flow.database.pool)).toMatchObject({
      ok: false,
      detail: expect.stringContaining(
        `Days stand on statements that are not accepted: ${statementId}.`,
      ) as string,
    });
    await setState('accepted');
  });
});
