import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { withSourceLock } from '@chobo/statement-store/sourceLock';

import { createTestApp, type TestApp } from '../../app.given.ts';
import { smallDay, type SmallDay } from '../breaks/smallDay.given.ts';

type Answer = {
  readonly code?: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly position: string;
  readonly revision: number;
  readonly runId: string | null;
  readonly state: string;
  readonly openBreaks: number;
  readonly entries: readonly Readonly<Record<string, unknown>>[];
  readonly data: readonly Readonly<Record<string, unknown>>[];
};

const DAY = '/api/v1/reconciliation-days/harbor:2026-11-18';

let test: TestApp;
let small: SmallDay;
let staff: string;
let colleague: string;
let manager: string;
let auditor: string;

const open = async () => {
  test = await createTestApp({ withViews: true, config: { sourcePatienceMs: 100 } });
  staff = await test.cookieOf('finance_staff');
  colleague = await test.cookieOf('finance_staff');
  manager = await test.cookieOf('finance_manager');
  auditor = await test.cookieOf('auditor');
  small = await smallDay(test, staff);
};

let position: string | null = null;

const read = async (path = '', cookie = staff) => {
  const after = position === null ? '' : `?after=${position}`;
  const response = await test.get(`${DAY}${path}${after}`, cookie);
  return response.json<Answer>();
};

const give = async (
  what: string,
  body: object,
  cookie: string,
  headers: Record<string, string> = {},
) => {
  const response = await test.post(`${DAY}/${what}`, cookie, body, headers);
  const answer = response.json<Answer>();
  if (response.statusCode === 200) position = answer.position;
  return { status: response.statusCode, ...answer };
};

/** Signs first, on the run that is there. */
const review = async (cookie = staff) => give('review', { runId: (await read()).runId }, cookie);
const close = async (cookie = colleague) =>
  give('closing', { runId: (await read()).runId }, cookie);

/** Resolves all breaks and accepts all proposals. */
const settleAll = async () => {
  const reason = 'Asked the carrier';
  for (const { id } of await small.list({ unresolved: true })) {
    const resolution = { kind: 'ignored' };
    await test.post(`/api/v1/breaks/${id}/resolution`, staff, { resolution, reason });
  }
  const proposals = await test.get('/api/v1/proposals', staff);
  for (const { id } of proposals.json<Answer>().data) {
    await test.post(`/api/v1/proposals/${String(id)}/acceptance`, staff, { reason });
  }
  await test.views().runner.waitForHead(30_000);
};

