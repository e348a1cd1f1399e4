import { cp932, harborText } from '@chobo/fixtures/statements/harborFile';
import { cardNumber } from '@chobo/fixtures/statements/cardNumber';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { openFlow, type Flow } from './flow.given.ts';
import { named, outcome, type Reported, type Shop } from './shop.given.ts';

let flow: Flow;
let shop: Shop;

beforeAll(async () => {
  flow = await openFlow();
});
beforeEach(async () => {
  shop = await flow.openShop((source) => ({
    ...source,
    profile: { ...source.profile, maxBytes: 20_000 },
  }));
  await shop.sell({ id: 'A', at: '18 12:00:00' });
});
afterAll(() => flow.close());

const A: Reported = { reference: 'A', at: '18 12:00:10' };
const B: Reported = { reference: 'B', at: '18 13:00:00', card: 2 };

/** A file as a text, its first data line on line 4, footer on line 7. */
const text = harborText({
  date: '2026-11-18',
  lines: [1, 2, 3].map((n) => ({
    at: '10:00:00',
    carrierReference: `HB${n}`,
    reference: `tu-${n}`,
    card: cardNumber(n),
    amount: 1000,
  })),
});

const bytes = cp932(text);

const withByte = (mark: string, byte: number): Buffer => {
  const changed = Buffer.from(bytes);
  changed[changed.indexOf(mark)] = byte;
  return changed;
};

type Bad = {
  readonly name: string;
  readonly given: (shop: Shop) => Uint8Array;
  readonly state?: 'held';
  /** The first reason that is told. */
  readonly told: {
    readonly code: string;
    readonly fileLine: number | null;
    readonly column?: string;
    /** The whole sentence; null where its wording is tested with the reading. */
    readonly reason: string | null;
  };
};

const bad: readonly Bad[] = [
  {
    name: 'an HTML error page',
    given: () => Buffer.from('<!DOCTYPE html><html><body>502 Bad Gateway</body></html>'),
    told: {
      code: 'not_a_statement',
      fileLine: null,
      reason: 'The file is not a statement but an HTML page.',
    },
  },
  {
    name: 'a ZIP archive',
    given: () => Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]),
    told: {
      code: 'not_a_statement',
      fileLine: null,
      reason: 'The file is not a statement but a ZIP archive or an Excel workbook.',
    },
  },
  {
    name: 'an image',
    given: () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    told: {
      code: 'not_a_statement',
      fileLine: null,
      reason: 'The file is not a statement but a PNG image.',
    },
  },
  {
    name: '0 bytes',
    given: () => new Uint8Array(),
    told: { code: 'empty_file', fileLine: null, reason: 'The file is empty (0 bytes).' },
  },
  {
    name: 'more than the size limit',
    given: (from) => from.file('18', [{ ...A, remarks: 'x'.repeat(20_000) }]),
    told: {
      code: 'file_too_large',
      fileLine: null,
      reason: 'The file is larger than 20,000 bytes, the most that is read.',
    },
  },
  {
    name: 'a file of another day',
    given: (from) => from.file('19', [A]),
    told: {
      code: 'wrong_business_date',
      fileLine: 2,
      column: '対象日',
      reason: 'The file is for 2026-11-19 (line 2), but 2026-11-18 was asked for.',
    },
  },
  {
    name: 'a file cut short in a line',
    given: () => bytes.subarray(0, bytes.indexOf('HB3')),
    told: {
      code: 'footer_missing',
      fileLine: 6,
      reason: 'The file ends with line 6, without its footer ("合計"): it was cut short.',
    },
  },
  {
    name: 'a file without its footer',
    given: (from) => from.file('18', [A], { footer: 'missing' }),
    told: {
      code: 'footer_missing',
      fileLine: 4,
      reason: 'The file ends with line 4, without its footer ("合計"): it was cut short.',
    },
  },
  {
    name: 'a lost line',
    given: (from) => from.file('18', [A], { footer: { count: 2, sum: 4000 } }),
    state: 'held',
    told: {
      code: 'control_total_differs',
      fileLine: 5,
      column: 'count',
      reason: 'Line 5 states count 2, but the lines come to 1.',
    },
  },
  {
    name: 'a doubled line',
    given: (from) => from.file('18', [A, A], { footer: { count: 1, sum: 2000 } }),
    state: 'held',
    told: {
      code: 'control_total_differs',
      fileLine: 6,
      column: 'count',
      reason: 'Line 6 states count 1, but the lines come to 2.',
    },
  },
  {
    name: 'a wrong sum',
    given: (from) => from.file('18', [A], { footer: { sum: 1999 } }),
    state: 'held',
    told: {
      code: 'control_total_differs',
      fileLine: 5,
      column: 'sum',
      reason: 'Line 5 states sum ¥1,999, but the lines come to ¥2,000.',
    },
  },
  {
    name: 'more than 20 unreadable lines that are more than 1 %',
    given: (from) =>
      from.file(
        '18',
        Array.from({ length: 21 }, (_, n) => ({ ...A, amount: n === 20 ? '―' : '?' })),
      ),
    state: 'held',
    told: {
      code: 'too_many_unreadable',
      fileLine: null,
      reason: '21 of 21 lines cannot be read.',
    },
  },
  {
    name: 'UTF-8 instead of CP932',
    given: () => Buffer.from(text),
    told: {
      code: 'wrong_encoding',
      fileLine: null,
      reason: 'The file is written in UTF-8, but the profile says cp932.',
    },
  },
  {
    name: 'one undecodable byte',
    given: () => withByte('HB2', 0xff),
    told: { code: 'undecodable_byte', fileLine: 5, reason: null },
  },
  {
    name: 'a NUL',
    given: () => withByte('HB3', 0),
    told: {
      code: 'nul_character',
      fileLine: 6,
      reason: 'Line 6 holds a NUL character, which no text has.',
    },
  },
  {
    name: 'a quote that never closes',
    given: () => cp932(text.replace('HB2,', '"HB2,')),
    told: {
      code: 'quote_unclosed',
      fileLine: 5,
      reason: 'The quote that opens on line 5 never closes.',
    },
  },
  {
    name: 'a wrong column',
    given: () => cp932(text.replace('卸金額', '手数料')),
    told: {
      code: 'header_column_unknown',
      fileLine: 3,
      column: '手数料',
      reason: null,
    },
  },
  {
    name: 'a missing column',
    given: () => cp932(text.replace(',状態', '')),
    told: {
      code: 'header_column_missing',
      fileLine: 3,
      column: '状態',
      reason: 'The header on line 3 lacks the column 状態.',
    },
  },
  {
    name: 'a column too many',
    given: () => cp932(text.replace('備考', '備考,店舗')),
    told: {
      code: 'header_column_unknown',
      fileLine: 3,
      column: '店舗',
      reason: null,
    },
  },
];

