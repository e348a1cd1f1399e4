import { createHash } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { harborFile } from '@chobo/fixtures/statements/harborFile';
import type { Worker } from '@chobo/worker/worker';

import { createHarborApp, type HarborApp } from './harbor.given.ts';

let harbor: HarborApp;
let job: Worker;

beforeAll(async () => {
  harbor = await createHarborApp();
  job = harbor.job();
  job.start();
});
afterAll(async () => {
  await job.stop();
  await harbor.test.close();
});

const line = (n: number, more: { amount?: number | string; at?: string } = {}) => ({
  at: '10:00:00',
  carrierReference: `HB${n}`,
  reference: `tu-none-${n}`,
  card: '8981100000010328195',
  amount: 1000,
  ...more,
});

/** A file whose count does not tie, with lines that cannot be read. */
const untied = (date: string): Buffer =>
  harborFile({
    date,
    lines: [line(1), line(2, { amount: '=1+1' }), line(3, { amount: '―' })],
    footer: { count: 4 },
  });

/** Hands a file in for a day; answers its statement. */
const receive = async (date: string, bytes: Buffer, name = '実績 11月.csv') => {
  const response = await harbor.send(`/api/v1/statements?source=harbor&date=${date}`, bytes, {
    name,
  });
  const receipt = response.json<{ statementId: string; state: string }>();
  await harbor.test.views().runner.waitForHead(30_000);
  return receipt;
};

const get = (path: string) =>
  harbor.test.get(`/api/v1/statements${path.startsWith('?') ? '' : '/'}${path}`, harbor.staff);

const settled = async (
  id: string,
): Promise<{ state: string; result: unknown; failure: unknown }> => {
  let upload = { state: '', result: null as unknown, failure: null as unknown };
  await vi.waitFor(
    async () => {
      const response = await harbor.test.get(`/api/v1/statement-uploads/${id}`, harbor.staff);
      upload = response.json();
      expect(upload.state).not.toBe('receiving');
    },
    { timeout: 30_000, interval: 50 },
  );
  return upload;
};

describe('a held file is decided on by a person', () => {
  it('accepted with a reason: its day is reconciled, and what does not tie is a break', async () => {
    const { statementId, state } = await receive('2026-11-20', untied('2026-11-20'));
    expect(state).toBe('held');
    const silent = await harbor.test.post(
      `/api/v1/statements/${statementId}/acceptance`,
      harbor.staff,
      { reason: '  ' },
    );
    expect(silent.json()).toMatchObject({ code: 'reason_required' });
    const response = await harbor.test.post(
      `/api/v1/statements/${statementId}/acceptance`,
      harbor.staff,
      { reason: 'Harbor says by telephone that the footer counts a test line.' },
    );
    expect(response.statusCode).toBe(202);
    const { id } = response.json<{ id: string }>();
    expect(await settled(id)).toMatchObject({
      state: 'done',
      failure: null,
      result: {
        state: 'accepted',
        statementId,
        repeated: false,
        counts: { lines: 3, breaks: { control_total: 1, unreadable_line: 2 } },
      },
    });
    expect((await get(statementId)).json()).toMatchObject({
      state: 'accepted',
      decidedBy: 'user:user-1',
      reason: 'Harbor says by telephone that the footer counts a test line.',
      reasons: [{ code: 'control_total_differs' }],
      controlTotals: { tie: false },
    });
    const late = await harbor.test.post(
      `/api/v1/statements/${statementId}/rejection`,
      harbor.staff,
      { reason: 'too late' },
    );
    expect(late.json()).toMatchObject({ code: 'statement_status', status: 409 });
  });

  it('turned away with a reason: it claims nothing', async () => {
    const { statementId } = await receive('2026-11-21', untied('2026-11-21'));
    const rejected = await harbor.test.post(
      `/api/v1/statements/${statementId}/rejection`,
      harbor.staff,
      { reason: 'A corrected file is coming.' },
    );
    expect(rejected.statusCode).toBe(200);
    const { position } = rejected.json<{ position: string }>();
    expect((await get(`${statementId}?after=${position}`)).json()).toMatchObject({
      state: 'refused',
      reason: 'A corrected file is coming.',
    });
    const { state } = await receive('2026-11-21', harborFile({ date: '2026-11-21', lines: [] }));
    expect(state).toBe('accepted');
  });

  it('in the place of the file that has the day only when that is said', async () => {
    await receive('2026-11-22', harborFile({ date: '2026-11-22', lines: [] }));
    const other = harbor.send(
      '/api/v1/statements?source=harbor&date=2026-11-22&supersede=true&reason=corrected',
      untied('2026-11-22'),
    );
    const { statementId, state } = (await other).json<{ statementId: string; state: string }>();
    expect(state).toBe('held');
    await harbor.test.views().runner.waitForHead(30_000);
    const url = `/api/v1/statements/${statementId}/acceptance`;
    const refused = await harbor.test.post(url, harbor.staff, { reason: 'it is right' });
    expect(refused.json()).toMatchObject({ code: 'day_occupied' });
    const accepted = await harbor.test.post(url, harbor.staff, {
      reason: 'it is right',
      supersede: true,
    });
    const { id } = accepted.json<{ id: string }>();
    expect(await settled(id)).toMatchObject({ state: 'done', result: { state: 'accepted' } });
    expect((await get(statementId)).json()).toMatchObject({
      state: 'accepted',
      supersedes: expect.any(String) as string,
    });
  });

  it('two people at once: one decision holds and the other is told', async () => {
    const { statementId } = await receive('2026-11-23', untied('2026-11-23'));
    const manager = await harbor.test.cookieOf('finance_manager');
    const answers = await Promise.all(
      [harbor.staff, manager].map((cookie) =>
        harbor.test.post(`/api/v1/statements/${statementId}/acceptance`, cookie, { reason: 'ok' }),
      ),
    );
    const ends = await Promise.all(
      answers
        .filter(({ statusCode }) => statusCode === 202)
        .map((answer) => settled(answer.json<{ id: string }>().id)),
    );
    expect(ends.filter(({ state }) => state === 'done')).not.toEqual([]);
    const { rows } = await harbor.test.database.pool.query(
      `select from events.events where stream = $1 and type = 'StatementAccepted'`,
      [`statement-${statementId}`],
    );
    expect(rows).toHaveLength(1);
  });

  it('an auditor may look and not decide', async () => {
    const auditor = await harbor.test.cookieOf('auditor');
    const url = '/api/v1/statements/x/acceptance';
    expect((await harbor.test.post(url, auditor, { reason: 'x' })).statusCode).toBe(403);
  });
});

