import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { breakStream } from '@chobo/domain/streams';
import { workedBreak } from '@chobo/projections/breaks/breaks.given';
import { NOON, toAppend } from '@chobo/projections/runner/events.given';
import { publishDocuments, readDocuments } from '@chobo/runtime/catalogue';
import { reconcileStatement } from '@chobo/statement-store/reconcileStatement';
import { importHistory } from '@chobo/worker/jobs/history-import/importHistory';

import { createTestApp, NOW_MS, type TestApp } from '../../app.given.ts';

let test: TestApp;
let cookie: string;

const fixture = (name: string): Promise<Buffer> =>
  readFile(new URL(`../../../../fixtures/${name}`, import.meta.url));

const fileOf = (name: string, bytes: Buffer) => ({
  name,
  size: bytes.length,
  open: async function* () {
    yield await Promise.resolve(bytes);
  },
});

/** Harbor's published 18 November, received and matched through the product's own road. */
beforeAll(async () => {
  test = await createTestApp({ withViews: true });
  cookie = await test.cookieOf('finance_staff');
  const { store, runner } = test.views();
  const { pool } = test.database;
  const documents = readDocuments((await fixture('catalogue/harbor-mobile.json')).toString());
  if (!documents.ok) throw new Error(JSON.stringify(documents.faults));
  await publishDocuments(store, documents.documents, { actor: 'cli:test', nowMs: NOW_MS });
  const common = { pool, store, projections: runner, clock: () => NOW_MS, newId: randomUUID };
  const quiet = { info: () => undefined, warn: () => undefined };
  const history = await fixture('statements/harbor-mobile/history.csv');
  await importHistory(
    { ...common, logger: quiet, refreshDays: () => Promise.resolve() },
    {
      source: 'harbor',
      brand: 'harbor-mobile',
      actor: 'cli:test',
      file: fileOf('history.csv', history),
    },
  );
  const statement = await fixture('statements/harbor-mobile/harbor_20261118.csv');
  await reconcileStatement(common, {
    source: 'harbor',
    date: '2026-11-18',
    file: fileOf('harbor_20261118.csv', statement),
    actor: 'cli:test',
  });
  await runner.waitForHead(30_000);
});
afterAll(async () => {
  await test.close();
});

type Page = {
  data: Record<string, unknown>[];
  pageInfo: { hasNextPage: boolean; nextCursor: string | null };
};

const DAY = '/api/v1/reconciliation-days/harbor:2026-11-18';

const get = async (path: string, query: Record<string, string> = {}) => {
  const response = await test.get(`${path}?${new URLSearchParams(query).toString()}`, cookie);
  return { status: response.statusCode, body: response.json<Page & Record<string, unknown>>() };
};

/** Every row of a list, page after page. */
const all = async (path: string, query: Record<string, string> = {}) => {
  const rows: Record<string, unknown>[] = [];
  let cursor: string | null = null;
  do {
    const { body }: { body: Page } = await get(path, {
      limit: '200',
      ...query,
      ...(cursor === null ? {} : { cursor }),
    });
    rows.push(...body.data);
    cursor = body.pageInfo.nextCursor;
  } while (cursor !== null);
  return rows;
};

