import type { ReadingSummary, StatementProblem } from '@chobo/domain/statement/events';
import { problemOfLine } from '@chobo/reconciliation/reading/summary';
import type { UnreadableLine } from '@chobo/reconciliation/statementLine';

/** Unreadable lines that a report lists; a file with more is told how many there are. */
export const MAX_LISTED = 10_000;

/** Gathers what a report lists of the lines that could not be read, where an event has the first few. */
export type GatheredProblems = {
  readonly note: (lines: readonly UnreadableLine[]) => void;
  /** The lines themselves, as many as are listed. */
  readonly lines: () => readonly UnreadableLine[];
  /** One per unreadable line, and at the end how many more there are than are listed. */
  readonly listed: (
    summary: Pick<ReadingSummary, 'problems' | 'problemCount'>,
  ) => readonly StatementProblem[];
};

/** @param limit lines listed at most */
export const gatherProblems = (limit: number = MAX_LISTED): GatheredProblems => {
  const noted: UnreadableLine[] = [];
  return {
    note: (lines) => {
      noted.push(...lines.slice(0, limit - noted.length));
    },
    lines: () => noted,
    listed: (summary) => {
      // What was read just before a refusal is in the summary only: it came in no batch.
      const problems = noted.map(problemOfLine);
      const last = problems.at(-1)?.fileLine ?? 0;
      const rest = summary.problems.filter(({ fileLine }) => (fileLine ?? 0) > last);
      const listed = [...problems, ...rest].slice(0, limit);
      const more = summary.problemCount - listed.length;
      return more > 0 ? [...listed, notListed(more)] : listed;
    },
  };
};

const notListed = (more: number): StatementProblem => ({
  fileLine: null,
  column: null,
  value: null,
  code: 'more_unreadable_lines',
  reason: `${more.toLocaleString('en')} more ${more === 1 ? 'line' : 'lines'} could not be read and ${more === 1 ? 'is' : 'are'} not listed.`,
});