describe('what there is of a file', () => {
  const bytes = untied('2026-11-25');
  let id: string;
  beforeAll(async () => {
    ({ statementId: id } = await receive('2026-11-25', bytes));
  });

  it('its original, as it came', async () => {
    const response = await get(`${id}/original`);
    expect(response.statusCode).toBe(200);
    expect(response.rawPayload.equals(bytes)).toBe(true);
    const digest = createHash('sha256').update(bytes).digest('base64');
    expect(response.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename="__ 11_.csv"; filename*=UTF-8''%E5%AE%9F%E7%B8%BE%2011%E6%9C%88.csv`,
      'x-content-type-options': 'nosniff',
      'repr-digest': `sha-256=:${digest}:`,
    });
  });

  it('its problems by line, with the line as it stands, page by page', async () => {
    type Page = {
      data: { fileLine: number; code: string; raw: string }[];
      pageInfo: { nextCursor: string };
    };
    const first = (await get(`${id}/problems?limit=1`)).json<Page>();
    expect(first.data).toMatchObject([
      { fileLine: 5, code: 'amount_unreadable', raw: expect.stringContaining('HB2,') as string },
    ]);
    const cursor = encodeURIComponent(first.pageInfo.nextCursor);
    const second = (await get(`${id}/problems?limit=1&cursor=${cursor}`)).json<Page>();
    expect(second).toMatchObject({ data: [{ fileLine: 6 }], pageInfo: { hasNextPage: false } });
  });

  it('its problems as a CSV that no spreadsheet runs', async () => {
    const response = await get(`${id}/problems.csv`);
    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(response.body.charCodeAt(0)).toBe(0xfeff);
    const records = response.body.trimEnd().split('\r\n');
    expect(records).toHaveLength(4);
    expect(records[2]).toMatch(/^5,金額,'=1\+1,/);
  });

  it('of a statement that there is not, nothing', async () => {
    for (const part of ['problems', 'problems.csv', 'original']) {
      expect((await get(`nobody/${part}`)).json()).toMatchObject({ code: 'statement_not_found' });
    }
  });

  it('the list by its orders and filters', async () => {
    for (const sort of ['receivedAt', '-date', 'source', '-fileName']) {
      const page = (await get(`?sort=${sort}&limit=2`)).json<{
        data: { id: string }[];
        pageInfo: { nextCursor: string | null };
      }>();
      const cursor = encodeURIComponent(page.pageInfo.nextCursor ?? '');
      const next = (await get(`?sort=${sort}&limit=2&cursor=${cursor}`)).json<typeof page>();
      expect(next.data.length).toBeGreaterThan(0);
      expect(next.data.map((found) => found.id)).not.toContain(page.data[0]?.id);
    }
    const filter = encodeURIComponent(JSON.stringify({ from: '2026-11-25', state: 'held' }));
    expect((await get(`?filter=${filter}`)).json()).toMatchObject({ data: [{ id }] });
  });
});
