import { createDatabase } from '@chobo/fixtures/postgres/database';
import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';
import type { EventStore } from '@chobo/event-store/port';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { opened } from './accounts/account.given.ts';
import { accountById, accountsToExpire, listAccounts, lotsOf } from './accounts/queries.ts';
import { allProjections } from './all.ts';
import { cardByIccid, listCards } from './cards/queries.ts';
import { runChecks } from './checks/all.ts';
import { writeHistory } from './history.given.ts';
import { accountLedger, listLedgerEntries, trialBalance } from './ledger/queries.ts';
import { InvalidCursor } from './lists/keyset.ts';
import { pendingClaims } from './payment-claims/queries.ts';
import { itemsOfDay, lastItemNo } from './reconciliation-items/queries.ts';
import { listRefunds, refundsOfId } from './refunds/queries.ts';
import { NOON, listeningLogger, recorded, toAppend } from './runner/events.given.ts';
import { createProjectionRunner } from './runner/runner.ts';
import type { ProjectionRunner } from './runner/runner.ts';
import { inTransaction } from './runner/transaction.ts';
import { accountTimeline } from './timeline/queries.ts';
import { listTopUps, topUpById } from './top-ups/queries.ts';

const WAIT_MS = 30_000;
const ACCOUNTS = 70;
const noonMs = Date.parse(NOON);
const projections = allProjections({ reconciliation: [] });
let database: TestDatabase;
let store: EventStore;
let runner: ProjectionRunner;

beforeAll(async () => {
  database = await createDatabase();
  store = createPostgresEventStore({ pool: database.pool });
  const { pool } = database;
  runner = createProjectionRunner({ pool, store, projections, logger: listeningLogger() });
  runner.start();
  // In several pieces, so that stories begin in one batch and go on in another.
  for (let from = 0; from < ACCOUNTS; from += 14) await writeHistory(store, from, 14);
  expect(await runner.waitForHead(WAIT_MS)).toBe(true);
});
afterAll(async () => {
  await runner.stop();
  await store.close();
  await database.drop();
});

const dump = async (): Promise<Record<string, readonly unknown[]>> => {
  const tables = projections.flatMap((projection) => projection.tables);
  const dumped = tables.map(async (table) => {
    const { rows } = await database.pool.query<{ row: unknown }>(
      `select to_jsonb(t) as row from ${table} t order by to_jsonb(t)::text`,
    );
    return [table, rows.map(({ row }) => row)] as const;
  });
  return Object.fromEntries(await Promise.all(dumped));
};

const nothing = { held: 0, used: 0, expired: 0, refunded: 0, clawedBack: 0, reversed: 0 };

