import { beforeEach, describe, expect, it } from 'vitest';

import { instantOf } from '@chobo/domain/kernel/time';
import { reconciliationDay } from '@chobo/domain/reconciliation-day/decider';
import { reconciliationDayStream } from '@chobo/domain/streams';
import { handleCommand } from '@chobo/event-store/handleCommand';
import { runBreakChecks, runChecks } from '@chobo/projections/checks/all';
import { withSourceLock } from '@chobo/statement-store/sourceLock';

import { createTestApp, type TestApp } from '../../app.given.ts';
import { smallDay, type SmallDay } from './smallDay.given.ts';

type Proposal = {
  readonly id: string;
  readonly items: readonly string[];
  readonly lines: readonly number[];
  readonly state: string;
  readonly revision: number | null;
  readonly rejection: { readonly rejectedBy: string; readonly breaks: readonly string[] } | null;
};

type Answer = {
  readonly code?: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly position: string;
  readonly runId: string | null;
};

const DAY = 'reconciliation-days/harbor:2026-11-18';
const reason = 'The customer topped up twice; this line is of the other phone';

let test: TestApp;
let small: SmallDay;
let staff: string;
let manager: string;
let otherManager: string;
let position: string | null;

beforeEach(async () => {
  test = await createTestApp({ withViews: true, config: { sourcePatienceMs: 100 } });
  staff = await test.cookieOf('finance_staff');
  manager = await test.cookieOf('finance_manager');
  otherManager = await test.cookieOf('finance_manager');
  small = await smallDay(test, staff);
  position = null;
  return () => test.close();
});

const read = async <Body>(path: string): Promise<Body> => {
  const [address = '', query = ''] = path.split('?');
  const search = new URLSearchParams(query);
  if (position !== null) search.set('after', position);
  return (await test.get(`/api/v1/${address}?${search.toString()}`, staff)).json<Body>();
};

const proposals = async (filter: object): Promise<readonly Proposal[]> =>
  (
    await read<{ data: Proposal[] }>(
      `proposals?filter=${encodeURIComponent(JSON.stringify(filter))}`,
    )
  ).data;

const proposal = async (): Promise<Proposal> => {
  const [found] = await proposals({ state: 'open' });
  if (found === undefined) throw new Error('Nothing is proposed');
  return found;
};

const give = async (
  path: string,
  body: object,
  cookie = staff,
  headers: Readonly<Record<string, string>> = {},
) => {
  const response = await test.post(`/api/v1/${path}`, cookie, body, headers);
  const answer = response.json<Answer>();
  if (response.statusCode === 200) position = answer.position;
  return { status: response.statusCode, ...answer };
};

const booksBalance = async (): Promise<void> => {
  await test.views().runner.waitForHead(30_000);
  const checks = await runChecks(test.database.pool);
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
};

/** What stands in suspense, in minor units: what resolutions have moved and nothing has taken back. */
const suspense = async (): Promise<number> => {
  await test.views().runner.waitForHead(30_000);
  const { rows } = await test.database.pool.query<{ amount: number | null }>(
    `select sum(e.amount)::bigint as amount from views.ledger_entries e
     join views.ledger_accounts l using (ledger_account_id) where l.name = 'asset:suspense'`,
  );
  return rows[0]?.amount ?? 0;
};

