import { reject } from '../kernel/decider.ts';
import type { BreakResolution } from './events.ts';

/** An item or line that a match by hand names. */
export type NamedPart = {
  /** Id of the item, or number of the line. */
  readonly name: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  /** Of this break, or all that another open one consists of; and, of a line, executed. */
  readonly isFree: boolean;
};

/** What a match by hand names, as far as it is known. */
export type NamedParts = {
  readonly items: readonly NamedPart[];
  readonly lines: readonly NamedPart[];
};

type MatchedByHand = Extract<BreakResolution, { kind: 'matched_by_hand' }>;

const notFree = (names: readonly string[], parts: readonly NamedPart[]): readonly string[] =>
  names.filter((name) => !parts.some((part) => part.name === name && part.isFree));

/** What parts come to, minor units; null when they are of several currencies. */
const sumOf = (parts: readonly NamedPart[]): { amount: number; currency: string } | null => {
  const currencies = new Set(parts.map(({ currency }) => currency));
  const [currency] = currencies;
  if (currency === undefined || currencies.size > 1) return null;
  return { amount: parts.reduce((sum, { amount }) => sum + amount, 0), currency };
};

/**
 * Why these items and lines do not belong together; null when they do: both
 * sides are there, something of the break is among them, nothing is used
 * already, and both come to the same. What differs takes an adjustment or a
 * write-off: a match by hand moves no money.
 */
export const handMatchRefusal = (
  {
    breakId,
    items: ownItems,
    lines: ownLines,
  }: {
    readonly breakId: string;
    readonly items: readonly string[];
    readonly lines: readonly number[];
  },
  { kind, items, lines }: MatchedByHand,
  parts: NamedParts,
) => {
  const isOwn =
    items.some((id) => ownItems.includes(id)) || lines.some((line) => ownLines.includes(line));
  const isTwice = new Set(items).size < items.length || new Set(lines).size < lines.length;
  if (items.length === 0 || lines.length === 0 || !isOwn || isTwice) {
    return reject('resolution_incomplete', { breakId, kind });
  }
  const takenItems = notFree(items, parts.items);
  const takenLines = notFree(lines.map(String), parts.lines).map(Number);
  if (takenItems.length + takenLines.length > 0) {
    return reject('parts_not_free', { breakId, items: takenItems, lines: takenLines });
  }
  const ours = sumOf(parts.items);
  const theirs = sumOf(parts.lines);
  const isBalanced =
    ours !== null &&
    theirs !== null &&
    ours.amount === theirs.amount &&
    ours.currency === theirs.currency;
  return isBalanced ? null : reject('match_not_balanced', { breakId, ours, theirs });
};
