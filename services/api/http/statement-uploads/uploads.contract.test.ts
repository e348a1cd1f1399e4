import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { harborFile } from '@chobo/fixtures/statements/harborFile';
import type { Worker } from '@chobo/worker/worker';

import { createHarborApp, harborFixture, type HarborApp } from '../statements/harbor.given.ts';

type Problem = { code: string; facts?: Record<string, string>; fileLine: number | null };
type Answer = {
  id: string;
  state: string;
  fileName: string;
  sha256: string;
  progress: { stage: string } | null;
  preview: {
    source: string | null;
    date: string | null;
    businessDate: string | null;
    state: string;
    lines: number;
    controlTotals: { tie: boolean; checks: unknown[] };
    reasons: Problem[];
    problems: Problem[];
    sample: { fileLine: number; reference: string }[];
    known: { statementId: string; state: string }[];
    occupant: { statementId: string; sameBytes: boolean } | null;
    obstacles: Problem[];
    matching: {
      counts: { exact: number; items: number; breaks: Record<string, number> };
      settles: { date: string; count: number }[];
    } | null;
  } | null;
  result: {
    statementId: string;
    state: string;
    repeated: boolean;
    counts: { exact: number; carriedForward: number; breaks: Record<string, number> } | null;
    settles: { date: string; count: number }[];
  } | null;
  failure: { code: string } | null;
};

let harbor: HarborApp;
let job: Worker;
let file18: Buffer;
let file19: Buffer;

beforeAll(async () => {
  harbor = await createHarborApp();
  [file18, file19] = await Promise.all([
    harborFixture('harbor_20261118.csv'),
    harborFixture('harbor_20261119.csv'),
  ]);
  job = harbor.job();
  job.start();
});
afterAll(async () => {
  await job.stop();
  await harbor.test.close();
});

const ROOT = '/api/v1/statement-uploads';

const read = async (id: string): Promise<Answer> =>
  (await harbor.test.get(`${ROOT}/${id}`, harbor.staff)).json<Answer>();

/** Waits until the work on it is over. */
const settled = async (id: string): Promise<Answer> => {
  let upload = await read(id);
  await vi.waitFor(
    async () => {
      upload = await read(id);
      expect(['previewing', 'receiving']).not.toContain(upload.state);
    },
    { timeout: 30_000, interval: 50 },
  );
  return upload;
};

const handIn = async (
  bytes: Uint8Array | string,
  { query = '', name = 'harbor.csv' } = {},
): Promise<Answer> => {
  const response = await harbor.send(`${ROOT}${query}`, bytes, { name });
  expect(response.statusCode).toBe(202);
  const { id } = response.json<Answer>();
  expect(response.headers.location).toBe(`${ROOT}/${id}`);
  return settled(id);
};

const confirm = (id: string, body: object, headers: Record<string, string> = {}) =>
  harbor.test.post(`${ROOT}/${id}/receipt`, harbor.staff, body, headers);

const count = async (table: string): Promise<number> => {
  const { rows } = await harbor.test.database.pool.query<{ n: number }>(
    `select count(*)::int as n from app.${table}`,
  );
  return rows[0]?.n ?? 0;
};