describe('a wrong proposal', () => {
  it('becomes two breaks, which two people settle, and then its day is closed', async () => {
    const { id, items, lines } = await proposal();
    expect(await read(`${DAY}/open-work`)).toMatchObject({ openBreaks: 7, unsignedProposals: 1 });
    const match = { items, lines };
    expect(await give(`proposals/${id}/rejection`, { reason, match })).toMatchObject({
      status: 200,
      repeated: false,
    });

    expect(await proposals({ state: 'open' })).toEqual([]);
    const [rejected] = await proposals({ state: 'rejected' });
    expect(rejected).toMatchObject({ id, items, lines, rejection: { rejectedBy: 'user:user-1' } });
    // Nothing has left the open work: both sides of it are there, each for itself.
    expect(await read(`${DAY}/open-work`)).toMatchObject({
      settled: false,
      openBreaks: 9,
      atRisk: [{ amount: 10_400 + 2 * 1500, currency: 'JPY' }],
      unsignedProposals: 0,
    });
    const ours = await small.breakOf('blank');
    const theirs = await small.lineBreak(lines[0] ?? 0);
    expect(rejected?.rejection?.breaks).toEqual([ours.id, theirs.id]);
    expect(ours).toMatchObject({ kind: 'missing_in_statement', status: 'open' });
    expect(theirs).toMatchObject({ kind: 'missing_in_ledger', status: 'open' });
    expect([ours.difference?.amount, theirs.difference?.amount]).toEqual([-1500, 1500]);
    const { history } = await read<{ history: readonly object[] }>(`breaks/${ours.id}`);
    expect(history).toMatchObject([
      { what: 'match_rejected', actor: 'user:user-1', match, text: reason },
    ]);

    const writeOff = { resolution: { kind: 'write_off', amount: 1500 }, reason };
    await give(`breaks/${theirs.id}/resolution`, writeOff, manager);
    expect(await give(`breaks/${theirs.id}/approval`, {}, manager)).toMatchObject({
      status: 403,
      code: 'two_people_required',
    });
    expect(await give(`breaks/${theirs.id}/approval`, {}, otherManager)).toMatchObject({
      status: 200,
    });
    expect(await suspense()).toBe(-1500);
    await booksBalance();
    for (const { id: left } of await small.list({ unresolved: true }, position ?? undefined)) {
      await give(`breaks/${left}/resolution`, { resolution: { kind: 'ignored' }, reason });
    }
    const { runId } = await read<Answer>(DAY);
    expect(await give(`${DAY}/review`, { runId }, staff)).toMatchObject({ status: 200 });
    expect(await give(`${DAY}/closing`, { runId }, manager)).toMatchObject({ status: 200 });

    // What was posted goes back, once, by somebody else, after the day is opened again.
    await give(`${DAY}/reopening`, { reason }, otherManager);
    expect(await give(`breaks/${theirs.id}/undo`, { reason }, manager)).toMatchObject({
      status: 200,
    });
    expect(await suspense()).toBe(0);
    await booksBalance();
  });

  it('takes back the signature under what its day came to before', async () => {
    const { runId } = await read<Answer>(DAY);
    await give(`${DAY}/review`, { runId });
    await give(`proposals/${(await proposal()).id}/rejection`, { reason });
    expect(await read(DAY)).toMatchObject({ state: 'matched', reviewedBy: null });
  });

  it('is taken back by matching its two sides by hand', async () => {
    const { id, items, lines } = await proposal();
    await give(`proposals/${id}/rejection`, { reason });
    const ours = await small.breakOf('blank');
    const { candidates } = await read<{ candidates: readonly object[] }>(`breaks/${ours.id}`);
    expect(candidates).toContainEqual(expect.objectContaining({ fileLine: lines[0] }));
    const resolution = { kind: 'matched_by_hand', items, lines };
    const matched = await give(`breaks/${ours.id}/resolution`, { resolution, reason });
    expect(matched).toMatchObject({ status: 200 });
    expect(await read(`${DAY}/open-work`)).toMatchObject({ openBreaks: 7, unsignedProposals: 0 });
    expect(await suspense()).toBe(0);
  });

  it('is not rejected without a reason, twice, or once it was accepted', async () => {
    const { id } = await proposal();
    expect(await give(`proposals/${id}/rejection`, { reason: '' })).toMatchObject({
      status: 422,
      code: 'reason_required',
    });
    await give(`proposals/${id}/acceptance`, { reason });
    expect((await proposals({ state: 'accepted' })).map((one) => one.id)).toEqual([id]);
    expect(await give(`proposals/${id}/rejection`, { reason })).toMatchObject({
      status: 409,
      code: 'break_status',
      facts: { status: 'resolved' },
    });
    await give(`proposals/${id}/undo`, { reason });
    await give(`proposals/${id}/rejection`, { reason });
    expect(await give(`proposals/${id}/rejection`, { reason })).toMatchObject({
      status: 404,
      code: 'proposal_not_found',
    });
  });

  it('is decided as it was looked at: who was there first is told, and what it is by now', async () => {
    const { id, items } = await proposal();
    const headers = { 'if-match': '"none"' };
    await give(`proposals/${id}/acceptance`, { reason }, manager, headers);
    await give(`proposals/${id}/undo`, { reason }, manager);
    expect(await give(`proposals/${id}/rejection`, { reason }, staff, headers)).toMatchObject({
      status: 409,
      code: 'changed_meanwhile',
      facts: { changedBy: 'user:user-2', revision: '2' },
    });
    const other = { match: { items, lines: [99] }, reason };
    for (const decision of ['acceptance', 'rejection']) {
      expect(await give(`proposals/${id}/${decision}`, other)).toMatchObject({
        status: 409,
        code: 'proposal_changed',
      });
    }
    expect(await proposal()).toMatchObject({ state: 'open', revision: 2 });
  });

  it('is not rejected while somebody is at the source, nor on a closed day', async () => {
    const { id } = await proposal();
    const busy = await withSourceLock(test.database.pool, 'harbor', () =>
      give(`proposals/${id}/rejection`, { reason }),
    );
    expect(busy).toMatchObject({ status: 409, code: 'source_busy' });
    expect(await proposal()).toMatchObject({ id, state: 'open', revision: null });
    await give(`proposals/${id}/acceptance`, { reason });
    for (const { id: left } of await small.list({ unresolved: true })) {
      await give(`breaks/${left}/resolution`, { resolution: { kind: 'ignored' }, reason });
    }
    const { runId } = await read<Answer>(DAY);
    await give(`${DAY}/review`, { runId }, staff);
    expect(await give(`${DAY}/closing`, { runId }, manager)).toMatchObject({ status: 200 });
    expect(await give(`proposals/${id}/rejection`, { reason })).toMatchObject({
      status: 409,
      code: 'day_closed',
    });
  });
});

