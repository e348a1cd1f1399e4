import { addDays } from '@chobo/domain/kernel/time';
import fc from 'fast-check';

import { sourceDayOf } from '../businessDay.ts';
import type { LineStatus, StatementLine } from '../statementLine.ts';
import type { Item } from './item.ts';
import { at, dayOf, harbor } from './scenario.given.ts';

/** Items and the files of some days: small enough to collide in everything that can collide. */
export type World = {
  readonly items: readonly Item[];
  readonly files: ReadonlyMap<string, readonly StatementLine[]>;
};

/** Days that have files, when items and lines fall on them or the day before. */
const FILE_DAYS = ['18', '19', '20'] as const;

const card = fc.constantFrom('card-1', 'card-1', 'card-1', 'card-2');
const amount = fc.constantFrom(2000, 2000, 1000);

/** Around midnight and noon, where windows overlap; some seconds or minutes apart, some equal. */
const instant: fc.Arbitrary<number> = fc
  .tuple(
    fc.constantFrom('17', '18', '18', '18', '19', '19', '20'),
    fc.constantFrom('00:00:00', '12:00:00', '12:01:00', '23:50:00', '23:58:00', '23:59:00'),
    fc.constantFrom(0, 0, 60_000, 180_000, 181_000),
  )
  .map(([day, time, later]) => at(`${day} ${time}`) + later);

const itemParts = fc.record({
  card,
  amount,
  at: instant,
  payment: fc.constantFrom('stripe:1', '', '', '', ''),
});

const itemsArbitrary = fc.array(itemParts, { minLength: 1, maxLength: 7 }).map((made): Item[] =>
  made.map((parts, index) => ({
    no: index + 1,
    id: `tu-${index}`,
    reference: `tu-${index}`,
    currency: 'JPY',
    day: sourceDayOf(parts.at, harbor),
    ...parts,
    payment: parts.payment === '' ? `pay:${index}` : parts.payment,
  })),
);

type LineParts = Omit<StatementLine, 'fileLine'>;

/** A line that agrees with an item in everything, and what is to be different. */
const about = (item: Item, differing: Partial<LineParts> = {}): LineParts => {
  const lineAmount = differing.amount ?? item.amount;
  return {
    at: item.at + 30_000,
    carrierReference: `HB ${item.id}`,
    reference: item.reference,
    card: item.card,
    amount: lineAmount,
    wholesale: (lineAmount * 9) / 10,
    currency: item.currency,
    status: 'done',
    attributes: '{}',
    ...differing,
  };
};

/** What a source may report of one item, as lines in time. */
const STORIES: readonly ((item: Item) => LineParts[])[] = [
  (item) => [about(item)],
  (item) => [about(item)],
  (item) => [about(item)],
  () => [],
  (item) => [about(item), about(item, { at: item.at + 40_000, carrierReference: 'HB again' })],
  (item) => [about(item), about(item)],
  (item) => [about(item, { status: 'failed' })],
  (item) => [about(item, { status: 'failed', at: item.at }), about(item)],
  (item) => [about(item), about(item, { status: 'cancelled', at: item.at + 60_000 })],
  (item) => [
    about(item),
    about(item, { status: 'cancelled', at: item.at + 60_000 }),
    about(item, { at: item.at + 90_000 }),
  ],
  (item) => [about(item, { status: 'cancelled' })],
  (item) => [about(item, { reference: '' })],
  (item) => [about(item, { reference: '', at: item.at + 600_000 })],
  (item) => [about(item, { reference: '', at: item.at + 600_001 })],
  (item) => [about(item, { reference: '' }), about(item, { reference: '', at: item.at + 1000 })],
  (item) => halves(item, item.amount / 2),
  (item) => halves(item, item.amount / 4),
  (item) => halves(item, item.amount / 2).map((line) => ({ ...line, wholesale: 1 })),
  (item) => halves(item, item.amount / 4).map((line) => ({ ...line, carrierReference: 'HB one' })),
  (item) => [about(item, { card: 'card-9' })],
  (item) => [about(item, { amount: item.amount + 1000 })],
  (item) => [about(item, { amount: item.amount + 1000, status: 'failed' })],
  (item) => [about(item, { wholesale: 1 })],
  (item) => [about(item, { currency: 'USD' })],
  (item) => [about(item, { reference: 'unknown' })],
];

const halves = (item: Item, part: number): LineParts[] => [
  about(item, { amount: part, carrierReference: `HB ${item.id} 1` }),
  about(item, { amount: part, carrierReference: `HB ${item.id} 2`, at: item.at + 31_000 }),
];

/** On which file each line of a story lands: mostly its own day's, sometimes the next. */
type Landing = {
  readonly story: number;
  readonly late: readonly boolean[];
  readonly delay: boolean;
};

const landing: fc.Arbitrary<Landing> = fc.record({
  story: fc.nat({ max: STORIES.length - 1 }),
  late: fc.array(fc.constantFrom(false, false, false, true), { minLength: 3, maxLength: 3 }),
  delay: fc.constantFrom(false, false, true),
});

/** A line of which we know nothing. */
const stray: fc.Arbitrary<LineParts> = fc
  .record({
    at: instant,
    card,
    amount,
    carrierReference: fc.constantFrom('', 'HB 1'),
    reference: fc.constantFrom('', 'unknown', 'tu-0'),
    status: fc.constantFrom<LineStatus>('done', 'done', 'cancelled', 'failed'),
  })
  .map((parts) => ({
    ...parts,
    wholesale: (parts.amount * 9) / 10,
    currency: 'JPY',
    attributes: '{}',
  }));

const DAY_MS = 86_400_000;

const land = (
  items: readonly Item[],
  landings: readonly Landing[],
  strays: readonly LineParts[],
) => {
  const byDate = new Map<string, LineParts[]>(FILE_DAYS.map((day) => [dayOf(day), []]));
  const put = (line: LineParts, late: boolean): void => {
    const day = sourceDayOf(line.at, harbor);
    (byDate.get(late ? addDays(day, 1) : day) ?? byDate.get(dayOf('18')))?.push(line);
  };
  items.forEach((item, index) => {
    const chosen = landings[index % landings.length];
    const lines = STORIES[chosen?.story ?? 0]?.(item) ?? [];
    lines.forEach((line, place) => {
      const late = chosen?.late[place] ?? false;
      put(
        late && chosen?.delay === true ? { ...line, at: line.at + DAY_MS } : line,
        late && chosen?.delay !== true,
      );
    });
  });
  for (const line of strays) put(line, false);
  return byDate;
};

/** Overlapping files: a later one may begin with lines of the day before. */
const withRepeats = (
  byDate: ReadonlyMap<string, readonly LineParts[]>,
  repeats: readonly number[],
): World['files'] =>
  new Map(
    [...byDate].map(([date, lines], index) => {
      const before = byDate.get(addDays(date, -1)) ?? [];
      const all = [...before.slice(0, repeats[index] ?? 0), ...lines];
      return [date, all.map((line, place) => ({ ...line, fileLine: place + 4 }))];
    }),
  );

/** Worlds in which references repeat, cards and amounts collide and days overlap. */
export const world: fc.Arbitrary<World> = itemsArbitrary.chain((items) =>
  fc
    .tuple(
      fc.array(landing, { minLength: items.length, maxLength: items.length }),
      fc.array(stray, { maxLength: 3 }),
      fc.tuple(fc.constant(0), fc.constantFrom(0, 0, 1, 3), fc.constantFrom(0, 0, 1, 3)),
    )
    .map(([landings, strays, repeats]) => ({
      items,
      files: withRepeats(land(items, landings, strays), repeats),
    })),
);
