import type { StatementLine } from '../statementLine.ts';
import type { DayInput } from './day.ts';
import { byBusinessTime, cardAndAmount, type Item } from './item.ts';
import { byLineTime, groupBy } from './lines.ts';
import type {
  Break,
  EarlierDoneLine,
  ExecutingLine,
  LeftoverKind,
  Neighbour,
  Rejudged,
} from './outcome.ts';
import type { Work } from './work.ts';

/**
 * Pass 5 for lines: what no item was found for.
 *
 * @param identityOf identity with occurrence of each line of the file
 */
export const leftoverLines = (work: Work, identityOf: ReadonlyMap<StatementLine, string>): void => {
  const executed = executedReferences(work);
  const left = [...work.input.lines].filter((line) => !work.usedLines.has(line)).sort(byLineTime);
  const undoing = new Set(
    work.cancellations.flatMap(({ cancelled, done }) =>
      done === null ? [cancelled] : [cancelled, done],
    ),
  );
  const seenBefore = new Set(work.alreadySeen);
  for (const line of left) {
    if (seenBefore.has(line)) continue;
    const executedBy = line.reference === '' ? undefined : executed.get(line.reference);
    if (isSeen(work, identityOf, line)) work.alreadySeen.push(line);
    else if (line.status !== 'done' || undoing.has(line)) work.notExecuted.push(line);
    else if (executedBy !== undefined) {
      work.breaks.push({ ...lineBreak('duplicate_in_statement', line), executedBy });
    } else {
      work.breaks.push(lineBreak('missing_in_ledger', line));
      executed.set(line.reference, { date: null, fileLine: line.fileLine });
    }
  }
};

const isSeen = (
  work: Work,
  identityOf: ReadonlyMap<StatementLine, string>,
  line: StatementLine,
): boolean => {
  const identity = identityOf.get(line);
  return identity !== undefined && work.input.earlier.seen.has(identity);
};

/**
 * References that a done line, of this day or an earlier one, has used and
 * nothing has undone, each with that line: one of this file before an earlier
 * file's, of several the first.
 */
const executedReferences = (work: Work): Map<string, ExecutingLine> => {
  const references = new Map<string, ExecutingLine>();
  const undone = new Set(work.cancellations.map(({ earlier }) => earlier));
  for (const [reference, lines] of work.input.earlier.doneLines) {
    const first = firstOf(lines.filter((line) => !undone.has(line)));
    if (first !== undefined) references.set(reference, first);
  }
  for (const [reference, lines] of work.liveByReference) {
    const used = lines.find((line) => work.usedLines.has(line));
    if (used !== undefined) references.set(reference, { date: null, fileLine: used.fileLine });
  }
  return references;
};

/** The line of the earliest file, and in it the foremost: lists of earlier lines have no order. */
const firstOf = (lines: readonly EarlierDoneLine[]): ExecutingLine | undefined => {
  let first: EarlierDoneLine | undefined;
  for (const line of lines) {
    const isEarlier =
      first === undefined ||
      line.date < first.date ||
      (line.date === first.date && line.fileLine < first.fileLine);
    if (isEarlier) first = line;
  }
  return first === undefined ? undefined : { date: first.date, fileLine: first.fileLine };
};

const lineBreak = (
  kind: 'duplicate_in_statement' | 'missing_in_ledger',
  line: StatementLine,
): Break => ({
  kind,
  items: [],
  lines: [line],
  mainLine: line,
  difference: line.amount,
  alsoDiffers: [],
  closesItems: false,
});

/** Pass 5 for items: what no line was found for. */
export const leftoverItems = (work: Work, executedInstead: DoublePayments): void => {
  for (const item of work.items.own) {
    if (work.usedItems.has(item.no)) continue;
    work.breaks.push(
      leftoverBreak(judged(item, executedInstead(item), kindAlone(work.input, item))),
    );
  }
};

/** The break of an item that no line was found for. */
export const leftoverBreak = ({ item, kind, executedInstead }: Rejudged): Break => ({
  kind,
  items: [item],
  lines: [],
  mainLine: null,
  difference: -item.amount,
  alsoDiffers: [],
  ...(executedInstead === undefined ? {} : { executedInstead }),
  closesItems: false,
});

/** @param otherwise the kind when nothing was executed in its place */
const judged = (
  item: Item,
  executedInstead: Neighbour | null,
  otherwise: LeftoverKind,
): Rejudged =>
  executedInstead === null
    ? { item, kind: otherwise }
    : { item, kind: 'duplicate_in_ledger', executedInstead };

const kindAlone = (input: DayInput, item: Item): LeftoverKind => {
  const lateFrom = input.endsAt - input.settings.lateWindowSeconds * 1000;
  return item.at >= lateFrom ? 'timing' : 'missing_in_statement';
};

/**
 * Items of the day before, judged again: this file was their last chance to be
 * late, and what it matched may show that they were paid for twice.
 */
export const rejudge = (work: Work, executedInstead: DoublePayments): Rejudged[] =>
  work.input.unconfirmed.flatMap(({ item, kind }) => {
    if (work.usedItems.has(item.no)) return [];
    const again = judged(item, executedInstead(item), 'missing_in_statement');
    return again.kind === kind ? [] : [again];
  });

/** The item that the source executed once for this one's intention too; null when it is no second payment. */
export type DoublePayments = (item: Item) => Neighbour | null;

/**
 * Looks for another item with the same card and amount, by another payment,
 * within the window (bounds included), that has been matched or proposed; of
 * several the nearest in time, then the earlier, then by id.
 */
export const doublePayments = (
  windowMs: number,
  confirmed: Iterable<Neighbour>,
): DoublePayments => {
  const byCardAndAmount = groupBy(confirmed, cardAndAmount);
  return (item) => {
    const fitting = (byCardAndAmount.get(cardAndAmount(item)) ?? []).filter(
      (other) =>
        other.id !== item.id &&
        other.payment !== item.payment &&
        Math.abs(other.at - item.at) <= windowMs,
    );
    const [nearest] = fitting.sort(
      (left, right) =>
        Math.abs(left.at - item.at) - Math.abs(right.at - item.at) || byBusinessTime(left, right),
    );
    return nearest ?? null;
  };
};
