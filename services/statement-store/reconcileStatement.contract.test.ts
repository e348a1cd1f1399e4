import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { openFlow, type Flow } from './flow.given.ts';
import { named, outcome, type Outcome, type Reported, type Shop, type Sold } from './shop.given.ts';
import { verifyRuns } from './verifyRuns.ts';

let flow: Flow;
let shop: Shop;

beforeAll(async () => {
  flow = await openFlow();
});
beforeEach(async () => {
  shop = await flow.openShop();
});
afterAll(() => flow.close());

type Story = {
  readonly name: string;
  readonly sold: readonly Sold[];
  /** By day of November 2026; the first line of a file is line 4. */
  readonly files: Readonly<Record<string, readonly Reported[]>>;
  readonly expected: Readonly<Record<string, Outcome>>;
};

const FAILED = { status: '失敗' };
const CANCELLED = { status: '取消' };
const seen = { reference: 'A', at: '18 12:00:30' };

const stories: readonly Story[] = [
  {
    name: 'a reference that failed and was then executed is matched by what was executed',
    sold: [{ id: 'A', at: '18 12:00:00' }],
    files: {
      '18': [
        { reference: 'A', at: '18 12:00:10', ...FAILED },
        { reference: 'A', at: '18 12:01:00' },
      ],
    },
    expected: { '18': outcome({ lines: 2, items: 1, exact: 1, notExecuted: 1 }) },
  },
  {
    name: 'what was executed and cancelled in one file is a status break that names both lines',
    sold: [{ id: 'A', at: '18 12:00:00' }],
    files: {
      '18': [
        { reference: 'A', at: '18 12:00:10' },
        { reference: 'A', at: '18 15:00:00', ...CANCELLED },
      ],
    },
    expected: { '18': outcome({ lines: 2, items: 1, breaks: ['status: A #4 #5 -2000'] }) },
  },
  {
    name: "a cancellation in the next day's file is a status break of that day",
    sold: [{ id: 'A', at: '18 12:00:00' }],
    files: {
      '18': [{ reference: 'A', at: '18 12:00:10' }],
      '19': [{ reference: 'A', at: '19 09:00:00', ...CANCELLED }],
    },
    expected: {
      '18': outcome({ lines: 1, items: 1, exact: 1 }),
      '19': outcome({ lines: 1, breaks: ['status: A #4 -2000'] }),
    },
  },
  {
    name: "a line of the 18th again in the 19th's file is already seen",
    sold: [
      { id: 'A', at: '18 12:00:00' },
      { id: 'B', at: '19 12:00:00', card: 2 },
    ],
    files: { '18': [seen], '19': [seen, { reference: 'B', at: '19 12:00:30', card: 2 }] },
    expected: {
      '18': outcome({ lines: 1, items: 1, exact: 1 }),
      '19': outcome({ lines: 2, items: 1, exact: 1, alreadySeen: 1 }),
    },
  },
  {
    name: "an item just before midnight is carried forward to the next day's file",
    sold: [{ id: 'A', at: '18 23:55:00' }],
    files: { '18': [], '19': [{ reference: 'A', at: '19 00:01:00' }] },
    expected: {
      '18': outcome({ items: 1, breaks: ['timing: A -2000 settled on 19'] }),
      '19': outcome({ lines: 1, carried: ['A #4 from 18'] }),
    },
  },
  {
    name: 'an item just before midnight with a wrong amount is a break of the next day',
    sold: [{ id: 'A', at: '18 23:55:00' }],
    files: { '18': [], '19': [{ reference: 'A', at: '19 00:01:00', amount: 3000 }] },
    expected: {
      '18': outcome({ items: 1, breaks: ['timing: A -2000 settled on 19'] }),
      '19': outcome({ lines: 1, breaks: ['amount: A #4 +1000'] }),
    },
  },
  {
    name: 'an item just before midnight with a blank reference is proposed on the next day',
    sold: [{ id: 'A', at: '18 23:55:00' }],
    files: { '18': [], '19': [{ at: '19 00:01:00' }] },
    expected: {
      '18': outcome({ items: 1, breaks: ['timing: A -2000 settled on 19'] }),
      '19': outcome({ lines: 1, proposed: ['card+amount+time: A #4'] }),
    },
  },
  {
    name: 'an item just before midnight that the next day does not confirm is missing after all',
    sold: [{ id: 'A', at: '18 23:55:00' }],
    files: { '18': [], '19': [] },
    expected: {
      '18': outcome({ items: 1, breaks: ['missing_in_statement: A -2000'] }),
      '19': outcome({}),
    },
  },
  {
    name: "a missing item is corrected by the next day's file",
    sold: [{ id: 'A', at: '18 12:00:00' }],
    files: { '18': [], '19': [{ reference: 'A', at: '19 09:00:00' }] },
    expected: {
      '18': outcome({ items: 1, breaks: ['missing_in_statement: A -2000 settled on 19'] }),
      '19': outcome({ lines: 1, carried: ['A #4 from 18'] }),
    },
  },
  {
    name: "a failed line is corrected by a done one in the next day's file",
    sold: [{ id: 'A', at: '18 12:00:00' }],
    files: {
      '18': [{ reference: 'A', at: '18 12:00:10', ...FAILED }],
      '19': [{ reference: 'A', at: '19 09:00:00' }],
    },
    expected: {
      '18': outcome({ lines: 1, items: 1, breaks: ['status: A #4 -2000 settled on 19'] }),
      '19': outcome({ lines: 1, carried: ['A #4 from 18'] }),
    },
  },
  {
    name: 'a wrong amount is taken back by a cancellation and its correction matched',
    sold: [{ id: 'A', at: '18 12:00:00' }],
    files: {
      '18': [{ reference: 'A', at: '18 12:00:10', amount: 3000 }],
      '19': [
        { reference: 'A', at: '19 09:00:00', amount: 3000, ...CANCELLED },
        { reference: 'A', at: '19 09:00:05' },
      ],
    },
    expected: {
      '18': outcome({ lines: 1, items: 1, breaks: ['amount: A #4 +1000 settled on 19'] }),
      '19': outcome({ lines: 2, notExecuted: 1, carried: ['A #5 from 18'] }),
    },
  },
  {
    name: 'lines of one reference that add up are proposed together',
    sold: [{ id: 'A', at: '18 12:00:00' }],
    files: {
      '18': [
        { reference: 'A', at: '18 12:00:10', amount: 1500 },
        { reference: 'A', at: '18 12:00:20', amount: 500 },
      ],
    },
    expected: {
      '18': outcome({ lines: 2, items: 1, proposed: ['one item, many lines: A #4 #5'] }),
    },
  },
  {
    name: 'lines of one reference that do not add up are one break',
    sold: [{ id: 'A', at: '18 12:00:00' }],
    files: {
      '18': [
        { reference: 'A', at: '18 12:00:10', amount: 1000 },
        { reference: 'A', at: '18 12:00:20', amount: 500 },
      ],
    },
    expected: {
      '18': outcome({ lines: 2, items: 1, breaks: ['split_incomplete: A #4 #5 -500'] }),
    },
  },
  {
    name: 'a failed line without a reference is not executed',
    sold: [],
    files: { '18': [{ at: '18 12:00:10', ...FAILED }] },
    expected: { '18': outcome({ lines: 1, notExecuted: 1 }) },
  },
  {
    name: 'two payments of one provider for one execution are a double payment',
    sold: [
      { id: 'A', at: '18 12:00:00', provider: 'stripe' },
      { id: 'B', at: '18 12:01:00', provider: 'stripe' },
    ],
    files: { '18': [{ reference: 'A', at: '18 12:00:10' }] },
    expected: {
      '18': outcome({ lines: 1, items: 2, exact: 1, breaks: ['duplicate_in_ledger: B -2000'] }),
    },
  },
  {
    name: 'a double payment across midnight is found when the later one was executed',
    sold: [
      { id: 'A', at: '18 23:59:00' },
      { id: 'B', at: '19 00:00:30', provider: 'paypal' },
    ],
    files: { '18': [], '19': [{ reference: 'B', at: '19 00:01:00' }] },
    expected: {
      '18': outcome({ items: 1, breaks: ['duplicate_in_ledger: A -2000'] }),
      '19': outcome({ lines: 1, items: 1, exact: 1 }),
    },
  },
  {
    name: 'a double payment across midnight is found when the earlier one was executed',
    sold: [
      { id: 'A', at: '18 23:59:00' },
      { id: 'B', at: '19 00:00:30', provider: 'paypal' },
    ],
    files: { '18': [{ reference: 'A', at: '18 23:59:30' }], '19': [] },
    expected: {
      '18': outcome({ lines: 1, items: 1, exact: 1 }),
      '19': outcome({ items: 1, breaks: ['duplicate_in_ledger: B -2000'] }),
    },
  },
];

