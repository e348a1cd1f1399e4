import type { Append, EventStore } from '@chobo/event-store/port';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { digestFile } from '../files/storeFile.ts';
import { openFlow, type Flow } from '../flow.given.ts';
import { fileOf, named, type Shop } from '../shop.given.ts';
import { verifyRuns } from '../verifyRuns.ts';
import { confirmUpload, findUpload, keepUpload, tidyUploads } from './uploads.ts';
import { workOnUploads } from './workOnUploads.ts';

let flow: Flow;
let shop: Shop;

beforeAll(async () => {
  flow = await openFlow();
});
beforeEach(async () => {
  shop = await flow.openShop();
  await shop.sell({ id: 'A', at: '18 12:00:00' });
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
  (type: string) =>
  ({ events }: Append): boolean =>
    events.some((event) => event.type === type);

const work = (
  state: 'previewing' | 'receiving',
  store: EventStore = flow.store,
  signal?: AbortSignal,
) =>
  workOnUploads(
    {
      ...flow.dependencies,
      store,
      logger: { error: () => undefined },
      sourceIds: () => Promise.resolve([shop.source]),
    },
    state,
    signal,
  );

let uploads = 0;

/** Hands the day's file in, has it looked at, and confirms it. */
const confirmed = async (): Promise<string> => {
  uploads += 1;
  const uploadId = `upload-${uploads}`;
  const file = fileOf(shop.file('18', [{ reference: 'A', at: '18 12:00:10' }]));
  const handedIn = {
    uploadId,
    source: shop.source,
    date: null,
    by: 'user:yui',
    nowMs: flow.clock.nowMs,
  };
  await keepUpload(flow.database.pool, handedIn, { ...file, ...(await digestFile(file)) });
  await work('previewing');
  expect(await findUpload(flow.database.pool, uploadId)).toMatchObject({ state: 'previewed' });
  const asked = { source: shop.source, date: '2026-11-18', by: 'user:yui', reasonId: null };
  await confirmUpload(flow.database.pool, uploadId, {
    ...asked,
    statementId: `statement-of-${uploadId}`,
    nowMs: flow.clock.nowMs,
  });
  return uploadId;
};

const receipts = async () => {
  await flow.runner.waitForHead(30_000);
  const { rows } = await flow.database.pool.query<{ id: string; state: string }>(
    'select statement_id as id, state from views.statements where source = $1',
    [shop.source],
  );
  return rows;
};

describe('work that its process did not live to finish is taken up, and the file is received once', () => {
  const crashes = [
    { name: 'before the receipt', at: 'StatementReceived' },
    { name: 'before the decision', at: 'StatementAccepted' },
    { name: 'before the day was claimed', at: 'DayStatementAccepted' },
    { name: 'before the run was recorded', at: 'DayMatched' },
  ];

  it.each(named(crashes))('%s', async (_name, { at }) => {
    const uploadId = await confirmed();
    await work('receiving', storeDyingAt(writes(at)));
    expect(await findUpload(flow.database.pool, uploadId)).toMatchObject({ state: 'receiving' });
    await work('receiving');
    expect(await findUpload(flow.database.pool, uploadId)).toMatchObject({
      state: 'done',
      result: {
        state: 'accepted',
        repeated: false,
        statementId: `statement-of-${uploadId}`,
        counts: { lines: 1, exact: 1 },
      },
    });
    expect(await receipts()).toEqual([{ id: `statement-of-${uploadId}`, state: 'accepted' }]);
    expect((await verifyRuns(flow.dependencies)).filter(({ ok }) => !ok)).toEqual([]);
  });
});

it('work that fails each time is given up and says so', async () => {
  const uploadId = await confirmed();
  for (let attempt = 0; attempt < 4; attempt += 1) {
    await work('receiving', storeDyingAt(writes('StatementReceived')));
  }
  expect(await findUpload(flow.database.pool, uploadId)).toMatchObject({
    state: 'failed',
    failure: { code: 'failed' },
    result: null,
  });
  expect(await receipts()).toEqual([]);
});

it('a file that ends its process each time is not begun for ever', async () => {
  const uploadId = await confirmed();
  await flow.database.pool.query(
    'update app.statement_uploads set attempts = 3 where upload_id = $1',
    [uploadId],
  );
  await work('receiving');
  expect(await findUpload(flow.database.pool, uploadId)).toMatchObject({
    state: 'failed',
    failure: { code: 'interrupted' },
  });
});

it('a worker that is asked to end while it is at a file has made no attempt', async () => {
  const uploadId = await confirmed();
  const { pool } = flow.database;
  for (let time = 0; time < 5; time += 1) {
    const stop = new AbortController();
    const store: EventStore = {
      ...flow.store,
      append: async () => {
        stop.abort();
        await vi.waitFor(async () => {
          expect(await findUpload(pool, uploadId)).toMatchObject({ attempts: 0 });
        });
        throw new Killed();
      },
    };
    await work('receiving', store, stop.signal);
    expect(await findUpload(pool, uploadId)).toMatchObject({ state: 'receiving', attempts: 0 });
  }
  await work('receiving');
  expect(await findUpload(pool, uploadId)).toMatchObject({ state: 'done', attempts: 1 });
});

it('two workers at once do not work on the same file', async () => {
  const uploadId = await confirmed();
  await Promise.all([work('receiving'), work('receiving'), work('receiving')]);
  expect(await findUpload(flow.database.pool, uploadId)).toMatchObject({
    state: 'done',
    attempts: 1,
  });
  expect(await receipts()).toHaveLength(1);
});

it('what nobody decided on for a day is put away with its bytes', async () => {
  const { pool } = flow.database;
  const file = fileOf(shop.file('18', []));
  const whole = { ...file, ...(await digestFile(file)) };
  const handedIn = { source: null, date: null, by: 'user:yui', nowMs: flow.clock.nowMs };
  await keepUpload(pool, { ...handedIn, uploadId: 'forgotten' }, whole);
  await work('previewing');
  await tidyUploads(pool, flow.clock.nowMs + 23 * 3_600_000);
  expect(await findUpload(pool, 'forgotten')).toMatchObject({ state: 'previewed' });
  await tidyUploads(pool, flow.clock.nowMs + 25 * 3_600_000);
  expect(await findUpload(pool, 'forgotten')).toMatchObject({ state: 'discarded' });
  const { rows } = await pool.query(
    'select from app.statement_upload_chunks where upload_id = $1',
    ['forgotten'],
  );
  expect(rows).toEqual([]);
});

it('a file about nothing of ours is told so instead of matched in vain', async () => {
  const { pool } = flow.database;
  const strangers = Array.from({ length: 20_001 }, (_none, n) => ({
    reference: `unknown-${n}`,
    at: '18 12:00:00',
    carrierReference: `HB${n}`,
  }));
  const file = fileOf(shop.file('18', strangers));
  const whole = { ...file, ...(await digestFile(file)) };
  const handedIn = { source: shop.source, date: null, by: 'user:yui', nowMs: flow.clock.nowMs };
  await keepUpload(pool, { ...handedIn, uploadId: 'strangers' }, whole);
  await work('previewing');
  expect(await findUpload(pool, 'strangers')).toMatchObject({
    state: 'previewed',
    preview: { state: 'accepted', lines: 20_001, withoutItem: 20_001, matching: null },
  });
});
