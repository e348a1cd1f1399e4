import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createTestApp, type TestApp } from '../../app.given.ts';
import { smallDay, type ListedBreak, type SmallDay } from './smallDay.given.ts';

type Answer = { position: string; code?: string; facts?: Record<string, unknown> };

type Detail = ListedBreak & {
  revision: number | null;
  file: { sha256: string; name: string; dayState: string };
  ours: { item: string; amount: { amount: number } }[];
  theirs: { fileLine: number; amount: { amount: number }; reference: string }[];
  differs: string[];
  facts: Record<string, unknown>;
  choices: { kind: string; obstacle: string | null; movesMoney: boolean }[];
  next: { step: string; permission: string; notBy: string | null } | null;
  candidates: { breakId: string; fileLine: number | null; item: string | null }[];
  history: { what: string; actor: string; text: string | null; revision: number }[];
};

let test: TestApp;
let day: SmallDay;
let staff: string;
let manager: string;

beforeAll(async () => {
  test = await createTestApp({ withViews: true });
  staff = await test.cookieOf('finance_staff');
  manager = await test.cookieOf('finance_manager');
  day = await smallDay(test, staff);
});
afterAll(async () => {
  await test.close();
});

const detail = async (id: string, after?: string): Promise<Detail> => {
  const query = after === undefined ? '' : `?after=${after}`;
  const response = await test.get(`/api/v1/breaks/${id}${query}`, staff);
  expect(response.statusCode).toBe(200);
  return response.json<Detail>();
};

const post = async (id: string, what: string, body: object, cookie = staff): Promise<Answer> =>
  (await test.post(`/api/v1/breaks/${id}/${what}`, cookie, body)).json<Answer>();

const match = (items: readonly string[], lines: readonly number[]) => ({
  resolution: { kind: 'matched_by_hand', items: items.map((id) => `harbor/${id}`), lines },
  reason: 'The clerk mistyped the reference',
});

describe('one break', () => {
  it('tells both sides, what differs, where the file is, and what can be done', async () => {
    const { id } = await day.breakOf('differs');
    const found = await detail(id);
    expect(found).toMatchObject({
      kind: 'amount',
      status: 'open',
      difference: { amount: -1000, currency: 'JPY' },
      revision: null,
      file: { name: 'harbor.csv', dayState: 'matched' },
      ours: [{ item: 'harbor/differs', amount: { amount: 3000, currency: 'JPY' } }],
      theirs: [{ fileLine: 6, status: 'done', amount: { amount: 2000, currency: 'JPY' } }],
      differs: ['amount', 'charge'],
      next: { step: 'resolve', permission: 'breaks:work', notBy: null },
      candidates: [],
      history: [],
    });
    expect(found.file.sha256).toMatch(/^[0-9a-f]{64}$/);
    const closed = found.choices.filter(({ obstacle }) => obstacle !== null);
    expect(closed).toMatchObject([{ kind: 'carried_forward', obstacle: 'nothing_to_wait_for' }]);
    expect(found.choices.filter(({ movesMoney }) => movesMoney).map(({ kind }) => kind)).toEqual([
      'refund',
      'adjustment',
      'write_off',
    ]);
  });

  it('shows its lines as they stand in the file', async () => {
    const { id } = await day.breakOf('differs');
    const response = await test.get(`/api/v1/breaks/${id}/raw-lines`, staff);
    const { isFileKept, lines } = response.json<{
      isFileKept: boolean;
      lines: { fileLine: number; text: string }[];
    }>();
    expect(isFileKept).toBe(true);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.text).toMatch(/^2026\/11\/18 11:00:10,.*,2000,1800,完了,/);
  });

  it('tells what was done by whom, in their words, and who must come next', async () => {
    const { id } = await day.breakOf('lost');
    await post(id, 'comments', { text: 'Asked the carrier' });
    const writeOff = { resolution: { kind: 'write_off', amount: -700 }, reason: 'Too small' };
    const { position } = await post(id, 'resolution', writeOff);
    const found = await detail(id, position);
    expect(found.history).toMatchObject([
      { what: 'commented', actor: 'user:user-1', text: 'Asked the carrier', revision: 0 },
      { what: 'proposed', actor: 'user:user-1', text: 'Too small', revision: 1 },
    ]);
    expect(found).toMatchObject({
      status: 'proposed',
      revision: 1,
      next: { step: 'approve', permission: 'breaks:approve', notBy: 'user:user-1' },
    });
    expect(new Set(found.choices.map(({ obstacle }) => obstacle))).toEqual(new Set(['under_way']));
    await post(id, 'approval', {}, manager);
    expect(await detail(id)).toMatchObject({
      status: 'resolved',
      next: { step: 'undo', notBy: 'user:user-2' },
      history: [{}, {}, { what: 'approved' }, { what: 'resolved', amount: { amount: -700 } }],
    });
  });

  it('that there is not is said so', async () => {
    const response = await test.get('/api/v1/breaks/no-such-break', staff);
    expect(response.json()).toMatchObject({ code: 'break_not_found' });
  });
});

