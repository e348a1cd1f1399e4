import { readFile } from 'node:fs/promises';

import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { publishDocuments, readDocuments } from '@chobo/runtime/catalogue';
import { importHistory } from '@chobo/worker/jobs/history-import/importHistory';

import { createTestApp, NOW_MS, type TestApp } from '../../app.given.ts';

let test: TestApp;
let staff: string;
/** The answer for the file of 18 November, which each test finds received. */
let received: LightMyRequestResponse;

const fixture = (name: string): Promise<Buffer> =>
  readFile(new URL(`../../../../fixtures/${name}`, import.meta.url));
const harbor = (name: string): Promise<Buffer> => fixture(`statements/harbor-mobile/${name}`);

beforeAll(async () => {
  test = await createTestApp({ withViews: true });
  staff = await test.cookieOf('finance_staff');
  const { store, runner } = test.views();
  const documents = readDocuments((await fixture('catalogue/harbor-mobile.json')).toString());
  if (!documents.ok) throw new Error(JSON.stringify(documents.faults));
  await publishDocuments(store, documents.documents, { actor: 'cli:test', nowMs: NOW_MS });
  const history = await harbor('history.csv');
  await importHistory(
    {
      pool: test.database.pool,
      store,
      projections: runner,
      clock: () => NOW_MS,
      logger: { info: () => undefined, warn: () => undefined },
      refreshDays: () => Promise.resolve(),
    },
    {
      source: 'harbor',
      brand: 'harbor-mobile',
      actor: 'cli:test',
      file: {
        name: 'history.csv',
        size: history.length,
        open: async function* () {
          yield await Promise.resolve(history);
        },
      },
    },
  );
  await runner.waitForHead(30_000);
  received = await send('date=2026-11-18', await harbor('harbor_20261118.csv'), {
    name: 'C:\\files\\harbor_20261118.csv',
  });
});
afterAll(async () => {
  await test.close();
});

const send = async (
  query: string,
  bytes: Buffer | string,
  {
    cookie = staff,
    name = 'harbor_20261118.csv',
    key = crypto.randomUUID(),
  }: { cookie?: string; name?: string; key?: string } = {},
) => {
  const form = new FormData();
  form.set('file', new File([Buffer.from(bytes)], name, { type: 'text/csv' }));
  const request = new Request('http://localhost/', { method: 'POST', body: form });
  return test.app.inject({
    method: 'POST',
    url: `/api/v1/statements?source=harbor&${query}`,
    payload: Buffer.from(await request.arrayBuffer()),
    headers: {
      cookie,
      'idempotency-key': key,
      'content-type': request.headers.get('content-type') ?? '',
    },
  });
};

const kept = async (): Promise<number> => {
  const { rows } = await test.database.pool.query<{ n: number }>(
    'select count(*)::int as n from app.statement_files',
  );
  return rows[0]?.n ?? 0;
};

