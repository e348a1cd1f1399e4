import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { cardNumber } from '@chobo/fixtures/statements/cardNumber';
import { historyRowText } from '@chobo/fixtures/statements/historyCsv';
import type { HistoryRow } from '@chobo/fixtures/statements/historyCsv';
import type { EventStore } from '@chobo/event-store/port';
import { openBench, fileOf, textOf } from './import.given.ts';
import type { ImportBench } from './import.given.ts';
import { importHistory } from './importHistory.ts';

const line = (row: Partial<HistoryRow> & { readonly topUpId: string }): string =>
  historyRowText({
    card: cardNumber(1),
    amount: 1_000,
    paidAt: '2026-11-18T10:00:00+09:00',
    ...row,
  }).trimEnd();

/** A test reads best with a database of its own; making one takes a moment. */
const withBench = async (test: (bench: ImportBench) => Promise<void>): Promise<void> => {
  const bench = await openBench();
  try {
    await test(bench);
  } finally {
    await bench.close();
  }
};

const readData = async (store: EventStore, stream: string): Promise<readonly unknown[]> => {
  const events: unknown[] = [];
  for await (const { type, data } of store.readStream(stream)) events.push({ type, data });
  return events;
};

describe('a fresh history', () => {
  it('opens cards and accounts, claims the payments and credits them', async () => {
    await withBench(async (bench) => {
      const lines = [
        line({ topUpId: 'tu-2', amount: 3_000, paidAt: '2026-11-18T23:55:00+09:00' }),
        line({ topUpId: 'tu-1', method: 'konbini', paymentProvider: 'konbini' }),
        line({ topUpId: 'tu-3', card: cardNumber(2), paidAt: '2026-11-19T00:00:00+09:00' }),
      ];
      expect(await bench.run(lines)).toEqual({
        state: 'imported',
        rows: 3,
        imported: 3,
        alreadyThere: 0,
        accountsOpened: 2,
        problems: [],
        problemCount: 0,
      });
      expect(bench.refreshed).toEqual(['harbor']);
      const iccid = cardNumber(1);
      const credit = {
        topUpId: 'tu-1',
        iccid,
        brand: 'harbor-mobile',
        channel: 'web',
        method: 'konbini',
        payment: { provider: 'konbini', reference: 'STRIPE-tu-1' },
        price: 1_000,
        value: 1_000,
        currency: 'JPY',
        paidAt: '2026-11-18T01:00:00.000Z',
        creditedAt: '2026-11-18T01:00:00.000Z',
        // 90 whole days after 18 November, in Japan: the first instant of 17 February.
        expiresAt: '2027-02-16T15:00:00.000Z',
        carrierCharge: {
          source: 'harbor',
          carrier: 'harbor',
          amount: 900,
          businessDate: '2026-11-18',
        },
        wasProvisional: false,
        imported: true,
      };
      const openedAt = '2026-11-18T01:00:00.000Z';
      const accountId = `acc-${iccid}`;
      expect(await readData(bench.store, `account-${accountId}`)).toEqual([
        {
          type: 'AccountOpened',
          data: {
            accountId,
            brand: 'harbor-mobile',
            plan: 'harbor-90-days',
            currency: 'JPY',
            openedAt,
          },
        },
        { type: 'CardAttached', data: { iccid, attachedAt: openedAt } },
        { type: 'TopUpCredited', data: credit },
        {
          type: 'TopUpCredited',
          data: {
            ...credit,
            topUpId: 'tu-2',
            method: 'card',
            payment: { provider: 'stripe', reference: 'STRIPE-tu-2' },
            price: 3_000,
            value: 3_000,
            paidAt: '2026-11-18T14:55:00.000Z',
            creditedAt: '2026-11-18T14:55:00.000Z',
            carrierCharge: { ...credit.carrierCharge, amount: 2_700 },
          },
        },
      ]);
      expect(await readData(bench.store, 'payment-konbini:STRIPE-tu-1')).toEqual([
        {
          type: 'PaymentClaimed',
          data: { accountId, credit, claimedAt: '2026-11-20T00:00:00.000Z' },
        },
      ]);
    });
  });

  it('counts a row that repeats an earlier one word for word once', async () => {
    await withBench(async (bench) => {
      const row = line({ topUpId: 'tu-1' });
      expect(await bench.run([row, row, row])).toMatchObject({
        state: 'imported',
        rows: 3,
        imported: 1,
        alreadyThere: 2,
      });
    });
  });
});