describe('a match by hand', () => {
  it('is offered with its likest counterpart, from either side', async () => {
    const item = await day.breakOf('unseen');
    const line = await day.lineBreak(5);
    const ofItem = await detail(item.id);
    const ofLine = await detail(line.id);
    expect(ofItem.candidates).toMatchObject([{ breakId: line.id, fileLine: 5, isSameDay: true }]);
    expect(ofLine.candidates[0]).toMatchObject({ breakId: item.id, item: 'harbor/unseen' });
  });

  it('needs sides that come to the same and are free', async () => {
    const { id } = await day.breakOf('unseen');
    expect(await post(id, 'resolution', match(['unseen'], [8]))).toMatchObject({
      code: 'match_not_balanced',
      facts: { ours: { amount: 1000 }, theirs: { amount: 5000 } },
    });
    expect(await post(id, 'resolution', match(['unseen'], [4]))).toMatchObject({
      code: 'parts_not_free',
      facts: { items: [], lines: [4] },
    });
    expect(await post(id, 'resolution', match(['unseen'], [999]))).toMatchObject({
      code: 'parts_not_free',
    });
    expect(await post(id, 'resolution', match(['unseen'], []))).toMatchObject({
      code: 'resolution_incomplete',
    });
  });

  it('settles both breaks, is known when it is repeated, and undoing opens both', async () => {
    const item = await day.breakOf('unseen');
    const line = await day.lineBreak(5);
    const headers = { 'idempotency-key': 'match-by-hand-1' };
    const url = `/api/v1/breaks/${item.id}/resolution`;
    const first = await test.post(url, staff, match(['unseen'], [5]), headers);
    const { position } = first.json<Answer>();
    expect(await detail(line.id, position)).toMatchObject({
      status: 'resolved',
      matchedIn: item.id,
      next: null,
    });
    // A process that died before its answer left no answer behind: the key alone tells.
    await test.database.pool.query('delete from app.idempotency_keys');
    const again = await test.post(url, staff, match(['unseen'], [5]), headers);
    expect(again.json()).toMatchObject({ position, repeated: true });

    expect(
      await post(line.id, 'resolution', { resolution: { kind: 'ignored' }, reason: 'x' }),
    ).toMatchObject({ code: 'break_matched_elsewhere', facts: { matchedIn: item.id } });
    const open = await day.list({ workStatus: 'open' });
    expect(open.map(({ id }) => id)).not.toContain(line.id);

    const undone = await post(item.id, 'undo', { reason: 'It was another card' });
    expect(await detail(line.id, undone.position)).toMatchObject({
      status: 'open',
      matchedIn: null,
    });
  });

  it('of a refund that there is not is refused', async () => {
    const { id } = await day.breakOf('forgotten');
    const refund = { resolution: { kind: 'refund', refundId: 'rf-none' }, reason: 'Paid twice' };
    expect(await post(id, 'resolution', refund)).toMatchObject({ code: 'refund_unknown' });
  });
});

it('what a later file settles is answered to a repetition as it was, and to nobody new', async () => {
  const { id } = await day.breakOf('late');
  const url = `/api/v1/breaks/${id}/resolution`;
  const body = { resolution: { kind: 'carried_forward' }, reason: 'It will come tomorrow' };
  const headers = { 'idempotency-key': 'carry-forward-1' };
  const first = await test.post(url, staff, body, headers);
  await day.harbor.reconcile('19', [
    { at: '19 00:01:00', reference: 'late', card: 7, amount: 900 },
  ]);
  await test.views().runner.waitForHead(30_000);
  await test.database.pool.query('delete from app.idempotency_keys');
  const again = await test.post(url, staff, body, headers);
  expect(again.json()).toMatchObject({ position: first.json<Answer>().position, repeated: true });
  expect(await detail(id)).toMatchObject({ status: 'settled' });
  expect(await post(id, 'resolution', body)).toMatchObject({
    code: 'break_settled',
    facts: { resolvedOn: '2026-11-19' },
  });
});

describe('a proposed match', () => {
  type Proposal = { id: string; rule: string; items: string[]; work: { status: string } | null };

  const proposals = async (filter: object): Promise<Proposal[]> => {
    const query = new URLSearchParams({ filter: JSON.stringify(filter) });
    const page = await test.get(`/api/v1/proposals?${query.toString()}`, staff);
    return page.json<{ data: Proposal[] }>().data;
  };

  it('is listed, accepted with a reason, and taken back', async () => {
    const [found] = await proposals({ date: '2026-11-18' });
    expect(found).toMatchObject({ rule: 'card+amount+time', items: ['harbor/blank'], work: null });
    const url = `/api/v1/proposals/${found?.id ?? ''}`;
    const silent = await test.post(`${url}/acceptance`, staff, { reason: ' ' });
    expect(silent.json()).toMatchObject({ code: 'reason_required' });
    const accepted = await test.post(`${url}/acceptance`, staff, { reason: 'Same second' });
    expect(accepted.statusCode).toBe(200);
    await test.views().runner.waitForHead(30_000);
    expect(await proposals({ workStatus: 'resolved' })).toMatchObject([{ id: found?.id }]);
    const undone = await test.post(`${url}/undo`, staff, { reason: 'Another card after all' });
    expect(undone.statusCode).toBe(200);
    const unknown = await test.post('/api/v1/proposals/none/acceptance', staff, { reason: 'x' });
    expect(unknown.json()).toMatchObject({ code: 'proposal_not_found' });
  });
});

it('the list is searched by size and age, and sorted by size', async () => {
  const large = await day.list({ minAmount: 1000 });
  expect(large.every(({ difference }) => Math.abs(difference?.amount ?? 0) >= 1000)).toBe(true);
  // The clock of the tests stands on the 18th itself.
  expect(await day.list({ minAge: 1 })).toEqual([]);
  const sorted = await test.get('/api/v1/breaks?sort=-difference&limit=2', staff);
  const { data, pageInfo } = sorted.json<{
    data: ListedBreak[];
    pageInfo: { nextCursor: string };
  }>();
  expect(data.map(({ difference }) => difference?.amount)).toEqual([5000, -1000]);
  const next = `/api/v1/breaks?sort=-difference&limit=2&cursor=${pageInfo.nextCursor}`;
  expect((await test.get(next, staff)).json<{ data: unknown[] }>().data).toHaveLength(2);
});