describe('a statement is handed in', () => {
  it('tried first: told what it would be, and nothing is kept', async () => {
    const before = await kept();
    const response = await send('date=2026-11-18&dryRun=true', await harbor('harbor_20261118.csv'));
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({
      dryRun: true,
      state: 'accepted',
      lines: 2041,
      controlTotals: { tie: true },
    });
    expect(await kept()).toBe(before);
  });

  it('received: its day is reconciled, in the name of who handed it in', async () => {
    const receipt = received.json<{ statementId: string; breaks: unknown[] }>();
    expect(receipt).toMatchObject({
      dryRun: false,
      state: 'accepted',
      repeated: false,
      lines: 2041,
      items: 2045,
      exact: 2007,
    });
    expect(receipt.breaks).toHaveLength(44);
    const statement = await test.get(`/api/v1/statements/${receipt.statementId}`, staff);
    expect(statement.json()).toMatchObject({
      fileName: 'harbor_20261118.csv',
      receivedBy: 'user:user-1',
      state: 'accepted',
    });
  });

  it('the same bytes again do nothing and answer the outcome', async () => {
    const before = await kept();
    const response = await send('date=2026-11-18', await harbor('harbor_20261118.csv'));
    expect(response.json()).toMatchObject({ state: 'accepted', repeated: true, exact: 2007 });
    expect(await kept()).toBe(before);
  });

  it('other bytes for an occupied day are refused, until they supersede with a reason', async () => {
    const bytes = Buffer.concat([await harbor('harbor_20261118.csv'), Buffer.from('\r\n')]);
    const refused = await send('date=2026-11-18', bytes);
    expect(refused.json()).toMatchObject({
      state: 'refused',
      statementId: null,
      problems: [{ code: 'day_occupied' }],
    });
    const silent = await send('date=2026-11-18&supersede=true&reason=%20', bytes);
    expect(silent.json()).toMatchObject({ code: 'reason_required', status: 422 });
  });

  it('a file of another kind is refused with its reason, recorded and kept out of the day', async () => {
    const response = await send('date=2026-11-19', '<html><body>502 Bad Gateway</body></html>');
    expect(response.json()).toMatchObject({ state: 'refused', exact: 0 });
    expect(response.json<{ problems: unknown[] }>().problems.length).toBeGreaterThan(0);
  });

  it('two clicks at once receive it once', async () => {
    const key = crypto.randomUUID();
    const bytes = await harbor('harbor_20261119.csv');
    const before = await kept();
    const answers = await Promise.all([
      send('date=2026-11-19', bytes, { key }),
      send('date=2026-11-19', bytes, { key }),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409]);
    expect(await kept()).toBe(before + 1);
  });

  describe('under one key is one file', () => {
    const query = 'date=2026-11-18&supersede=true&reason=corrected';
    const reused = { code: 'idempotency_key_reused', status: 422 };

    it('other bytes are not answered with what became of the first ones', async () => {
      const key = 'harbor-2026-11-18-nightly';
      const page = '<html><body>Maintenance</body></html>';
      const first = await send(query, page, { key });
      expect(first.json()).toMatchObject({ state: 'refused' });
      const before = await kept();
      const right = await harbor('harbor_20261118.csv');
      expect((await send(query, right, { key })).json()).toMatchObject(reused);
      // As long as the first, and another all the same.
      const alike = page.replace('Maintenance', 'maintenance');
      expect((await send(query, alike, { key })).json()).toMatchObject(reused);
      const again = await send(query, page, { key });
      expect(again.headers['idempotency-replayed']).toBe('true');
      expect(again.json()).toEqual(first.json());
      expect(await kept()).toBe(before);
    });

    it('neither is another name, nor the same as another day', async () => {
      const key = 'harbor-2026-11-18-renamed';
      const bytes = await harbor('harbor_20261118.csv');
      const first = await send('date=2026-11-18', bytes, { key, name: 'a.csv' });
      expect(first.json()).toMatchObject({ state: 'accepted', repeated: true });
      const renamed = await send('date=2026-11-18', bytes, { key, name: 'b.csv' });
      expect(renamed.json()).toMatchObject(reused);
      const otherDay = await send('date=2026-11-19', bytes, { key, name: 'a.csv' });
      expect(otherDay.json()).toMatchObject(reused);
    });

    it('and nothing beside it: neither a field of a form nor a second file', async () => {
      for (const names of [
        ['note', 'file'],
        ['file', 'note'],
        ['file', 'file'],
      ]) {
        const form = new FormData();
        for (const name of names) form.append(name, name === 'note' ? 'x' : new File(['x'], 'x'));
        const request = new Request('http://localhost/', { method: 'POST', body: form });
        const response = await test.app.inject({
          method: 'POST',
          url: '/api/v1/statements?source=harbor&date=2026-11-18',
          payload: Buffer.from(await request.arrayBuffer()),
          headers: {
            cookie: staff,
            'idempotency-key': crypto.randomUUID(),
            'content-type': request.headers.get('content-type') ?? '',
          },
        });
        expect([names, response.json()]).toMatchObject([names, { code: 'invalid_request' }]);
      }
    });
  });

  it('a source that there is not, no file, and a role that may not', async () => {
    const unknown = await test.app.inject({
      method: 'POST',
      url: '/api/v1/statements?source=harbor&date=2026-11-20',
      payload: {},
      headers: { cookie: staff, 'idempotency-key': crypto.randomUUID() },
    });
    expect(unknown.json()).toMatchObject({ code: 'file_missing' });
    const agent = await test.cookieOf('support_agent');
    const forbidden = await send('date=2026-11-20', 'x', { cookie: agent });
    expect(forbidden.json()).toMatchObject({ code: 'forbidden' });
  });
});
