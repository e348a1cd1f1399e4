import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { publishDocuments, readDocuments } from '@chobo/runtime/catalogue';
import { reconcileStatement } from '@chobo/statement-store/reconcileStatement';
import { textsOf } from '@chobo/texts/texts';

import { createTestApp, NOW_MS, type TestApp } from '../../app.given.ts';

type Work = {
  status: string;
  assignee: string | null;
  comments: number;
  proposedBy: string | null;
  resolvedBy: string | null;
};
type Listed = { id: string; difference: { amount: number } | null; work: Work | null };
type Answer = { position: string; revision: number; repeated: boolean; code?: string };

let test: TestApp;
/** Two of finance staff would do for comments; what moves money takes managers. */
let staff: string;
let manager: string;
let otherManager: string;
/** Breaks that nobody has touched; each test takes its own. */
const untouched: Listed[] = [];

const harbor = (name: string): Promise<Buffer> =>
  readFile(new URL(`../../../../fixtures/${name}`, import.meta.url));

/** Harbor's 18 November without a history: every line of it is a break. */
beforeAll(async () => {
  test = await createTestApp({ withViews: true });
  staff = await test.cookieOf('finance_staff');
  manager = await test.cookieOf('finance_manager');
  otherManager = await test.cookieOf('finance_manager');
  const { store, runner } = test.views();
  const documents = readDocuments((await harbor('catalogue/harbor-mobile.json')).toString());
  if (!documents.ok) throw new Error(JSON.stringify(documents.faults));
  await publishDocuments(store, documents.documents, { actor: 'cli:test', nowMs: NOW_MS });
  const bytes = await harbor('statements/harbor-mobile/harbor_20261118.csv');
  await reconcileStatement(
    {
      pool: test.database.pool,
      store,
      projections: runner,
      clock: () => NOW_MS,
      newId: randomUUID,
    },
    {
      source: 'harbor',
      date: '2026-11-18',
      actor: 'cli:test',
      file: {
        name: 'harbor_20261118.csv',
        open: async function* () {
          yield await Promise.resolve(bytes);
        },
      },
    },
  );
  await runner.waitForHead(30_000);
  const filter = encodeURIComponent(JSON.stringify({ kind: 'missing_in_ledger' }));
  const page = await test.get(`/api/v1/breaks?limit=50&filter=${filter}`, staff);
  untouched.push(...page.json<{ data: Listed[] }>().data);
});
afterAll(async () => {
  await test.close();
});

const aBreak = (): Listed => {
  const found = untouched.pop();
  if (found === undefined) throw new Error('There is no untouched break left');
  return found;
};

const post = (
  id: string,
  what: string,
  cookie: string,
  body: object = {},
  headers: Readonly<Record<string, string>> = {},
) => test.post(`/api/v1/breaks/${id}/${what}`, cookie, body, headers);

/** The work on a break as whoever gave the command sees it. */
const workAfter = async (id: string, { position }: Answer): Promise<Work | null | undefined> => {
  const filter = encodeURIComponent(JSON.stringify({ kind: 'missing_in_ledger' }));
  let cursor = '';
  for (;;) {
    const page = await test.get(
      `/api/v1/breaks?limit=200&filter=${filter}&after=${position}${cursor}`,
      staff,
    );
    const { data, pageInfo } = page.json<{
      data: Listed[];
      pageInfo: { nextCursor: string | null };
    }>();
    const found = data.find((listed) => listed.id === id);
    if (found !== undefined) return found.work;
    if (pageInfo.nextCursor === null) return undefined;
    cursor = `&cursor=${pageInfo.nextCursor}`;
  }
};

const writeOff = { resolution: { kind: 'write_off', amount: 500 }, reason: 'Below the limit' };

