import type { StatementLine } from '../statementLine.ts';
import { blankReferencePass } from './blankReferencePass.ts';
import { pairCancellations } from './cancellations.ts';
import type { DayInput } from './day.ts';
import { differencePass } from './differencePass.ts';
import { exactPass } from './exactPass.ts';
import { byBusinessTime, type Item } from './item.ts';
import { byFileLine, identities } from './lines.ts';
import { doublePayments, leftoverItems, leftoverLines, rejudge } from './leftoverPass.ts';
import type { DayOutcome, EarlierDoneLine, Neighbour } from './outcome.ts';
import { splitPass } from './splitPass.ts';
import { layOut, type Work } from './work.ts';

/**
 * Bumped whenever the same input may come to another outcome; each run pins it,
 * so that a later version can tell an old outcome from a changed one.
 */
export const ENGINE_VERSION = '1';

/**
 * Reconciles one day: the five passes over its lines and items.
 *
 * Pure, and independent of the order of the lists in `input`. Every line and
 * every item of the day ends in exactly one place of the outcome.
 *
 * A line that is the same as one of an earlier file is that line: where it has
 * had its effect there, it is not looked at again; otherwise it may still match.
 */
export const reconcileDay = (input: DayInput): DayOutcome => {
  const identityOf = identities(input.lines);
  const [repeated, fresh] = partition(input.lines, (line) => isSpent(input, identityOf, line));
  const isSeen = (line: StatementLine): boolean =>
    input.earlier.seen.has(identityOf.get(line) ?? '');
  const { twins, ...paired } = pairCancellations(fresh, input.earlier, isSeen);
  const undone = paired.cancellations.flatMap(({ earlier }) => (earlier === null ? [] : [earlier]));
  const work = layOut(input, {
    ...paired,
    alreadySeen: [...repeated, ...twins],
    reopened: undone.flatMap(({ item }) => (item === null ? [] : [item])),
  });
  exactPass(work);
  splitPass(work);
  differencePass(work);
  blankReferencePass(work);
  leftoverLines(work, identityOf);
  const executedInstead = doublePayments(
    input.settings.duplicateWindowSeconds * 1000,
    confirmedItems(work),
  );
  leftoverItems(work, executedInstead);
  return inOrder(work, {
    settled: settledItems(work),
    rejudged: rejudge(work, executedInstead),
    undone,
  });
};

const isSpent = (
  input: DayInput,
  identityOf: ReadonlyMap<StatementLine, string>,
  line: StatementLine,
): boolean => input.earlier.seen.get(identityOf.get(line) ?? '')?.spent === true;

const confirmedItems = (work: Work): readonly Neighbour[] => [
  ...work.input.neighbours,
  ...work.exact.map(({ item }) => item),
  ...work.proposals.flatMap(({ items }) => items),
];

/** Items of earlier days that a pass found something for on this day. */
const settledItems = (work: Work): Item[] =>
  work.items.carried.filter((item) => work.usedItems.has(item.no));

const inOrder = (
  work: Work,
  effects: {
    readonly settled: Item[];
    readonly rejudged: DayOutcome['effects']['rejudged'];
    readonly undone: readonly EarlierDoneLine[];
  },
): DayOutcome => ({
  exact: work.exact.sort((left, right) => byFileLine(left.line, right.line)),
  proposals: work.proposals.sort((left, right) => firstLine(left.lines) - firstLine(right.lines)),
  breaks: work.breaks.sort(
    (left, right) =>
      compare(left.kind, right.kind) ||
      compareItems(left.items[0], right.items[0]) ||
      firstLine(left.lines) - firstLine(right.lines),
  ),
  notExecuted: work.notExecuted.sort(byFileLine),
  alreadySeen: work.alreadySeen.sort(byFileLine),
  effects: {
    settled: [...effects.settled].sort(byBusinessTime),
    rejudged: [...effects.rejudged].sort((left, right) => byBusinessTime(left.item, right.item)),
    undone: [...effects.undone].sort(
      (left, right) => compare(left.date, right.date) || left.fileLine - right.fileLine,
    ),
  },
});

const partition = <Value>(
  values: readonly Value[],
  test: (value: Value) => boolean,
): [Value[], Value[]] => {
  const pass: Value[] = [];
  const fail: Value[] = [];
  for (const value of values) (test(value) ? pass : fail).push(value);
  return [pass, fail];
};

const firstLine = (lines: readonly StatementLine[]): number => lines[0]?.fileLine ?? 0;

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

const compareItems = (left: Item | undefined, right: Item | undefined): number =>
  left === undefined || right === undefined
    ? Number(left === undefined) - Number(right === undefined)
    : byBusinessTime(left, right);