describe('the views of a history', () => {
  test('are the same when they are rebuilt from the log', async () => {
    const before = await dump();
    for (const [table, rows] of Object.entries(before)) {
      if (table !== 'views.catalogue_documents') expect(rows, table).not.toEqual([]);
    }
    await runner.rebuild();
    expect(await dump()).toEqual(before);
  });

  test('take no notice of events that are none of theirs', async () => {
    const before = await dump();
    const foreign = [
      { ...recorded('account-acc-1', opened('acc-1')), type: 'SomethingNew' },
      recorded('reconciliationDay-harbor:2026-11-18', {
        type: 'DayReviewed',
        data: { runId: '1', reviewedBy: 'user:mori', reviewedAt: NOON },
      }),
    ];
    for (const projection of projections) {
      await inTransaction(database.pool, (sql) =>
        projection.project(
          foreign.filter(({ type }) => !projection.types.some((own) => own === type)),
          sql,
          { logger: listeningLogger() },
        ),
      );
    }
    expect(await dump()).toEqual(before);
  });

  test('hold what always holds', async () => {
    const results = await runChecks(database.pool);
    expect(results.filter(({ ok }) => !ok)).toEqual([]);
    expect(results.length).toBe(9);
  });

  test('show an account with its balance by bucket', async () => {
    // Story 2: a refund of 500 of 1,000 and of half the bonus was approved; a second payment of 1,000.
    expect(await accountById(database.pool, 'acc-2')).toEqual({
      accountId: 'acc-2',
      brand: 'harbor-mobile',
      plan: 'harbor-standard',
      currency: 'JPY',
      openedAtMs: noonMs,
      activatedAtMs: null,
      validUntilMs: null,
      lapsedAtMs: null,
      balance: {
        paid: { ...nothing, remaining: 1500, available: 1500, refunded: 500 },
        bonus: { ...nothing, remaining: 50, available: 50, clawedBack: 50 },
      },
    });
    expect((await lotsOf(database.pool, 'acc-2')).map(({ lotId }) => lotId)).toEqual([
      'tu-2-a',
      'tu-2-b',
      'bo-2',
    ]);
    expect(await accountById(database.pool, 'acc-none')).toBeNull();
  });

  test('begin the validity of lots with the activation, whichever batch they came in', async () => {
    const [, second] = await lotsOf(database.pool, 'acc-12');
    // The first lot waited for the activation; the second was credited after it, with no end yet.
    expect((await lotsOf(database.pool, 'acc-12'))[0]?.expiresAtMs).toBe(
      Date.parse('2027-02-16T15:00:00.000Z'),
    );
    expect(second?.expiresAtMs).toBeNull();
  });

  test('list what is to expire', async () => {
    const end = Date.parse('2026-12-18T15:00:00.000Z');
    expect(await accountsToExpire(database.pool, end - 1, 10)).toEqual([]);
    expect((await accountsToExpire(database.pool, end, 200)).length).toBeGreaterThan(20);
  });

  test('find cards by any digits side by side', async () => {
    const iccid = '8981100000000000042';
    expect(await cardByIccid(database.pool, iccid)).toMatchObject({ iccid, accountId: 'acc-42' });
    const found = await listCards(database.pool, { fragment: '00042' }, {});
    expect(found.data.map((card) => card.iccid)).toEqual([iccid]);
    // 0004 and 0420 both occur in no card side by side.
    expect((await listCards(database.pool, { fragment: '00420' }, {})).data).toEqual([]);
    expect((await listCards(database.pool, { accountId: 'acc-42' }, {})).data.length).toBe(1);
    await expect(listCards(database.pool, { fragment: '042' }, {})).rejects.toThrow(RangeError);
  });

  test('list top-ups and refunds by what they are', async () => {
    expect(await topUpById(database.pool, 'tu-3-a')).toMatchObject({
      status: 'credited',
      price: 1000,
      value: 1100,
      reference: 'pay-tu-3-a',
      paidAtMs: noonMs + 3000,
    });
    const ofAccount = await listTopUps(database.pool, { accountId: 'acc-3' }, {});
    expect(ofAccount.data.map(({ topUpId }) => topUpId)).toEqual(['tu-3-b', 'tu-3-a']);
    const byPayment = { provider: 'stripe', reference: 'pay-tu-3-a' };
    expect((await listTopUps(database.pool, byPayment, {})).data.length).toBe(1);
    expect((await listTopUps(database.pool, { status: 'failed' }, {})).data).toEqual([]);

    const paid = await listRefunds(database.pool, { state: 'paid' }, {});
    expect(paid.data.length).toBe(ACCOUNTS / 7);
    expect(await refundsOfId(database.pool, 'rf-3')).toMatchObject([
      {
        state: 'paid',
        requestedBy: 'user:mori',
        decidedBy: 'user:sato',
        paidAmount: 400,
        payoutReference: 'po-1',
      },
    ]);
  });

  test('page through a list without losing or repeating a row, in either direction', async () => {
    for (const direction of ['asc', 'desc'] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listAccounts(
          database.pool,
          {},
          { sort: { field: 'openedAt', direction }, limit: 9, ...(cursor ? { cursor } : {}) },
        );
        seen.push(...page.data.map(({ accountId }) => accountId));
        expect(page.pageInfo.hasNextPage).toBe(page.pageInfo.nextCursor !== null);
        cursor = page.pageInfo.nextCursor ?? undefined;
      } while (cursor !== undefined);
      // All were opened at one instant: the id alone orders them.
      const ids = Array.from({ length: ACCOUNTS }, (_, n) => `acc-${n}`).sort();
      expect(seen).toEqual(direction === 'asc' ? ids : ids.reverse());
    }
  });

  test('refuse a cursor of another list, order or making', async () => {
    const { pageInfo } = await listTopUps(database.pool, {}, { limit: 1 });
    const cursor = pageInfo.nextCursor ?? '';
    const ascending = { sort: { field: 'at', direction: 'asc' }, cursor } as const;
    await expect(listTopUps(database.pool, {}, ascending)).rejects.toThrow(InvalidCursor);
    for (const broken of ['', 'x', Buffer.from('["at.desc"]').toString('base64url')]) {
      const page = { cursor: broken };
      await expect(listTopUps(database.pool, {}, page)).rejects.toThrow(InvalidCursor);
    }
  });

  test('never give more than 200 rows, nor fewer than one', async () => {
    const { data } = await listTopUps(database.pool, {}, { limit: 1_000_000 });
    expect(data.length).toBe(2 * ACCOUNTS);
    expect((await listTopUps(database.pool, {}, { limit: 0 })).data.length).toBe(1);
  });

  test('tell what happened to an account, newest first', async () => {
    const { data } = await accountTimeline(database.pool, 'acc-0', {});
    expect(data.map(({ type, subject, amount }) => [type, subject, amount])).toEqual([
      ['TopUpCredited', 'tu-0-b', 1100],
      ['UsageRecorded', 'us-0-2', 200],
      ['UsageRecorded', 'us-0-1', 300],
      ['TopUpCredited', 'tu-0-a', 1100],
      ['CardAttached', '8981100000000000000', null],
      ['AccountOpened', null, null],
    ]);
  });

  test('keep the ledger: entries, balances of an account, trial balance of a day', async () => {
    const { data } = await listLedgerEntries(
      database.pool,
      { accountId: 'acc-2', ledgerAccount: 'liability:refund-payable' },
      {},
    );
    expect(data).toMatchObject([
      {
        type: 'RefundApproved',
        amount: -400,
        currency: 'JPY',
        refundId: 'rf-2',
        topUpId: 'tu-2-a',
      },
    ]);
    const paidByUse = await listLedgerEntries(
      database.pool,
      { accountId: 'acc-0', ledgerAccount: 'liability:prepaid:harbor-mobile' },
      { sort: { field: 'date', direction: 'asc' } },
    );
    expect(paidByUse.data.map(({ amount, topUpId }) => [amount, topUpId])).toEqual([
      [-1100, 'tu-0-a'],
      [300, 'tu-0-a'],
      [200, 'tu-0-a'],
      [-1100, 'tu-0-b'],
    ]);
    expect(
      (await accountLedger(database.pool, 'acc-0')).find(
        ({ ledgerAccount }) => ledgerAccount === 'liability:prepaid:harbor-mobile',
      ),
    ).toMatchObject({ debit: 500, credit: 2200, balance: -1700 });
    expect(await accountLedger(database.pool, 'acc-0', '2026-11-17')).toEqual([]);

    const balances = await trialBalance(database.pool, '2026-11-18');
    expect(balances.reduce((sum, { balance }) => sum + balance, 0)).toBe(0);
    expect(balances).toEqual(await trialBalance(database.pool));
    expect(await trialBalance(database.pool, '2026-11-17')).toEqual([]);
  });

  test('number what the source should confirm in the order of the log', async () => {
    expect(await lastItemNo(database.pool)).toBe(2 * ACCOUNTS);
    const items = await itemsOfDay(database.pool, 'harbor', '2026-11-18', 3);
    expect(items.map(({ itemNo }) => itemNo)).toEqual([1, 2, 3]);
    expect(items[0]).toEqual({
      itemNo: 1,
      source: 'harbor',
      businessDate: '2026-11-18',
      itemId: 'tu-0-a',
      kind: 'top_up',
      reference: 'tu-0-a',
      card: '8981100000000000000',
      amount: 1100,
      currency: 'JPY',
      atMs: noonMs,
      payment: 'stripe:pay-tu-0-a',
      accountId: 'acc-0',
      wholesale: 900,
    });
  });

  test('show a claim until it is credited or refused, in checks too', async () => {
    const claim = (reference: string) => ({
      stream: `payment-stripe:${reference}`,
      expectedRevision: 'no_stream' as const,
      events: [
        toAppend({
          type: 'PaymentClaimed',
          data: {
            accountId: 'acc-1',
            credit: {
              topUpId: `tu-${reference}`,
              iccid: '8981100000000000001',
              brand: 'harbor-mobile',
              channel: 'web',
              method: 'card',
              payment: { provider: 'stripe', reference },
              price: 1,
              value: 1,
              currency: 'JPY',
              paidAt: NOON,
              creditedAt: NOON,
              expiresAt: null,
              carrierCharge: null,
              wasProvisional: false,
              imported: false,
            },
            claimedAt: NOON,
          },
        }),
      ],
    });
    const { position } = await store.append(claim('half-way'));
    await runner.waitFor(position, WAIT_MS);
    expect(await pendingClaims(database.pool, noonMs)).toEqual([]);
    expect(await pendingClaims(database.pool, noonMs + 1)).toEqual([
      {
        payment: 'stripe:half-way',
        accountId: 'acc-1',
        topUpId: 'tu-half-way',
        claimedAtMs: noonMs,
      },
    ]);
    const settled = async () =>
      (await runChecks(database.pool)).find(({ check }) => check === 'claims-are-settled');
    expect(await settled()).toMatchObject({
      ok: false,
      found: ['payment stripe:half-way for top-up tu-half-way of account acc-1'],
    });
    const refused = await store.append({
      stream: 'payment-stripe:half-way',
      expectedRevision: 0n,
      events: [
        toAppend({
          type: 'PaymentCreditRefused',
          data: { topUpId: 'tu-half-way', code: 'account_lapsed', refusedAt: NOON },
        }),
      ],
    });
    await runner.waitFor(refused.position, WAIT_MS);
    expect(await pendingClaims(database.pool, noonMs + 1)).toEqual([]);
    expect(await settled()).toMatchObject({ ok: true, found: [] });
  });
});

describe('the checks', () => {
  test('name what stands against them', async () => {
    await database.pool.query(`
      update views.ledger_entries set amount = amount + 1 where transaction_no = 1 and entry_no = 1;
      update views.lots set remaining = remaining - 7 where lot_id = 'tu-1-b';
      update views.refunds set payback = 5000 where refund_id = 'rf-2'`);
    const wrong = (await runChecks(database.pool)).filter(({ ok }) => !ok);
    expect(wrong.map(({ check }) => check)).toEqual([
      'transactions-sum-to-zero',
      'balances-are-sums-of-entries',
      'lots-are-liabilities',
      'lots-conserve-value',
      'refund-payable-is-approved-refunds',
      'refunds-within-price',
    ]);
    expect(wrong[0]?.found[0]).toContain('is out by 1 JPY');
  });
});
