import type { StatementLine } from '../statementLine.ts';
import type { Cancellation } from './cancellations.ts';
import type { DayInput } from './day.ts';
import { byBusinessTime, type Item } from './item.ts';
import { byLineTime, groupBy } from './lines.ts';
import type { Break, ExactMatch, Proposal } from './outcome.ts';

/** Whose items a pass looks at: the day's own first, then open ones of earlier days. */
export type Phase = 'own' | 'carried';

export const PHASES: readonly Phase[] = ['own', 'carried'];

/** One day's matching under way: what is still to be used, and what was found. */
export type Work = {
  readonly input: DayInput;
  /** Lines that may still be matched, by reference, done and not undone. */
  readonly liveByReference: ReadonlyMap<string, readonly StatementLine[]>;
  /** Cancelled and failed lines that undo nothing in this file, by reference. */
  readonly notDoneByReference: ReadonlyMap<string, readonly StatementLine[]>;
  readonly cancellations: readonly Cancellation[];
  readonly itemsByReference: Readonly<Record<Phase, ReadonlyMap<string, readonly Item[]>>>;
  readonly items: Readonly<Record<Phase, readonly Item[]>>;
  readonly usedItems: Set<number>;
  readonly usedLines: Set<StatementLine>;
  readonly exact: ExactMatch[];
  readonly proposals: Proposal[];
  readonly breaks: Break[];
  readonly notExecuted: StatementLine[];
  readonly alreadySeen: StatementLine[];
};

/** Lays out lines and items for the passes, in the order in which ties are decided. */
export const layOut = (
  input: DayInput,
  prepared: {
    readonly live: readonly StatementLine[];
    readonly notDone: readonly StatementLine[];
    readonly alreadySeen: readonly StatementLine[];
    readonly cancellations: readonly Cancellation[];
    readonly reopened: readonly Item[];
  },
): Work => {
  const own = [...input.items].sort(byBusinessTime);
  const carried = uniqueItems([...input.carried, ...prepared.reopened]).sort(byBusinessTime);
  const byReference = (lines: readonly StatementLine[]) =>
    groupBy([...lines].sort(byLineTime), (line) => line.reference);
  return {
    input,
    liveByReference: byReference(prepared.live),
    notDoneByReference: byReference(prepared.notDone),
    cancellations: prepared.cancellations,
    items: { own, carried },
    itemsByReference: {
      own: groupBy(own, (item) => item.reference),
      carried: groupBy(carried, (item) => item.reference),
    },
    usedItems: new Set(),
    usedLines: new Set(),
    exact: [],
    proposals: [],
    breaks: [],
    notExecuted: [],
    alreadySeen: [...prepared.alreadySeen],
  };
};

/** The items of one reference that nothing has been found for. */
export const openItems = (work: Work, phase: Phase, reference: string): readonly Item[] =>
  (work.itemsByReference[phase].get(reference) ?? []).filter(
    (item) => !work.usedItems.has(item.no),
  );

/** Done lines of one reference that have not been used. */
export const liveLines = (work: Work, reference: string): readonly StatementLine[] =>
  (work.liveByReference.get(reference) ?? []).filter((line) => !work.usedLines.has(line));

/** Uses each line and each item at most once; a second use is a bug. */
export const use = (work: Work, items: readonly Item[], lines: readonly StatementLine[]): void => {
  for (const item of items) {
    if (work.usedItems.has(item.no)) throw new Error(`Item ${item.id} is used twice`);
    work.usedItems.add(item.no);
  }
  for (const line of lines) {
    if (work.usedLines.has(line)) throw new Error(`Line ${line.fileLine} is used twice`);
    work.usedLines.add(line);
  }
};

const uniqueItems = (items: readonly Item[]): Item[] => [
  ...new Map(items.map((item) => [item.no, item])).values(),
];