describe('a proposal over a top-up of the day before', () => {
  const closeUnasked = async (runId: unknown): Promise<void> => {
    const at = instantOf(test.time.nowMs);
    const closed = await handleCommand(test.views().store, reconciliationDay, {
      stream: reconciliationDayStream('harbor', '2026-11-18'),
      command: { type: 'CloseDay', data: { runId: String(runId), closedBy: 'user:user-2', at } },
      context: { commandId: 'close-unasked', actor: 'user:user-2', occurredAt: at },
    });
    expect(closed.accepted).toBe(true);
    await test.views().runner.waitForHead(30_000);
  };

  it('is not rejected while that day is closed, as it settles its break there', async () => {
    const blank = { at: '19 00:00:30', card: 21, amount: 1200 };
    await small.harbor.sell({ id: 'midnight', at: '18 23:59:00', card: 21, amount: 1200 });
    await small.harbor.reconcile('19', [blank]);
    await test.views().runner.waitForHead(30_000);
    for (const { id } of await proposals({ date: '2026-11-18' })) {
      await give(`proposals/${id}/acceptance`, { reason });
    }
    for (const { id } of await small.list({ unresolved: true, date: '2026-11-18' })) {
      await give(`breaks/${id}/resolution`, { resolution: { kind: 'ignored' }, reason });
    }
    const { runId } = await read<Answer>(DAY);
    await give(`${DAY}/review`, { runId }, staff);
    expect(await give(`${DAY}/closing`, { runId }, manager)).toMatchObject({
      status: 409,
      facts: { unsignedProposals: 1 },
    });
    // Closed as by a version that did not ask for later days.
    await closeUnasked(runId);
    const [carried] = await proposals({ date: '2026-11-19', state: 'open' });
    const path = `proposals/${carried?.id ?? ''}/rejection`;
    expect(await give(path, { reason })).toMatchObject({
      status: 409,
      code: 'day_closed',
      facts: { date: '2026-11-18', version: 1, closedBy: 'user:user-2' },
    });
    await give(`${DAY}/reopening`, { reason }, otherManager);
    expect(await give(path, { reason })).toMatchObject({ status: 200 });
    expect(await small.breakOf('midnight')).toMatchObject({ status: 'open' });
    expect(await read(`${DAY}/open-work`)).toMatchObject({ settled: false, openBreaks: 1 });
  });
});

describe('a proposal whose line a match that is no more has used', () => {
  const matched = () => proposals({ state: 'accepted', date: '2026-11-19' });
  const open = () => proposals({ state: 'open', date: '2026-11-19' });

  it('is not accepted for a second top-up, and says what is used', async () => {
    await small.harbor.sell({ id: 'first', at: '18 23:58:00', card: 21, amount: 1200 });
    await small.harbor.reconcile('19', [{ at: '19 00:01:00', card: 21, amount: 1200 }]);
    await test.views().runner.waitForHead(30_000);
    const [first] = await open();
    expect(first).toMatchObject({ items: ['harbor/first'], lines: [4] });
    await give(`proposals/${first?.id ?? ''}/acceptance`, { reason });
    // Imported late, it is nearer to the line: matching proposes that one in place of the other.
    await small.harbor.sell({ id: 'second', at: '19 00:00:30', card: 21, amount: 1200 });
    await test.views().runner.waitForHead(30_000);
    const [second] = await open();
    expect(second).toMatchObject({ items: ['harbor/second'], lines: [4] });
    const path = `proposals/${second?.id ?? ''}`;
    expect(await give(`${path}/acceptance`, { reason })).toMatchObject({
      status: 409,
      code: 'parts_not_free',
      facts: { items: [], lines: [4] },
    });
    await test.views().runner.waitForHead(30_000);
    expect(await open()).toMatchObject([{ id: second?.id, revision: null }]);
    expect((await runBreakChecks(test.database.pool)).filter(({ ok }) => !ok)).toEqual([]);

    // Said not to belong together, the line is left to the match that people have made of it.
    expect(await give(`${path}/rejection`, { reason })).toMatchObject({ status: 200 });
    expect(await open()).toEqual([]);
    expect(await matched()).toMatchObject([{ id: first?.id }]);
  });
});