describe.each(['in the order of the days', 'the later day first'])('%s', (order) => {
  afterAll(async () => {
    expect((await verifyRuns(flow.dependencies)).filter(({ ok }) => !ok)).toEqual([]);
  });

  it.each(named(stories))('%s', async (_name, { sold, files, expected }) => {
    if (sold.length > 0) await shop.sell(...sold);
    const days = Object.keys(files).sort();
    if (order === 'the later day first') days.reverse();
    for (const day of days) await shop.reconcile(day, files[day] ?? []);
    const found = await Promise.all(days.map(async (day) => [day, await shop.day(day)]));
    expect(Object.fromEntries(found)).toEqual(expected);
  });
});

describe('whatever the order', () => {
  const sold: readonly Sold[] = [
    { id: 'A', at: '18 12:00:00' },
    { id: 'B', at: '18 12:05:00' },
    { id: 'C', at: '18 13:00:00', card: 2 },
    { id: 'D', at: '18 14:00:00', card: 3 },
    { id: 'E', at: '18 23:55:00', card: 4 },
  ];
  const lines: readonly Reported[] = [
    { reference: 'C', at: '18 13:00:20', card: 2 },
    { reference: 'C', at: '18 13:00:40', card: 2 },
    { reference: 'D', at: '18 14:00:20', card: 3, amount: 1500 },
    { reference: 'D', at: '18 14:00:30', card: 3, amount: 500 },
    { at: '18 12:04:00' },
    { reference: 'X', at: '18 16:00:00', ...FAILED },
  ];
  const places = (rows: readonly Reported[]) =>
    new Map(lines.map((line) => [lines.indexOf(line), rows.indexOf(line) + 4]));

  it('shuffled lines give the same outcome, each under its own line number', async () => {
    await shop.sell(...sold);
    await shop.reconcile('18', lines);
    const first = await shop.day('18');
    expect(first).toEqual(
      outcome({
        lines: 6,
        items: 5,
        exact: 1,
        notExecuted: 1,
        proposed: ['one item, many lines: D #6 #7'],
        breaks: ['ambiguous: A B #8 -2000', 'duplicate_in_statement: #5 +2000', 'timing: E -2000'],
      }),
    );
    const other = await flow.openShop();
    await other.sell(...sold.toReversed());
    const turned = lines.toReversed();
    await other.reconcile('18', turned);
    const moved = places(turned);
    const renumbered = (text: string): string =>
      text.replace(/( #\d+)+/, (numbers) =>
        numbers
          .trim()
          .split(' ')
          .map((number) => moved.get(Number(number.slice(1)) - 4) ?? 0)
          .sort((left, right) => left - right)
          .map((number) => ` #${number}`)
          .join(''),
      );
    expect(await other.day('18')).toEqual({
      ...first,
      proposed: first?.proposed.map(renumbered),
      breaks: first?.breaks.map(renumbered),
    });
  });
});
