import type { StatementProblem } from '@chobo/domain/statement/events';

import { formatCount } from '../formatting.ts';
import type { UnreadableLine } from '../statementLine.ts';
import type { FileReader } from './fileReader.ts';
import { problem } from './problems.ts';
import type { ReadBatch, ReadingResult } from './result.ts';
import { noteCheck } from './totals/statingRecord.ts';

/** Problems that a result lists; `problemCount` says how many there are. */
const MAX_PROBLEMS = 100;

/** A person decides when more lines than this, and more than this share of all, are unreadable. */
const HELD_UNREADABLE_LINES = 20;
const HELD_UNREADABLE_SHARE = 0.01;

/** An unreadable line as a problem of the file. */
export const problemOfLine = (line: UnreadableLine): StatementProblem => ({
  fileLine: line.fileLine,
  column: line.column,
  value: line.value,
  code: line.code,
  reason: line.reason,
});

/** Gathers what the result of a reading lists. */
export type Summary = {
  /** Notes the problems of a batch and passes it on. */
  readonly note: (batch: ReadBatch) => ReadBatch;
  readonly refused: (
    reasons: readonly StatementProblem[],
    reader: FileReader | null,
    bytes: number,
  ) => ReadingResult;
  /** The result of a file that was read to its end. */
  readonly finished: (reader: FileReader, bytes: number) => ReadingResult;
};

const tooManyUnreadable = (unreadable: number, lines: number): boolean =>
  unreadable > HELD_UNREADABLE_LINES && unreadable > lines * HELD_UNREADABLE_SHARE;

export const createSummary = (): Summary => {
  const problems: StatementProblem[] = [];

  const note = (batch: ReadBatch): ReadBatch => {
    for (const line of batch.unreadable) {
      if (problems.length >= MAX_PROBLEMS) break;
      problems.push(problemOfLine(line));
    }
    return batch;
  };

  const result = (
    state: ReadingResult['state'],
    reasons: readonly StatementProblem[],
    reader: FileReader | null,
    bytes: number,
  ): ReadingResult => ({
    state,
    reasons,
    lines: reader?.counts.lines ?? 0,
    unreadable: reader?.counts.unreadable ?? 0,
    announced: reader?.counts.announced ?? 0,
    controlChecks: reader?.statements.checks ?? [],
    controlTotalsTie: state !== 'refused' && reader?.statements.differences.length === 0,
    problems,
    problemCount: reader?.counts.unreadable ?? 0,
    businessDate: reader?.statements.businessDate ?? null,
    bytes,
  });

  return {
    note,
    refused: (reasons, reader, bytes) => {
      if (reader !== null) note(reader.drain());
      return result('refused', reasons, reader, bytes);
    },
    finished: (reader, bytes) => {
      const { statements, counts } = reader;
      for (const open of statements.open) noteCheck(statements, open);
      const reasons = [...statements.differences];
      if (tooManyUnreadable(counts.unreadable, counts.lines)) {
        reasons.push(
          problem('too_many_unreadable', {
            found: formatCount(counts.unreadable),
            expected: formatCount(counts.lines),
          }),
        );
      }
      return result(reasons.length === 0 ? 'accepted' : 'held', reasons, reader, bytes);
    },
  };
};
