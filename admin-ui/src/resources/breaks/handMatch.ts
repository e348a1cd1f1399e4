import type { Money } from '../../api/answers';
import type { BreakDetail, Candidate } from './answers';
import { totalOf } from './useSentences';

/** What names a candidate in a form. */
export const candidateKey = ({ breakId }: Candidate): string => breakId;

/** A match as it is chosen so far. */
export type HandMatch = {
  /** In whose break it is recorded: a line's own day decides. */
  readonly breakId: string;
  readonly items: readonly string[];
  readonly lines: readonly number[];
  readonly ours: Money | null;
  readonly theirs: Money | null;
  /** Why it is no match yet. */
  readonly missing: 'notBalanced' | 'otherFileAlone' | null;
};

/**
 * The break's own parts and the chosen candidates as a match. Lines are told by
 * number within one day's file: one of another day is matched from its own break,
 * and alone.
 */
export const handMatchOf = (
  found: Pick<BreakDetail, 'id' | 'ours' | 'theirs'>,
  chosen: readonly Candidate[],
): HandMatch => {
  const executed = found.theirs.filter(({ status }) => status === 'done');
  const items = chosen.flatMap(({ item }) => item ?? []);
  const lines = chosen.flatMap(({ fileLine }) => fileLine ?? []);
  const elsewhere = chosen.find(({ fileLine, isSameDay }) => fileLine !== null && !isSameDay);
  const ours = totalOf([...found.ours, ...chosen.filter(({ item }) => item !== null)]);
  const theirs = totalOf([...executed, ...chosen.filter(({ fileLine }) => fileLine !== null)]);
  const isBalanced =
    ours !== null &&
    theirs !== null &&
    ours.amount === theirs.amount &&
    ours.currency === theirs.currency;
  const isAlone = elsewhere === undefined || (lines.length === 1 && executed.length === 0);
  return {
    breakId: elsewhere?.breakId ?? found.id,
    items: [...found.ours.map(({ item }) => item), ...items],
    lines: [...executed.map(({ fileLine }) => fileLine), ...lines],
    ours,
    theirs,
    missing: !isAlone ? 'otherFileAlone' : isBalanced ? null : 'notBalanced',
  };
};
