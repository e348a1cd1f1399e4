import { createTestApp, NOW_MS, type TestApp } from '@chobo/api/app.given';
import { smallDay, type SmallDay } from '@chobo/api/http/breaks/smallDay.given';
import { START } from '@chobo/event-store/port';
import { queueHeld } from '@chobo/statement-store/uploads/uploads';
import { keepText } from '@chobo/texts/texts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { forgetUnusedTexts, GRACE_MS } from './forgetUnusedTexts.ts';

let test: TestApp;
let day: SmallDay;
let staff: string;

beforeEach(async () => {
  test = await createTestApp({ withViews: true });
  staff = await test.cookieOf('finance_staff');
  day = await smallDay(test, staff);
});
afterEach(() => test.close());

const texts = async (): Promise<readonly string[]> => {
  const { rows } = await test.database.pool.query<{ body: string }>(
    'select body from app.texts order by body',
  );
  return rows.map(({ body }) => body);
};

/** Looks for unused texts so long after the tests' beginning. */
const lookAfter = async (ms: number) => {
  const { store, runner } = test.views();
  const { pool } = test.database;
  return forgetUnusedTexts({ pool, store, projections: runner, clock: () => NOW_MS + ms });
};

const give = async (
  item: string,
  what: 'resolution' | 'undo',
  reason: string,
  key: string,
): Promise<number> => {
  const { id } = await day.breakOf(item);
  const body = what === 'undo' ? { reason } : { resolution: { kind: 'ignored' }, reason };
  const headers = { 'idempotency-key': key };
  return (await test.post(`/api/v1/breaks/${id}/${what}`, staff, body, headers)).statusCode;
};

describe('the text of a refused command', () => {
  it('goes a day later; that of a command that was carried out stays for ever', async () => {
    expect(await give('lost', 'resolution', 'carried out', 'command-1')).toBe(200);
    expect(await give('late', 'undo', 'refused', 'command-2')).toBe(409);
    expect(await lookAfter(GRACE_MS - 1)).toEqual({ referred: 0, forgotten: 0 });
    expect(await texts()).toEqual(['carried out', 'refused']);
    expect(await lookAfter(GRACE_MS + 1)).toEqual({ referred: 1, forgotten: 1 });
    expect(await texts()).toEqual(['carried out']);
    expect(await lookAfter(100 * GRACE_MS)).toEqual({ referred: 0, forgotten: 0 });
    expect(await texts()).toEqual(['carried out']);
  });

  it('stays when the same request is tried again and then carried out', async () => {
    expect(await give('lost', 'undo', 'tried twice', 'command-1')).toBe(409);
    expect(await give('lost', 'resolution', 'in between', 'command-2')).toBe(200);
    await test.views().runner.waitForHead(30_000);
    expect(await give('lost', 'undo', 'tried twice', 'command-1')).toBe(200);
    expect(await lookAfter(10 * GRACE_MS)).toEqual({ referred: 2, forgotten: 0 });
    expect(await texts()).toEqual(['in between', 'tried twice']);
  });

  it('stays while it is given again, however old its first attempt is', async () => {
    const { pool } = test.database;
    const text = { id: 'text-1', text: 'given again', by: 'user:mori' };
    await keepText(pool, { ...text, nowMs: NOW_MS });
    await keepText(pool, { ...text, nowMs: NOW_MS + GRACE_MS - 1 });
    expect(await lookAfter(GRACE_MS + 1)).toEqual({ referred: 0, forgotten: 0 });
    expect(await lookAfter(2 * GRACE_MS)).toEqual({ referred: 0, forgotten: 1 });
  });

  it('stays while a file under way will refer to it', async () => {
    const { pool } = test.database;
    await keepText(pool, { id: 'text-1', text: 'supersedes', by: 'user:mori', nowMs: NOW_MS });
    await queueHeld(pool, {
      uploadId: 'up-1',
      statementId: 'st-1',
      source: 'harbor',
      date: '2026-11-18',
      fileName: 'harbor.csv',
      sha256: '0'.repeat(64),
      bytes: 1,
      by: 'user:mori',
      reasonId: 'text-1',
      supersedes: true,
      nowMs: NOW_MS,
    });
    expect(await lookAfter(2 * GRACE_MS)).toEqual({ referred: 0, forgotten: 0 });
    expect(await texts()).toEqual(['supersedes']);
  });

  it('stays while the references are not known up to the last event', async () => {
    expect(await give('lost', 'resolution', 'carried out', 'command-1')).toBe(200);
    const { store, runner } = test.views();
    const { pool } = test.database;
    await runner.waitForHead(30_000);
    // A rebuild that has emptied the view and not come to the end again.
    await pool.query(
      `update views.checkpoints set position = $1 where projection = 'text-references'`,
      [START],
    );
    await pool.query('delete from views.text_references');
    const projections = { waitForHead: () => Promise.resolve(true) };
    const clock = () => NOW_MS + 2 * GRACE_MS;
    expect(await forgetUnusedTexts({ pool, store, projections, clock })).toEqual({
      referred: 0,
      forgotten: 0,
    });
    expect(await texts()).toEqual(['carried out']);
  });
});