describe('a reconciled day', () => {
  it('says what it came to in figures', async () => {
    const { status, body } = await get(DAY);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      source: 'harbor',
      date: '2026-11-18',
      state: 'matched',
      version: 1,
      acceptedBy: expect.any(String) as string,
      counts: { lines: 2041, items: 2045, exact: 2007 },
      controlTotals: { tie: true },
    });
    const board = await get('/api/v1/reconciliation-days', {
      filter: '{"source":"harbor","state":"matched"}',
    });
    expect(board.body.data).toEqual([body]);
  });

  it('lists each line once, in the order of the file', async () => {
    const lines = await all(`${DAY}/lines`);
    const numbers = lines.map(({ fileLine }) => Number(fileLine));
    expect(numbers).toHaveLength(2041);
    expect(numbers).toEqual([...new Set(numbers)].toSorted((one, other) => one - other));
    expect(lines.filter(({ outcome }) => outcome === 'exact')).toHaveLength(2007);
    expect(lines.find(({ outcome }) => outcome === 'exact')).toMatchObject({
      status: 'done',
      amount: { amount: expect.any(Number) as number, currency: 'JPY' },
      card: expect.stringMatching(/^89\d{17}$/) as string,
      item: expect.stringMatching(/^tu-/) as string,
      reason: null,
    });
    const exact = await all(`${DAY}/lines`, { filter: '{"outcome":"break"}' });
    expect(exact).toEqual(lines.filter(({ outcome }) => outcome === 'break'));
  });

  it('lists matches, proposals among them', async () => {
    const matches = await all(`${DAY}/matches`);
    expect(matches.filter(({ confirmed }) => confirmed === true)).toHaveLength(2007);
    expect(matches.find(({ confirmed }) => confirmed === false)).toMatchObject({
      rule: expect.any(String) as string,
      itemDate: '2026-11-18',
    });
  });

  it('lists its breaks, the same as the work list does', async () => {
    const breaks = await all(`${DAY}/breaks`, { sort: 'date' });
    const { body } = await get(DAY);
    const { breaks: counted } = body['counts'] as { breaks: Record<string, number> };
    expect(breaks).toHaveLength(Object.values(counted).reduce((sum, count) => sum + count, 0));
    const amounts = await all('/api/v1/breaks', { filter: '{"kind":"amount"}' });
    expect(amounts).toEqual(breaks.filter(({ kind }) => kind === 'amount').toReversed());
    expect(amounts[0]).toMatchObject({
      source: 'harbor',
      date: '2026-11-18',
      items: [expect.stringMatching(/^tu-/)],
      difference: { amount: expect.any(Number) as number, currency: 'JPY' },
      resolvedOn: null,
      work: null,
    });
  });

  it('lists breaks with what people did about them, and finds them by it', async () => {
    const [first, second] = await all('/api/v1/breaks', { filter: '{"kind":"amount"}' });
    const { runner, store } = test.views();
    const { assigned, commented, proposed } = workedBreak(String(first?.['id']));
    const { position } = await store.append({
      stream: breakStream(String(first?.['id'])),
      expectedRevision: 'no_stream',
      events: [assigned, commented, proposed].map((event) => toAppend(event)),
    });
    expect(await runner.waitFor(position, 30_000)).toBe(true);
    const worked = {
      ...first,
      status: 'proposed',
      work: {
        status: 'proposed',
        assignee: 'user:mori',
        comments: 1,
        lastCommentAt: NOON,
        resolution: { kind: 'write_off', amount: -250 },
        amount: { amount: -250, currency: 'JPY' },
        proposedBy: 'user:mori',
        proposedAt: NOON,
        approvedBy: null,
        resolvedBy: null,
        resolvedAt: null,
        updatedAt: NOON,
      },
    };
    const filters = ['{"assignee":"user:mori"}', '{"workStatus":"proposed"}'];
    for (const path of ['/api/v1/breaks', `${DAY}/breaks`]) {
      for (const filter of filters) expect(await all(path, { filter })).toEqual([worked]);
      for (const filter of ['{"assignee":null}', '{"workStatus":"open"}']) {
        const untouched = await all(path, { filter });
        expect(untouched).toContainEqual(second);
        expect(untouched.map(({ id }) => id)).not.toContain(first?.['id']);
      }
    }
  });

  it('names its statement, which is found by itself', async () => {
    const { body } = await get(DAY);
    const statement = await get(`/api/v1/statements/${String(body['statementId'])}`);
    expect(statement.body).toMatchObject({
      source: 'harbor',
      date: '2026-11-18',
      state: 'accepted',
      fileName: 'harbor_20261118.csv',
      sha256: body['sha256'],
      lines: 2041,
      controlTotals: { tie: true },
    });
    expect((await get('/api/v1/statements', { filter: '{"state":"accepted"}' })).body.data).toEqual(
      [statement.body],
    );
  });
});

describe('a day that there is not', () => {
  it.each([
    ['harbor:2026-11-17', 404, 'reconciliation_day_not_found'],
    ['nobody:2026-11-18', 404, 'reconciliation_day_not_found'],
    ['harbor:2026-02-30', 400, 'invalid_request'],
    ['harbor', 400, 'invalid_request'],
    ['2026-11-18:harbor', 400, 'invalid_request'],
    ["harbor'--:2026-11-18", 400, 'invalid_request'],
  ])('%s → %i %s', async (day, status, code) => {
    for (const part of ['', '/breaks', '/matches', '/lines']) {
      const path = `/api/v1/reconciliation-days/${encodeURIComponent(day)}${part}`;
      expect(await get(path)).toMatchObject({ status, body: { code } });
    }
  });

  it('nor a statement', async () => {
    expect(await get('/api/v1/statements/st-none')).toMatchObject({
      status: 404,
      body: { code: 'statement_not_found' },
    });
  });
});