describe('a file is handed in, looked at and received', () => {
  it('the preview recognises source and day and foresees the matching; nothing is received', async () => {
    const upload = await handIn(file18, { name: 'C:\\in\\harbor_20261118.csv' });
    expect(upload).toMatchObject({ state: 'previewed', fileName: 'harbor_20261118.csv' });
    expect(upload.preview).toMatchObject({
      source: 'harbor',
      date: '2026-11-18',
      businessDate: '2026-11-18',
      state: 'accepted',
      lines: 2041,
      controlTotals: { tie: true },
      known: [],
      occupant: null,
      obstacles: [],
      matching: { counts: { exact: 2007, items: 2045 }, settles: [] },
    });
    expect(upload.preview?.controlTotals.checks).toHaveLength(2);
    expect(upload.preview?.sample).toHaveLength(20);
    expect(upload.preview?.sample[0]?.fileLine).toBe(4);
    expect(await count('statement_files')).toBe(0);
    expect(await count('statement_lines')).toBe(0);
  });

  it('received, it comes to what was foreseen, in the name of who confirmed it', async () => {
    const { id, preview } = await handIn(file18, { name: 'harbor_20261118.csv' });
    const asked = { source: 'harbor', date: '2026-11-18' };
    const confirmed = await confirm(id, asked);
    expect(confirmed.statusCode).toBe(202);
    const upload = await settled(id);
    expect(upload).toMatchObject({ state: 'done', failure: null, progress: null });
    expect(upload.result).toMatchObject({
      state: 'accepted',
      repeated: false,
      counts: preview?.matching?.counts,
    });
    const statement = await harbor.test.get(
      `/api/v1/statements/${upload.result?.statementId ?? ''}`,
      harbor.staff,
    );
    expect(statement.json()).toMatchObject({
      state: 'accepted',
      receivedBy: 'user:user-1',
      sha256: upload.sha256,
    });
    const { rows } = await harbor.test.database.pool.query(
      'select from app.statement_upload_chunks where upload_id = $1',
      [id],
    );
    expect(rows).toEqual([]);
  });

  it('the next day settles breaks of the day before, as its preview has said', async () => {
    const { id, preview } = await handIn(file19);
    expect(preview?.date).toBe('2026-11-19');
    expect(preview?.matching?.settles).toMatchObject([{ date: '2026-11-18' }]);
    await confirm(id, { source: 'harbor', date: '2026-11-19' });
    const { result } = await settled(id);
    expect(result?.settles).toEqual(preview?.matching?.settles);
    expect(result?.counts).toEqual(preview?.matching?.counts);
  });

  it('the same bytes again are known, and receiving them does nothing', async () => {
    const before = await count('statement_files');
    const { id, preview } = await handIn(file18);
    expect(preview).toMatchObject({
      occupant: { sameBytes: true },
      known: [{ state: 'accepted' }],
      matching: null,
    });
    await confirm(id, { source: 'harbor', date: '2026-11-18' });
    expect((await settled(id)).result).toMatchObject({ state: 'accepted', repeated: true });
    expect(await count('statement_files')).toBe(before);
  });

  it('other bytes for the day replace its file with a reason only', async () => {
    const other = Buffer.concat([file19, Buffer.from('\r\n')]);
    const { id, preview } = await handIn(other);
    expect(preview?.occupant).toMatchObject({ sameBytes: false });
    const asked = { source: 'harbor', date: '2026-11-19' };
    const refused = await confirm(id, asked);
    expect(refused.json()).toMatchObject({ code: 'day_occupied', facts: { sameBytes: false } });
    const silent = await confirm(id, { ...asked, supersede: { reason: ' ' } });
    expect(silent.json()).toMatchObject({ code: 'reason_required' });
    await confirm(id, { ...asked, supersede: { reason: 'corrected by the carrier' } });
    const { result } = await settled(id);
    expect(result).toMatchObject({ state: 'accepted', repeated: false });
    const replaced = preview?.occupant?.statementId ?? '';
    const [now, before] = await Promise.all(
      [result?.statementId ?? '', replaced].map((statementId) =>
        harbor.test.get(`/api/v1/statements/${statementId}`, harbor.staff),
      ),
    );
    expect(now?.json()).toMatchObject({ state: 'accepted', supersedes: replaced });
    expect(before?.json()).toMatchObject({
      state: 'superseded',
      superseded: { by: result?.statementId, reason: 'corrected by the carrier' },
    });
  });

  it('a file that came there after the preview is not replaced in its stead', async () => {
    const line = (reference: string) => ({
      at: '2026/11/19 10:00:00',
      reference,
      carrierReference: `HB-${reference}`,
      card: '8981100000000000014',
      amount: 1000,
    });
    const file = (reference: string) =>
      harborFile({ date: '2026-11-19', lines: [line(reference)] });
    const asked = { source: 'harbor', date: '2026-11-19', supersede: { reason: 'corrected' } };
    const [first, second] = [await handIn(file('one')), await handIn(file('two'))];
    await confirm(first.id, asked);
    const done = await settled(first.id);
    expect(done.result).toMatchObject({ state: 'accepted' });
    await confirm(second.id, asked);
    const { result } = await settled(second.id);
    expect(result).toMatchObject({
      state: 'refused',
      reasons: [{ code: 'day_occupied', facts: { statementId: done.result?.statementId } }],
    });
  });
});

