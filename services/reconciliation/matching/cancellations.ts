import type { StatementLine } from '../statementLine.ts';
import type { EarlierDays } from './day.ts';
import { byLineTime, groupBy } from './lines.ts';
import type { EarlierDoneLine } from './outcome.ts';

/**
 * A cancelled line and the done line that it undoes: one of the same file, or
 * one of an earlier accepted file.
 */
export type Cancellation = {
  readonly cancelled: StatementLine;
  readonly done: StatementLine | null;
  readonly earlier: EarlierDoneLine | null;
};

/**
 * Pairs each cancelled line with the last done line before it of the same
 * reference, card and amount. The source executed and took back: together they
 * come to nothing, so neither may confirm an item. What stays done is `live`.
 */
export const pairCancellations = (
  lines: readonly StatementLine[],
  earlier: EarlierDays,
  isSeen: (line: StatementLine) => boolean,
): {
  readonly live: readonly StatementLine[];
  readonly notDone: readonly StatementLine[];
  readonly cancellations: readonly Cancellation[];
  /** Repetitions of done lines of earlier files that a line of this file undoes. */
  readonly twins: readonly StatementLine[];
} => {
  const cancellations: Cancellation[] = [];
  const live = new Set(lines.filter((line) => line.status === 'done'));
  const notDone = new Set(lines.filter((line) => line.status !== 'done'));
  const undone = new Set<EarlierDoneLine>();
  const withReference = lines.filter((line) => line.reference !== '');
  for (const group of groupBy(withReference, cancellationKey).values()) {
    const open: StatementLine[] = [];
    for (const line of group.sort(byLineTime)) {
      // A repeated done line is undone where it stood first, so that its break there is settled.
      if (line.status === 'done' && !isSeen(line)) open.push(line);
      if (line.status !== 'cancelled') continue;
      const done = open.pop() ?? null;
      const before = done === null ? lastEarlierDone(line, earlier, undone) : null;
      if (done === null && before === null) continue;
      if (done !== null) live.delete(done);
      if (before !== null) undone.add(before);
      notDone.delete(line);
      cancellations.push({ cancelled: line, done, earlier: before });
    }
  }
  const twins = [...live].filter((line) => isSeen(line) && isTwinOfAny(line, undone));
  for (const twin of twins) live.delete(twin);
  return { live: [...live], notDone: [...notDone], cancellations, twins };
};

const isTwinOfAny = (line: StatementLine, undone: ReadonlySet<EarlierDoneLine>): boolean =>
  [...undone].some(
    (earlier) =>
      earlier.at === line.at &&
      earlier.reference === line.reference &&
      earlier.card === line.card &&
      earlier.amount === line.amount &&
      earlier.currency === line.currency,
  );

const cancellationKey = (line: StatementLine): string =>
  `${line.reference}\u001f${line.card}\u001f${line.amount}\u001f${line.currency}`;

const lastEarlierDone = (
  cancelled: StatementLine,
  earlier: EarlierDays,
  undone: ReadonlySet<EarlierDoneLine>,
): EarlierDoneLine | null => {
  let last: EarlierDoneLine | null = null;
  for (const line of earlier.doneLines.get(cancelled.reference) ?? []) {
    const fits =
      line.card === cancelled.card &&
      line.amount === cancelled.amount &&
      line.currency === cancelled.currency &&
      line.at <= cancelled.at &&
      !undone.has(line);
    if (fits && (last === null || isAfter(line, last))) last = line;
  }
  return last;
};

const isAfter = (left: EarlierDoneLine, right: EarlierDoneLine): boolean =>
  left.at !== right.at
    ? left.at > right.at
    : left.date !== right.date
      ? left.date > right.date
      : left.fileLine > right.fileLine;
