import type { Source } from '@chobo/domain/catalogue/documents';
import type { BusinessDate } from '@chobo/domain/kernel/time';

import { sourceDayOf } from '../businessDay.ts';
import type { StatementLine } from '../statementLine.ts';
import { NOTHING_APART, type Apart } from './apart.ts';
import type { Item } from './item.ts';
import { lineIdentity } from './lines.ts';
import type { Break, DayOutcome } from './outcome.ts';
import { reconcileDays } from './reconcileDays.ts';

/** The settings of Harbor Mobile, which most scenarios need no others than. */
export const harbor: Pick<Source, 'zone' | 'cutOff' | 'matching'> = {
  zone: 'Asia/Tokyo',
  cutOff: '00:00',
  matching: {
    confirms: ['top_up'],
    wholesale: { percent: 90, rounding: 'half_up', tolerance: 0 },
    candidateWindowSeconds: 600,
    lateWindowSeconds: 600,
    duplicateWindowSeconds: 180,
  },
};

/** `18 12:00:00` is noon JST of 18 November 2026. */
export const at = (dayAndTime: string): number => {
  const [day = '', time = ''] = dayAndTime.split(' ');
  return Date.parse(`2026-11-${day}T${time}+09:00`);
};

export const dayOf = (day: string): BusinessDate => `2026-11-${day}`;

let numbered = 0;

/** A credited top-up of ¥2,000 at `when`, each with a payment of its own. */
export const item = (
  id: string,
  when: string,
  differing: Partial<Omit<Item, 'id' | 'at' | 'day'>> = {},
): Item => {
  numbered += 1;
  return {
    no: numbered,
    id,
    reference: id,
    card: 'card-1',
    amount: 2000,
    currency: 'JPY',
    at: at(when),
    day: sourceDayOf(at(when), harbor),
    payment: `stripe:pay-${id}`,
    ...differing,
  };
};

/** A done line of ¥2,000 with the contract's charge; `fileLine` makes its carrier reference. */
export const line = (
  fileLine: number,
  when: string,
  reference: string,
  differing: Partial<Omit<StatementLine, 'fileLine' | 'at' | 'reference'>> = {},
): StatementLine => {
  const amount = differing.amount ?? 2000;
  return {
    fileLine,
    at: at(when),
    carrierReference: `HB${fileLine}`,
    reference,
    card: 'card-1',
    amount,
    wholesale: (amount * 9) / 10,
    currency: 'JPY',
    status: 'done',
    attributes: '{}',
    ...differing,
  };
};

/** The outcome of each day in words that a test can compare whole. */
export type Told = {
  readonly exact: readonly string[];
  readonly carried: readonly string[];
  readonly proposed: readonly string[];
  readonly breaks: readonly string[];
  readonly notExecuted: readonly number[];
  readonly alreadySeen: readonly number[];
  readonly settled: readonly string[];
  readonly rejudged: readonly string[];
};

const NOTHING: Told = {
  exact: [],
  carried: [],
  proposed: [],
  breaks: [],
  notExecuted: [],
  alreadySeen: [],
  settled: [],
  rejudged: [],
};

/** An expected outcome: what is not said is empty. */
export const outcome = (said: Partial<Told>): Told => ({ ...NOTHING, ...said });

const parts = (items: readonly Item[], lines: readonly StatementLine[]): string =>
  [...items.map(({ id }) => id), ...lines.map(({ fileLine }) => `#${fileLine}`)].join(' ');

const breakText = (found: Break): string =>
  [
    `${found.kind}:`,
    parts(found.items, found.lines),
    found.difference === null
      ? '?'
      : found.difference > 0
        ? `+${found.difference}`
        : found.difference,
    ...(found.alsoDiffers.length === 0 ? [] : [`(also ${found.alsoDiffers.join(', ')})`]),
  ].join(' ');

export const tell = (day: DayOutcome): Told => ({
  exact: day.exact.filter(({ carried }) => !carried).map(({ item, line }) => parts([item], [line])),
  carried: day.exact
    .filter(({ carried }) => carried)
    .map(({ item, line }) => parts([item], [line])),
  proposed: day.proposals.map(({ rule, items, lines }) => `${rule}: ${parts(items, lines)}`),
  breaks: day.breaks.map(breakText),
  notExecuted: day.notExecuted.map(({ fileLine }) => fileLine),
  alreadySeen: day.alreadySeen.map(({ fileLine }) => fileLine),
  settled: day.effects.settled.map(({ id }) => id),
  rejudged: day.effects.rejudged.map(({ item, kind }) => `${item.id} ${kind}`),
});

/** Reconciles the files given by day of November 2026 and tells each day's outcome. */
export const reconciled = (
  items: readonly Item[],
  files: Readonly<Record<string, readonly StatementLine[]>>,
  apart: Apart = NOTHING_APART,
): Readonly<Record<string, Told>> => {
  const byDate = new Map(Object.entries(files).map(([day, lines]) => [dayOf(day), lines]));
  return Object.fromEntries(
    reconcileDays(harbor, byDate, items, apart).map(({ date, outcome: day }) => [
      date.slice(-2),
      tell(day),
    ]),
  );
};

/** Each item kept apart from each line of the same group, as a rejected proposal keeps them. */
export const keptApart = (
  ...groups: readonly {
    readonly items: readonly Item[];
    readonly lines: readonly StatementLine[];
  }[]
): Apart => {
  const apart = new Map<string, Set<string>>();
  for (const { items, lines } of groups) {
    for (const { id } of items) {
      const identities = apart.get(id) ?? new Set();
      for (const one of lines) identities.add(lineIdentity(one));
      apart.set(id, identities);
    }
  }
  return apart;
};