describe('what is no statement of this day says so', () => {
  const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const XLSX = Buffer.from('504b0304140006000800', 'hex');

  it.each([
    ['a picture', PNG, 'not_a_statement', { found: 'a PNG image' }],
    ['a workbook', XLSX, 'not_a_statement', { found: 'a ZIP archive or an Excel workbook' }],
    ['nothing', '', 'empty_file', undefined],
    ['another encoding', 'ハーバーモバイル\r\n対象日,2026/11/18\r\n', 'wrong_encoding', {}],
    ["another source's file", 'date,amount\r\n2026-11-18,100\r\n', 'fact_missing', {}],
  ])('%s', async (_name, bytes, code, facts) => {
    const { id, preview, state } = await handIn(bytes);
    expect(state).toBe('previewed');
    expect(preview).toMatchObject({ state: 'refused', matching: null });
    expect(preview?.reasons.map((reason) => reason.code)).toContain(code);
    if (facts !== undefined) {
      expect(preview?.reasons.find((one) => one.code === code)?.facts).toMatchObject(facts);
    }
    const asked = await confirm(id, { source: 'harbor', date: '2026-11-20' });
    expect(asked.json()).toMatchObject({ code: 'upload_not_receivable', status: 422 });
  });

  it('a file for another day than was said, which may then be looked at as its own', async () => {
    const bytes = harborFile({ date: '2026-11-21', lines: [] });
    const upload = await handIn(bytes, { query: '?source=harbor&date=2026-11-20' });
    expect(upload.preview).toMatchObject({
      state: 'refused',
      businessDate: '2026-11-21',
      reasons: [
        {
          code: 'wrong_business_date',
          facts: { expected: '2026-11-20', found: '2026-11-21' },
        },
      ],
    });
    const again = await harbor.test.post(`${ROOT}/${upload.id}/preview`, harbor.staff, {});
    expect(again.statusCode).toBe(202);
    expect((await settled(upload.id)).preview).toMatchObject({
      state: 'accepted',
      date: '2026-11-21',
    });
  });

  it('no file, another form, an unknown source', async () => {
    const none = await harbor.test.post(ROOT, harbor.staff, {});
    expect(none.json()).toMatchObject({ code: 'file_missing' });
    const unknown = await harbor.send(`${ROOT}?source=nobody`, 'x');
    expect(unknown.json()).toMatchObject({ code: 'source_unknown', facts: { source: 'nobody' } });
    const nowhere = await harbor.test.get(`${ROOT}/nowhere`, harbor.staff);
    expect(nowhere.json()).toMatchObject({ code: 'upload_not_found' });
  });
});