/** What stands in the tables that only an accepted file may write to. */
const written = async () => {
  const { pool } = flow.database;
  const count = async (table: string, where: string) =>
    (
      await pool.query<{ count: number }>(`select count(*) from ${table} where ${where}`, [
        shop.source,
      ])
    ).rows[0]?.count;
  const ofFile = 'statement_no in (select statement_no from app.statement_files where source = $1)';
  // Unreadable lines of a file that is not taken are kept beside it, for whoever looks at it.
  const ofTaken =
    'statement_no in (select statement_no from app.statement_files where source = $1 and lines_staged)';
  return {
    lines: await count('app.statement_lines', ofFile),
    unreadable: await count('app.statement_unreadable_lines', ofTaken),
    days: await count('views.reconciliation_days', 'source = $1'),
    runs: await count('views.reconciliation_runs', 'source = $1'),
  };
};

const NOTHING = { lines: 0, unreadable: 0, days: 0, runs: 0 };

const streamsSince = async (head: Awaited<ReturnType<Flow['store']['head']>>) => {
  const streams = new Set<string>();
  for await (const { events } of flow.store.readAll({ after: head })) {
    for (const { stream } of events) streams.add(stream);
  }
  return [...streams];
};

describe('a file that is not as it must be is told and leaves nothing but its receipt', () => {
  it.each(named(bad))('%s', async (_name, { given, state = 'refused', told }) => {
    const head = await flow.store.head();
    const report = await shop.hand('18', given(shop));
    expect(report).toMatchObject({
      state,
      repeated: false,
      items: 0,
      exact: 0,
      proposed: [],
      carriedForward: [],
      breaks: [],
    });
    const { reason, ...place } = told;
    expect(report.problems[0]).toMatchObject(place);
    if (reason !== null) expect(report.problems[0]?.reason).toBe(reason);
    expect(await streamsSince(head)).toEqual([`statement-${report.statementId}`]);
    expect(await written()).toEqual(NOTHING);

    expect(await shop.reconcile('18', [A])).toEqual(outcome({ lines: 1, items: 1, exact: 1 }));
  });
});