describe('the same history again', () => {
  it('changes nothing', async () => {
    await withBench(async (bench) => {
      const lines = Array.from({ length: 50 }, (_, n) =>
        line({ topUpId: `tu-${n}`, card: cardNumber(n % 7) }),
      );
      await bench.run(lines);
      const before = await bench.countEvents();
      expect(await bench.run(lines)).toMatchObject({
        state: 'imported',
        imported: 0,
        alreadyThere: 50,
      });
      expect(await bench.countEvents()).toBe(before);
    });
  });

  it('at once from two terminals is imported once', async () => {
    await withBench(async (bench) => {
      const lines = Array.from({ length: 300 }, (_, n) =>
        line({ topUpId: `tu-${n}`, card: cardNumber(n % 70) }),
      );
      const reports = await Promise.all([bench.run(lines), bench.run(lines)]);
      expect(reports.map((report) => report.imported).sort((a, b) => a - b)).toEqual([0, 300]);
      expect(reports.map((report) => report.state)).toEqual(['imported', 'imported']);
      expect(await bench.balances()).toHaveLength(300);
      const { rows } = await bench.database.pool.query(
        `select type, count(*) from events.events
          where type <> 'CatalogueDocumentPublished' group by type order by type`,
      );
      expect(rows).toEqual([
        { type: 'AccountOpened', count: 70 },
        { type: 'CardAttached', count: 70 },
        { type: 'CardRegistered', count: 70 },
        { type: 'PaymentClaimed', count: 300 },
        { type: 'TopUpCredited', count: 300 },
      ]);
    });
  });
});

describe('existing accounts', () => {
  it('get what is new, wherever their money came from', async () => {
    await withBench(async (bench) => {
      await bench.run([line({ topUpId: 'tu-1' })]);
      const report = await bench.run([
        line({ topUpId: 'tu-1' }),
        line({ topUpId: 'tu-2', paidAt: '2026-11-17T10:00:00+09:00' }),
        line({ topUpId: 'tu-3', card: cardNumber(2) }),
      ]);
      expect(report).toMatchObject({ imported: 2, alreadyThere: 1, accountsOpened: 1 });
      expect(await bench.balances()).toHaveLength(3);
    });
  });

  it('with very many rows come in several appends', async () => {
    await withBench(async (bench) => {
      const lines = Array.from({ length: 450 }, (_, n) => line({ topUpId: `tu-${n}` }));
      expect(await bench.run(lines)).toMatchObject({ imported: 450, accountsOpened: 1 });
      expect(await bench.balances()).toHaveLength(450);
    });
  });
});

describe('nothing at all is imported', () => {
  let bench: ImportBench;
  beforeAll(async () => {
    bench = await openBench();
    await bench.run([line({ topUpId: 'tu-1' }), line({ topUpId: 'tu-2', card: cardNumber(2) })]);
  });
  afterAll(() => bench.close());

  const good = line({ topUpId: 'tu-good', card: cardNumber(9) });

  it.each<[string, readonly string[], readonly object[]]>([
    [
      'with an unreadable row',
      [good, line({ topUpId: 'tu-9', amount: 0 })],
      [{ fileLine: 3, column: 'amount', value: '0', code: 'amount_zero' }],
    ],
    [
      'with a known top-up of another amount',
      [good, line({ topUpId: 'tu-1', amount: 2_000 })],
      [
        {
          fileLine: 3,
          column: 'amount',
          value: '2000',
          code: 'top_up_known_differently',
          reason: 'Chobo knows this top-up with amount 1000.',
        },
      ],
    ],
    [
      'with a known top-up at another time',
      [line({ topUpId: 'tu-1', paidAt: '2026-11-18T10:00:01+09:00' }), good],
      [
        {
          fileLine: 2,
          column: 'paid_at',
          value: '2026-11-18T01:00:01.000Z',
          code: 'top_up_known_differently',
          reason: 'Chobo knows this top-up with paid_at 2026-11-18T01:00:00.000Z.',
        },
      ],
    ],
    [
      'with a known top-up on another card',
      [good, line({ topUpId: 'tu-1', card: cardNumber(2) })],
      [{ fileLine: 3, column: 'card_number', code: 'top_up_known_differently' }],
    ],
    [
      'with one id for two contents in the file',
      [good, line({ topUpId: 'tu-9' }), line({ topUpId: 'tu-9', amount: 5 })],
      [
        {
          fileLine: 4,
          column: 'top_up_id',
          value: 'tu-9',
          code: 'top_up_id_repeated',
          reason: 'Line 3 has the same top_up_id with other content.',
        },
      ],
    ],
    [
      'with two ids for one payment in the file',
      [
        line({ topUpId: 'tu-8', paymentReference: 'P' }),
        good,
        line({ topUpId: 'tu-9', paymentReference: 'P', card: cardNumber(3) }),
      ],
      [
        {
          fileLine: 4,
          column: 'payment_reference',
          value: 'P',
          code: 'payment_repeated',
          reason: 'The same payment already belongs to top-up tu-8 on line 2.',
        },
      ],
    ],
    [
      'with a payment that another top-up has claimed',
      [good, line({ topUpId: 'tu-9', paymentReference: 'STRIPE-tu-2' })],
      [
        {
          fileLine: 3,
          column: 'payment_reference',
          code: 'payment_claimed',
          reason: 'Chobo knows this payment as that of top-up tu-2.',
        },
      ],
    ],
    [
      'and everything is told, by line',
      [
        line({ topUpId: 'tu-9', paymentReference: 'STRIPE-tu-2' }),
        line({ topUpId: 'tu-x', card: '353456789012348' }),
        line({ topUpId: 'tu-1', amount: 7 }),
      ],
      [
        { fileLine: 2, code: 'payment_claimed' },
        { fileLine: 3, code: 'card_number_imei' },
        { fileLine: 4, code: 'top_up_known_differently' },
      ],
    ],
  ])('%s', async (_, lines, problems) => {
    const before = await bench.countEvents();
    const report = await bench.run(lines);
    expect(report).toMatchObject({
      state: 'refused',
      rows: lines.length,
      imported: 0,
      problemCount: problems.length,
      problems,
    });
    expect(report.problems).toHaveLength(problems.length);
    expect(await bench.countEvents()).toBe(before);
  });

  it('from a file that is none', async () => {
    expect(await bench.run('<html>')).toMatchObject({
      state: 'refused',
      problems: [{ code: 'not_csv' }],
    });
  });

  it('for a source or a brand that nobody published', async () => {
    expect(await bench.run([good], { source: 'nobody' })).toMatchObject({
      state: 'refused',
      problems: [{ code: 'source_unknown', value: 'nobody' }],
    });
    expect(await bench.run([good], { brand: 'nobody' })).toMatchObject({
      state: 'refused',
      problems: [{ code: 'brand_unknown', value: 'nobody' }],
    });
  });

  it('and of very many problems the first thousand are listed', async () => {
    const lines = Array.from({ length: 2_500 }, (_, n) => line({ topUpId: `tu-${n}`, amount: -1 }));
    const report = await bench.run(lines);
    expect(report.problemCount).toBe(2_500);
    expect(report.problems.map((problem) => problem.fileLine)).toEqual(
      Array.from({ length: 1_000 }, (_, n) => n + 2),
    );
  });
});

