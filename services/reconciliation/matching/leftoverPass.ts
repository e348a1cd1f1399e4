import type { StatementLine } from '../statementLine.ts';
import type { DayInput, Neighbour } from './day.ts';
import type { Item } from './item.ts';
import { byLineTime, groupBy } from './lines.ts';
import type { Break, LeftoverKind } from './outcome.ts';
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
    if (isSeen(work, identityOf, line)) work.alreadySeen.push(line);
    else if (line.status !== 'done' || undoing.has(line)) work.notExecuted.push(line);
    else if (line.reference !== '' && executed.has(line.reference)) {
      pushLineBreak(work, 'duplicate_in_statement', line);
    } else {
      pushLineBreak(work, 'missing_in_ledger', line);
      executed.add(line.reference);
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

/** References that a done line, of this day or an earlier one, has used and nothing has undone. */
const executedReferences = (work: Work): Set<string> => {
  const references = new Set<string>();
  const undone = new Set(work.cancellations.map(({ earlier }) => earlier));
  for (const [reference, lines] of work.input.earlier.doneLines) {
    if (lines.some((line) => !undone.has(line))) references.add(reference);
  }
  for (const [reference, lines] of work.liveByReference) {
    if (lines.some((line) => work.usedLines.has(line))) references.add(reference);
  }
  return references;
};

const pushLineBreak = (
  work: Work,
  kind: 'duplicate_in_statement' | 'missing_in_ledger',
  line: StatementLine,
): void => {
  work.breaks.push({
    kind,
    items: [],
    lines: [line],
    mainLine: line,
    difference: line.amount,
    alsoDiffers: [],
    closesItems: false,
  });
};

/** Pass 5 for items: what no line was found for. */
export const leftoverItems = (work: Work, isDoublePayment: DoublePaymentTest): void => {
  for (const item of work.items.own) {
    if (work.usedItems.has(item.no)) continue;
    work.breaks.push(leftoverBreak(item, leftoverKind(work.input, item, isDoublePayment)));
  }
};

/** The break of an item that no line was found for. */
export const leftoverBreak = (item: Item, kind: LeftoverKind): Break => ({
  kind,
  items: [item],
  lines: [],
  mainLine: null,
  difference: -item.amount,
  alsoDiffers: [],
  closesItems: false,
});

const leftoverKind = (
  input: DayInput,
  item: Item,
  isDoublePayment: DoublePaymentTest,
): LeftoverKind => {
  if (isDoublePayment(item)) return 'duplicate_in_ledger';
  const lateFrom = input.endsAt - input.settings.lateWindowSeconds * 1000;
  return item.at >= lateFrom ? 'timing' : 'missing_in_statement';
};

/**
 * Items of the day before, judged again: this file was their last chance to be
 * late, and what it matched may show that they were paid for twice.
 */
export const rejudge = (
  work: Work,
  isDoublePayment: DoublePaymentTest,
): { readonly item: Item; readonly kind: LeftoverKind }[] =>
  work.input.unconfirmed.flatMap(({ item, kind }) => {
    if (work.usedItems.has(item.no)) return [];
    const judged = isDoublePayment(item) ? 'duplicate_in_ledger' : 'missing_in_statement';
    return judged === kind ? [] : [{ item, kind: judged }];
  });

/** Whether the item is the second payment of one intention that the source executed once. */
export type DoublePaymentTest = (item: Item) => boolean;

/**
 * Looks for another item with the same card and amount, by another payment,
 * within the window (bounds included), that has been matched or proposed.
 */
export const doublePaymentTest = (
  windowMs: number,
  confirmed: Iterable<Neighbour>,
): DoublePaymentTest => {
  const byCardAndAmount = groupBy(confirmed, cardAndAmount);
  return (item) =>
    (byCardAndAmount.get(cardAndAmount(item)) ?? []).some(
      (other) =>
        other.id !== item.id &&
        other.payment !== item.payment &&
        Math.abs(other.at - item.at) <= windowMs,
    );
};

const cardAndAmount = (part: Neighbour): string =>
  `${part.card}\u001f${part.amount}\u001f${part.currency}`;