describe('signing a day', () => {
  beforeAll(open);
  afterAll(() => test.close());

  it('tells what is open before it can be closed', async () => {
    expect(await read('/open-work', auditor)).toEqual({
      settled: false,
      openBreaks: 7,
      // 1,000 unseen and mistyped, 1,000 amount, 700, 800, 900 and the 5,000 of a stranger.
      atRisk: [{ amount: 10_400, currency: 'JPY' }],
      withoutAmount: 0,
      unsignedProposals: 1,
      workLeftBehind: [],
      daysWithoutFile: [],
    });
    expect(await small.list({ unresolved: true })).toHaveLength(7);
  });

  it('is refused on another run than the current one, and to a reader', async () => {
    expect(await give('review', { runId: '999' }, staff)).toMatchObject({
      status: 409,
      code: 'run_not_current',
      facts: { given: '999' },
    });
    expect(await give('review', { runId: '1' }, auditor)).toMatchObject({ status: 403 });
    expect(await close()).toMatchObject({
      status: 409,
      code: 'day_status',
      facts: { status: 'matched' },
    });
  });

  it('takes a review, and a stale page is told who was there first', async () => {
    const { revision, runId } = await read();
    expect(await review()).toMatchObject({ status: 200, revision: revision + 1 });
    expect(await read()).toMatchObject({
      state: 'reviewed',
      reviewedBy: 'user:user-1',
      closedBy: null,
      revision: revision + 1,
    });
    const stale = { 'if-match': `"${revision}"` };
    expect(await give('review', { runId }, colleague, stale)).toMatchObject({
      status: 409,
      code: 'changed_meanwhile',
      facts: { changedBy: 'user:user-1', revision: String(revision + 1) },
    });
    expect(await give('matching', {}, colleague, stale)).toMatchObject({
      code: 'changed_meanwhile',
      facts: { changedBy: 'user:user-1' },
    });
  });

  it('a run that comes to the same keeps the review', async () => {
    const { runId } = await read();
    expect(await give('matching', {}, colleague)).toMatchObject({
      status: 200,
      changed: false,
      runId,
      ran: ['2026-11-18'],
    });
    expect(await read()).toMatchObject({ state: 'reviewed', reviewedBy: 'user:user-1', runId });
  });

  it('is not closed by the reviewer, nor while something is open: each is told', async () => {
    expect(await close(staff)).toMatchObject({
      status: 403,
      code: 'two_people_required',
      facts: { actor: 'user:user-1' },
    });
    expect(await close()).toMatchObject({
      status: 409,
      code: 'day_not_settled',
      facts: { openBreaks: 7, unsignedProposals: 1, daysWithoutFile: [] },
    });
    await settleAll();
    expect(await read('/open-work')).toMatchObject({ settled: true, openBreaks: 0, atRisk: [] });
  });

  it('waits only so long for a source at which somebody else is', async () => {
    const { pool } = test.database;
    const [closing, matching] = await withSourceLock(pool, 'harbor', () =>
      Promise.all([close(), give('matching', {}, colleague)]),
    );
    for (const answer of [closing, matching]) {
      expect(answer).toMatchObject({ status: 409, code: 'source_busy' });
    }
    expect(await read()).toMatchObject({ state: 'reviewed' });
  });

  it('is closed by somebody else, once', async () => {
    const { runId } = await read();
    const headers = { 'idempotency-key': 'closing-of-the-day' };
    const first = await give('closing', { runId }, colleague, headers);
    expect(first).toMatchObject({ status: 200, repeated: false });
    expect(await give('closing', { runId }, colleague, headers)).toEqual(first);
    expect(await read()).toMatchObject({
      state: 'closed',
      reviewedBy: 'user:user-1',
      closedBy: 'user:user-2',
      version: 1,
    });
    expect(await give('matching', {}, staff)).toMatchObject({ status: 409, code: 'day_closed' });
  });

  it('keeps what was signed: nothing of it is resolved otherwise while it is closed', async () => {
    const listed = async (what: string) => {
      const page = await test.get(`/api/v1/${what}`, staff);
      return page.json<{ data: readonly { id: string; status?: string }[] }>().data;
    };
    const found = (await listed('breaks')).find(({ status }) => status === 'resolved');
    const [proposal] = await listed('proposals');
    const reason = 'Seen too late';
    const attempts: readonly (readonly [string, object, string])[] = [
      [`breaks/${found?.id ?? ''}/undo`, { reason }, staff],
      [`breaks/${found?.id ?? ''}/resolution`, { resolution: { kind: 'ignored' }, reason }, staff],
      [`breaks/${found?.id ?? ''}/approval`, {}, manager],
      [`breaks/${found?.id ?? ''}/rejection`, { reason }, staff],
      [`proposals/${proposal?.id ?? ''}/undo`, { reason }, staff],
      [`proposals/${proposal?.id ?? ''}/acceptance`, { reason }, staff],
    ];
    for (const [path, body, cookie] of attempts) {
      const answer = await test.post(`/api/v1/${path}`, cookie, body);
      expect(answer.json(), path).toMatchObject({ code: 'day_closed', facts: { version: 1 } });
    }
    const preview = await test.post('/api/v1/breaks/bulk/preview', staff, {
      selection: { ids: [found?.id] },
      action: { type: 'resolve', kind: 'ignored', reason },
    });
    expect(preview.json()).toMatchObject({
      possible: 0,
      breaks: [{ refusal: { code: 'day_closed' } }],
    });
    const comment = await test.post(`/api/v1/breaks/${found?.id ?? ''}/comments`, staff, {
      text: 'Asked the carrier',
    });
    expect(comment.statusCode).toBe(200);
  });

  it('is opened again by a third person with a reason, and told with its whole story', async () => {
    const reason = 'The carrier sent a correction';
    expect(await give('reopening', { reason }, staff)).toMatchObject({ status: 403 });
    expect(await give('reopening', { reason: ' ' }, manager)).toMatchObject({
      status: 422,
      code: 'reason_required',
    });
    expect(await give('reopening', { reason }, manager)).toMatchObject({ status: 200 });
    expect(await read()).toMatchObject({ state: 'reopened', version: 2, reviewedBy: null });
    const { entries } = await read('/history', auditor);
    expect(entries.map(({ what, actor }) => `${String(what)} ${String(actor)}`)).toEqual([
      expect.stringMatching(/^accepted /),
      expect.stringMatching(/^matched /),
      'reviewed user:user-1',
      'closed user:user-2',
      'reopened user:user-3',
    ]);
    expect(entries[1]).toMatchObject({ counts: { lines: 5, items: 7 } });
    expect(entries.at(-1)).toMatchObject({ text: reason, version: 2 });
    expect(JSON.stringify(entries)).not.toContain('reasonId');
  });

  it('can then be signed and closed anew', async () => {
    expect(await review()).toMatchObject({ status: 200 });
    expect(await close()).toMatchObject({ status: 200 });
    expect(await read()).toMatchObject({ state: 'closed', version: 2 });
  });
});