describe('an import that was killed', () => {
  /** A store that dies at its n-th call of appendMany, after or before it has written. */
  const dyingAt = (store: EventStore, call: number, written: boolean): EventStore => {
    let calls = 0;
    return {
      ...store,
      appendMany: async (appends) => {
        calls += 1;
        if (calls < call) return store.appendMany(appends);
        if (written) await store.appendMany(appends.slice(0, Math.ceil(appends.length / 2)));
        throw new Error('killed');
      },
    };
  };

  const lines = Array.from({ length: 120 }, (_, n) =>
    line({ topUpId: `tu-${n}`, card: cardNumber(n % 40) }),
  );

  it.each([
    [1, true],
    [2, false],
    [2, true],
    [3, false],
    [3, true],
  ])('at its write %i is completed by running it again', async (call, written) => {
    await withBench(async (bench) => {
      const store = dyingAt(bench.store, call, written);
      await expect(
        importHistory(
          { ...bench.dependencies, store },
          {
            source: 'harbor',
            brand: 'harbor-mobile',
            actor: 'cli:test',
            file: fileOf(textOf(lines)),
          },
        ),
      ).rejects.toThrow('killed');
      const report = await bench.run(lines);
      expect(report.state).toBe('imported');
      expect(report.imported + report.alreadyThere).toBe(120);
      expect(await bench.balances()).toHaveLength(120);
      const { rows } = await bench.database.pool.query(
        `select count(*) from views.payment_claims where state <> 'credited'`,
      );
      expect(rows).toEqual([{ count: 0 }]);
    });
  });

  it('refuses a row that was changed after its payment had been claimed', async () => {
    await withBench(async (bench) => {
      const store = dyingAt(bench.store, 3, false);
      const request = { source: 'harbor', brand: 'harbor-mobile', actor: 'cli:test' };
      const killed = importHistory(
        { ...bench.dependencies, store },
        { ...request, file: fileOf(textOf(lines)) },
      );
      await expect(killed).rejects.toThrow('killed');
      const before = await bench.countEvents();
      const changed = [
        line({ topUpId: 'tu-0', card: cardNumber(0), amount: 9 }),
        ...lines.slice(1),
      ];
      expect(await bench.run(changed)).toMatchObject({
        state: 'refused',
        imported: 0,
        problems: [{ fileLine: 2, value: 'tu-0', code: 'payment_claimed_differently' }],
      });
      expect(await bench.countEvents()).toBe(before);
    });
  });
});