describe('a question that makes no sense is answered without a receipt', () => {
  it.each<[string, string, string]>([
    ['31', 'impossible_date', '2026-11-31 is not a day; write it as year-month-day'],
    ['1', 'impossible_date', '2026-11-1 is not a day'],
    ['18T00:00', 'impossible_date', '2026-11-18T00:00 is not a day'],
  ])('the day 2026-11-%s', async (day, code, reason) => {
    const head = await flow.store.head();
    const report = await shop.hand(day, bytes);
    expect(report).toMatchObject({ state: 'refused', statementId: '', problems: [{ code }] });
    expect(report.problems[0]?.reason).toContain(reason);
    expect(await flow.store.head()).toBe(head);
  });

  it('a source that is not published', async () => {
    const head = await flow.store.head();
    const report = await shop.ofSource('harbour').hand('18', bytes);
    expect(report).toMatchObject({
      state: 'refused',
      problems: [
        {
          code: 'unknown_source',
          reason: 'There is no source harbour. Publish its catalogue document first.',
        },
      ],
    });
    expect(await flow.store.head()).toBe(head);
  });
});

describe('a line that cannot be read', () => {
  it.each<[string, Partial<Reported>, object]>([
    [
      'an impossible amount',
      { amount: '1.5' },
      { code: 'amount_fraction', column: '金額', value: '1.5' },
    ],
    [
      'an amount in another currency',
      { amount: 'US$10' },
      { code: 'amount_unreadable', column: '金額', value: 'US$10' },
    ],
    [
      'a negative amount',
      { amount: '-1000' },
      { code: 'amount_negative', column: '金額', value: '-1000' },
    ],
    [
      'an unknown status',
      { status: '保留' },
      { code: 'status_unknown', column: '状態', value: '保留' },
    ],
  ])('is told with line, column and value: %s', async (_name, differing, problem) => {
    const report = await shop.hand(
      '18',
      shop.file('18', [A, { ...B, ...differing }], { footer: { sum: 2000 } }),
    );
    expect(report).toMatchObject({ state: 'accepted', lines: 2, exact: 1 });
    expect(report.problems).toMatchObject([{ fileLine: 5, ...problem }]);
    expect(report.breaks).toMatchObject([
      { kind: 'unreadable_line', item: null, fileLine: 5, difference: null },
    ]);
  });

  it('is told for a time that does not exist', async () => {
    const wrong = cp932(
      harborText({
        date: '2026-11-18',
        lines: [
          {
            at: '2026/11/18 25:00:00',
            carrierReference: 'HB1',
            reference: 'B',
            card: cardNumber(1),
            amount: 2000,
          },
        ],
      }),
    );
    const report = await shop.hand('18', wrong);
    expect(report.problems).toMatchObject([
      {
        fileLine: 4,
        column: '処理日時',
        value: '2026/11/18 25:00:00',
        code: 'date_impossible',
      },
    ]);
    expect((await shop.day('18'))?.breaks).toEqual([
      'missing_in_statement: A -2000',
      'unreadable_line: #4 ?',
    ]);
  });

  it('stays unreadable when its day is run again and rebuilt', async () => {
    await shop.reconcile('18', [A, { ...B, amount: '―' }]);
    await shop.sell({ id: 'B', at: '18 13:00:00', card: 2 });
    const expected = outcome({
      lines: 2,
      items: 2,
      exact: 1,
      breaks: ['missing_in_statement: B -2000', 'unreadable_line: #5 ?'],
    });
    expect(await shop.day('18')).toEqual(expected);
    await flow.runner.rebuild(['reconciliation-days']);
    expect(await shop.day('18')).toEqual(expected);
  });
});

describe('a file with many unreadable lines', () => {
  it('is told each of them, while its event keeps the first hundred', async () => {
    const DAMAGED = 300;
    const roomy = await flow.openShop();
    const damaged = Array.from({ length: DAMAGED }, () => ({ ...A, amount: '?' }));
    const report = await roomy.hand('18', roomy.file('18', damaged));
    expect(report.state).toBe('held');
    const ofLines = report.problems.filter(({ fileLine }) => fileLine !== null);
    expect(ofLines.map(({ fileLine }) => fileLine)).toEqual(
      Array.from({ length: DAMAGED }, (_, n) => n + 4),
    );
    const [first] = report.problems;
    expect(first?.code).toBe('too_many_unreadable');
    expect(report.problems).toHaveLength(1 + DAMAGED);
    await flow.runner.waitForHead(30_000);
    const { rows } = await flow.database.pool.query(
      `select jsonb_array_length(problems) as listed, problem_count as counted
       from views.statements where statement_id = $1`,
      [report.statementId],
    );
    expect(rows).toEqual([{ listed: 100, counted: DAMAGED }]);
  });
});