describe('the file of the next day', () => {
  beforeEach(async () => {
    position = null;
    await open();
    return () => test.close();
  });

  it('settles breaks of the day before, which are listed on both', async () => {
    await small.harbor.reconcile('19', [
      { at: '19 09:00:00', reference: 'lost', card: 5, amount: 700 },
    ]);
    await test.views().runner.waitForHead(30_000);
    const settled = await test.get(
      '/api/v1/reconciliation-days/harbor:2026-11-19/settled-breaks',
      staff,
    );
    const { id } = await small.breakOf('lost');
    expect(settled.json<Answer>().data).toMatchObject([
      { id, date: '2026-11-18', resolvedOn: '2026-11-19', status: 'settled' },
    ]);
    expect((await read('/settled-breaks')).data).toEqual([]);
    expect(await read('/open-work')).toMatchObject({ openBreaks: 6 });
    const carried = await test.get(
      `/api/v1/reconciliation-days/harbor:2026-11-19/matches?filter=${encodeURIComponent('{"carried":true}')}`,
      staff,
    );
    expect(carried.json<Answer>().data).toMatchObject([
      { item: 'harbor/lost', itemDate: '2026-11-18' },
    ]);
  });

  it('does not close while a day before it has sales and no file', async () => {
    await small.harbor.sell(
      { id: 'between', at: '19 09:00:00', card: 11 },
      { id: 'next', at: '20 09:00:00', card: 12 },
    );
    await small.harbor.reconcile('20', [{ at: '20 09:00:10', reference: 'next', card: 12 }]);
    await test.views().runner.waitForHead(30_000);
    const work = await test.get('/api/v1/reconciliation-days/harbor:2026-11-20/open-work', staff);
    expect(work.json()).toMatchObject({ settled: false, daysWithoutFile: ['2026-11-19'] });
  });
});

describe('lists of days', () => {
  beforeAll(async () => {
    await open();
    await small.harbor.reconcile('19', []);
    await test.views().runner.waitForHead(30_000);
  });
  afterAll(() => test.close());

  const list = async (query: Record<string, string>) => {
    const text = new URLSearchParams(query).toString();
    const response = await test.get(`/api/v1/reconciliation-days?${text}`, staff);
    return response.json<Answer>().data.map(({ date }) => date);
  };

  it.each([
    [{ sort: 'date' }, ['2026-11-18', '2026-11-19']],
    [{ sort: '-acceptedAt' }, ['2026-11-19', '2026-11-18']],
    [{ sort: '-source' }, ['2026-11-19', '2026-11-18']],
    [{ sort: 'state', filter: '{"closed":false}' }, ['2026-11-18', '2026-11-19']],
    [{ filter: '{"closed":true}' }, []],
    [{ filter: '{"totalsTie":false}' }, []],
    [{ filter: '{"from":"2026-11-19"}' }, ['2026-11-19']],
  ])('%j', async (query, dates) => {
    expect(await list(query as Record<string, string>)).toEqual(dates);
  });
});
