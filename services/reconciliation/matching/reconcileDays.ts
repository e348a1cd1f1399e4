import type { Source } from '@chobo/domain/catalogue/documents';
import { addDays, type BusinessDate } from '@chobo/domain/kernel/time';

import { sourceDayEndsAt } from '../businessDay.ts';
import type { StatementLine } from '../statementLine.ts';
import { NOTHING_APART, type Apart } from './apart.ts';
import type { EarlierDays } from './day.ts';
import type { Item } from './item.ts';
import { identities } from './lines.ts';
import type { DayOutcome, EarlierDoneLine, LeftoverKind } from './outcome.ts';
import { reconcileDay } from './reconcileDay.ts';

/** One day that has an accepted file. */
export type DayRun = {
  readonly date: BusinessDate;
  readonly lines: readonly StatementLine[];
  readonly outcome: DayOutcome;
};

/**
 * Reconciles all days of a source that have a file, in memory and in the order
 * of their dates: the meaning of "the outcome of several days", which the
 * set-based road must equal whatever the order in which days are run.
 */
export const reconcileDays = (
  source: Pick<Source, 'zone' | 'cutOff' | 'matching'>,
  files: ReadonlyMap<BusinessDate, readonly StatementLine[]>,
  items: readonly Item[],
  apart: Apart = NOTHING_APART,
): readonly DayRun[] => {
  const runs: DayRun[] = [];
  for (const date of [...files.keys()].sort()) {
    const lines = files.get(date) ?? [];
    const yesterday = runs.find((run) => run.date === addDays(date, -1))?.outcome;
    const closed = closedItems(runs);
    const outcome = reconcileDay({
      date,
      endsAt: sourceDayEndsAt(date, source),
      settings: source.matching,
      lines,
      items: items.filter((item) => item.day === date),
      carried: items.filter((item) => item.day < date && !closed.has(item.no)),
      earlier: earlierDays(runs),
      neighbours: yesterday === undefined ? [] : confirmed(yesterday),
      unconfirmed: yesterday === undefined ? [] : unconfirmed(yesterday),
      apart,
    });
    runs.push({ date, lines, outcome });
  }
  return runs;
};

const confirmed = (outcome: DayOutcome): Item[] => [
  ...outcome.exact.map(({ item }) => item),
  ...outcome.proposals.flatMap(({ items }) => items),
];

const unconfirmed = (outcome: DayOutcome): { item: Item; kind: LeftoverKind }[] =>
  outcome.breaks.flatMap(({ kind, items }) =>
    kind === 'timing' || kind === 'missing_in_statement'
      ? items.map((item) => ({ item, kind }))
      : [],
  );

/** Items that a later file can no longer match: the last word on each decides. */
const closedItems = (runs: readonly DayRun[]): ReadonlySet<number> => {
  const closed = new Set<number>();
  for (const { outcome } of runs) {
    for (const { item } of outcome.effects.undone) if (item !== null) closed.delete(item.no);
    for (const item of confirmed(outcome)) closed.add(item.no);
    for (const found of outcome.breaks) {
      if (found.closesItems) for (const item of found.items) closed.add(item.no);
    }
  }
  return closed;
};

const earlierDays = (runs: readonly DayRun[]): EarlierDays => {
  const seen = new Map<string, { readonly spent: boolean }>();
  const identityAt = new Map<string, string>();
  const doneLines = new Map<string, EarlierDoneLine[]>();
  for (const { date, lines, outcome } of runs) {
    const itemOf = itemsByLine(outcome);
    const notExecuted = new Set(outcome.notExecuted);
    for (const [line, identity] of identities(lines)) {
      const spent = itemOf.has(line) || notExecuted.has(line) || seen.get(identity)?.spent === true;
      seen.set(identity, { spent });
      identityAt.set(`${date} ${line.fileLine}`, identity);
    }
    for (const undone of outcome.effects.undone) {
      const identity = identityAt.get(`${undone.date} ${undone.fileLine}`);
      if (identity !== undefined) seen.set(identity, { spent: true });
    }
    forget(doneLines, outcome.effects.undone);
    const spent = new Set([...outcome.alreadySeen, ...notExecuted, ...undoneHere(outcome)]);
    for (const line of lines) {
      if (line.status !== 'done' || line.reference === '' || spent.has(line)) continue;
      const { fileLine, reference, card, amount, currency, at } = line;
      const item = itemOf.get(line) ?? null;
      const known = doneLines.get(reference) ?? [];
      known.push({ date, fileLine, reference, card, amount, currency, at, item });
      doneLines.set(reference, known);
    }
  }
  return { seen, doneLines };
};

const itemsByLine = (outcome: DayOutcome): ReadonlyMap<StatementLine, Item> => {
  const itemOf = new Map<StatementLine, Item>();
  for (const { line, item } of outcome.exact) itemOf.set(line, item);
  for (const { lines, items } of [...outcome.proposals, ...outcome.breaks]) {
    const first = items[0];
    if (first !== undefined) for (const line of lines) itemOf.set(line, first);
  }
  return itemOf;
};

/** Done lines that a cancelled line of the same file undid: they stand in its `status` break. */
const undoneHere = (outcome: DayOutcome): StatementLine[] =>
  outcome.breaks.filter(({ kind }) => kind === 'status').flatMap(({ lines }) => lines);

const forget = (
  doneLines: Map<string, EarlierDoneLine[]>,
  undone: readonly EarlierDoneLine[],
): void => {
  for (const { reference, date, fileLine } of undone) {
    const left = (doneLines.get(reference) ?? []).filter(
      (line) => line.date !== date || line.fileLine !== fileLine,
    );
    doneLines.set(reference, left);
  }
};