describe('nothing is done twice', () => {
  it('two clicks on the same file keep it once', async () => {
    const key = crypto.randomUUID();
    const before = await count('statement_uploads');
    const answers = await Promise.all([
      harbor.send(ROOT, file18, { key }),
      harbor.send(ROOT, file18, { key }),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([202, 409]);
    const again = await harbor.send(ROOT, file18, { key });
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await count('statement_uploads')).toBe(before + 1);
  });

  it('another file under the same key is refused, and nothing of it is kept', async () => {
    const key = crypto.randomUUID();
    const first = await harbor.send(ROOT, 'a', { key });
    expect(first.statusCode).toBe(202);
    const before = await count('statement_uploads');
    const reused = { code: 'idempotency_key_reused', status: 422 };
    expect((await harbor.send(ROOT, 'bb', { key })).json()).toMatchObject(reused);
    const renamed = await harbor.send(ROOT, 'a', { key, name: 'other.csv' });
    expect(renamed.json()).toMatchObject(reused);
    expect((await harbor.send(ROOT, 'a', { key })).json()).toEqual(first.json());
    expect(await count('statement_uploads')).toBe(before);
  });

  it('two who confirm at once receive it once', async () => {
    const bytes = harborFile({ date: '2026-11-22', lines: [] });
    const { id } = await handIn(bytes);
    const asked = { source: 'harbor', date: '2026-11-22' };
    const manager = await harbor.test.cookieOf('finance_manager');
    const answers = await Promise.all(
      [harbor.staff, manager].map((cookie) =>
        harbor.test.post(`${ROOT}/${id}/receipt`, cookie, asked),
      ),
    );
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([202, 409]);
    await settled(id);
    const { rows } = await harbor.test.database.pool.query(
      `select from views.statements where business_date = '2026-11-22'`,
    );
    expect(rows).toHaveLength(1);
  });

  it('what was put away is not received, and another day than was looked at neither', async () => {
    const bytes = harborFile({ date: '2026-11-23', lines: [] });
    const { id } = await handIn(bytes);
    const otherDay = await confirm(id, { source: 'harbor', date: '2026-11-24' });
    expect(otherDay.json()).toMatchObject({ code: 'upload_state' });
    const away = await harbor.test.post(`${ROOT}/${id}/discarding`, harbor.staff);
    expect(away.json()).toMatchObject({ state: 'discarded' });
    const late = await confirm(id, { source: 'harbor', date: '2026-11-23' });
    expect(late.json()).toMatchObject({ code: 'upload_state', facts: { state: 'discarded' } });
  });

  it('too many open files of one person are refused', async () => {
    const { pool } = harbor.test.database;
    const manager = await harbor.test.cookieOf('finance_manager');
    const me = await harbor.test.get('/api/v1/me', manager);
    const { login } = me.json<{ user: { login: string } }>().user;
    await pool.query(
      `insert into app.statement_uploads (upload_id, state, file_name, sha256, bytes, handed_in_by,
         handed_in_at, changed_at)
       select 'open-' || n, 'previewed', 'x.csv', '', 0, $1, '2026-11-18', '2026-11-18'
       from generate_series(1, 20) as n`,
      [`user:${login}`],
    );
    const refused = await harbor.send(ROOT, 'x', { cookie: manager });
    expect(refused.json()).toMatchObject({ code: 'too_many_uploads', facts: { most: 20 } });
    const open = await harbor.test.get(
      `${ROOT}?filter=${encodeURIComponent('{"open":true}')}&limit=200`,
      harbor.staff,
    );
    expect(open.json<{ data: Answer[] }>().data.length).toBeGreaterThanOrEqual(20);
  });
});

describe('a large file', () => {
  it('is received by the worker, and its sender told where to ask', async () => {
    // Beyond the size from which nobody is kept waiting: remarks are read over.
    const lines = Array.from({ length: 3_000 }, (_none, n) => ({
      at: '10:00:00',
      carrierReference: `HB${n}`,
      reference: `tu-large-${n}`,
      card: '8981100000010328195',
      amount: 1000,
      remarks: 'x'.repeat(3_000),
    }));
    const bytes = harborFile({ date: '2026-11-24', lines });
    expect(bytes.length).toBeGreaterThan(8 * 1024 * 1024);
    const key = crypto.randomUUID();
    const url = '/api/v1/statements?source=harbor&date=2026-11-24';
    const response = await harbor.send(url, bytes, { key });
    expect(response.statusCode).toBe(202);
    const { id } = response.json<Answer>();
    expect(response.headers.location).toBe(`${ROOT}/${id}`);
    expect(await settled(id)).toMatchObject({
      state: 'done',
      result: { state: 'accepted', repeated: false, counts: { lines: 3_000 } },
    });
    const again = await harbor.send(url, bytes, { key });
    expect(again.headers['idempotency-replayed']).toBe('true');

    // Once the key is forgotten, or the process died before its answer, the same is known still.
    await harbor.test.database.pool.query('delete from app.idempotency_keys');
    const known = await harbor.send(url, bytes, { key });
    expect([known.statusCode, known.json()]).toMatchObject([202, { id, state: 'done' }]);
    await harbor.test.database.pool.query('delete from app.idempotency_keys');
    const other = await harbor.send(url, Buffer.concat([bytes, Buffer.from('\r\n')]), { key });
    expect(other.statusCode).toBe(202);
    expect(other.json<Answer>().id).not.toBe(id);
  });
});