describe('work on a break', () => {
  it('is given to somebody and taken away, and somebody unknown is refused', async () => {
    const { id } = aBreak();
    const given = await post(id, 'assignment', staff, { assignee: 'user-2' });
    expect(given.statusCode).toBe(200);
    expect(await workAfter(id, given.json<Answer>())).toMatchObject({ assignee: 'user:user-2' });
    const taken = await post(id, 'assignment', staff, { assignee: null });
    expect(await workAfter(id, taken.json<Answer>())).toMatchObject({ assignee: null });
    const unknown = await post(id, 'assignment', staff, { assignee: 'nobody' });
    expect(unknown.json()).toMatchObject({ code: 'user_not_found', status: 404 });
  });

  it('is commented on; the text lies beside the events, written once however often it is sent', async () => {
    const { id } = aBreak();
    const headers = { 'idempotency-key': randomUUID() };
    const said = { text: 'Asked the carrier at 10:00 ' };
    const first = await post(id, 'comments', staff, said, headers);
    const again = await post(id, 'comments', staff, said, headers);
    expect(again.json()).toEqual(first.json());
    expect(await workAfter(id, first.json<Answer>())).toMatchObject({ comments: 1 });
    const facts: unknown[] = [];
    for await (const event of test.views().store.readStream(`break-${id}`)) facts.push(event.data);
    expect(JSON.stringify(facts)).not.toContain('carrier');
    const { commentId } = facts[0] as { commentId: string };
    const texts = await textsOf(test.database.pool, [commentId]);
    expect([...texts.values()]).toEqual(['Asked the carrier at 10:00']);
  });

  it('without money is resolved by one person, with a reason', async () => {
    const { id } = aBreak();
    const silent = await post(id, 'resolution', staff, {
      resolution: { kind: 'ignored' },
      reason: '   ',
    });
    expect(silent.json()).toMatchObject({ code: 'reason_required' });
    const done = await post(id, 'resolution', staff, {
      resolution: { kind: 'ignored' },
      reason: 'A test card of the carrier',
    });
    expect(await workAfter(id, done.json<Answer>())).toMatchObject({ status: 'resolved' });
  });

  it('with money waits for a second person, is carried out by them, and undone by a third', async () => {
    const { id } = aBreak();
    const proposed = await post(id, 'resolution', manager, writeOff);
    expect(await workAfter(id, proposed.json<Answer>())).toMatchObject({ status: 'proposed' });
    const own = await post(id, 'approval', manager);
    expect(own.json()).toMatchObject({ code: 'two_people_required', status: 403 });
    const approved = await post(id, 'approval', otherManager);
    expect(await workAfter(id, approved.json<Answer>())).toMatchObject({
      status: 'resolved',
      proposedBy: 'user:user-2',
      resolvedBy: 'user:user-3',
    });
    const again = await post(id, 'approval', otherManager);
    expect(again.json()).toMatchObject({ code: 'break_status', facts: { status: 'resolved' } });
    const undone = await post(id, 'undo', manager, { reason: 'The carrier has corrected it' });
    expect(await workAfter(id, undone.json<Answer>())).toMatchObject({ status: 'open' });
  });

  it('is sent back with a reason', async () => {
    const { id } = aBreak();
    await post(id, 'resolution', staff, writeOff);
    const rejected = await post(id, 'rejection', manager, { reason: 'Ask the carrier first' });
    expect(await workAfter(id, rejected.json<Answer>())).toMatchObject({ status: 'open' });
  });

  it('keeps the reason that it was done for, not one that was refused under the same key', async () => {
    const { id } = aBreak();
    const headers = { 'idempotency-key': randomUUID() };
    const early = await post(id, 'rejection', manager, { reason: 'Too early' }, headers);
    expect(early.json()).toMatchObject({ code: 'break_status' });
    await post(id, 'resolution', staff, writeOff);
    await post(id, 'rejection', manager, { reason: 'Ask the carrier first' }, headers);
    const reasonIds: string[] = [];
    for await (const { type, data } of test.views().store.readStream(`break-${id}`)) {
      if (type === 'BreakResolutionRejected') {
        reasonIds.push((data as { reasonId: string }).reasonId);
      }
    }
    const texts = await textsOf(test.database.pool, reasonIds);
    expect([...texts.values()]).toEqual(['Ask the carrier first']);
  });

  it('that somebody has changed since is refused, and says who and when', async () => {
    const { id } = aBreak();
    const first = await post(id, 'assignment', staff, { assignee: 'user-1' });
    const { revision } = first.json<Answer>();
    await post(id, 'assignment', manager, { assignee: 'user-2' });
    const stale = await post(id, 'resolution', staff, writeOff, {
      'if-match': `"${String(revision)}"`,
    });
    expect(stale.json()).toMatchObject({
      code: 'changed_meanwhile',
      status: 409,
      facts: { changedBy: 'user:user-2', changedAt: new Date(NOW_MS).toISOString() },
    });
  });

  it('two clicks at once propose once', async () => {
    const { id } = aBreak();
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all([
      post(id, 'resolution', staff, writeOff, headers),
      post(id, 'resolution', staff, writeOff, headers),
    ]);
    for (const { statusCode } of answers) expect([200, 409]).toContain(statusCode);
    let events = 0;
    for await (const event of test.views().store.readStream(`break-${id}`)) {
      events += event.type === 'BreakResolutionProposed' ? 1 : 0;
    }
    expect(events).toBe(1);
  });

  it('that there is not, and a role that may not', async () => {
    const unknown = await post('no-such-break', 'comments', staff, { text: 'Hello' });
    expect(unknown.json()).toMatchObject({ code: 'break_not_found' });
    const agent = await test.cookieOf('support_agent');
    const forbidden = await post(aBreak().id, 'comments', agent, { text: 'Hello' });
    expect(forbidden.json()).toMatchObject({ code: 'forbidden' });
    const tooLow = await post(aBreak().id, 'approval', staff);
    expect(tooLow.json()).toMatchObject({ code: 'forbidden' });
  });
});
