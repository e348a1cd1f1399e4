import type { Source } from '@chobo/domain/catalogue/documents';
import type { BusinessDate } from '@chobo/domain/kernel/time';
import type { ReadingSummary, StatementProblem } from '@chobo/domain/statement/events';

import type { StatementLine, UnreadableLine } from '../statementLine.ts';

/** What of a source decides how its files are read. */
export type ReadingSource = Pick<Source, 'profile' | 'currency' | 'zone'>;

export type ReadingOptions = {
  readonly source: ReadingSource;
  /** The day that was asked for; null reads a file for whatever day it says (`statement check`). */
  readonly date: BusinessDate | null;
  /** Size of the file in bytes, where it is known: then a file that is too large is refused unread. */
  readonly size?: number;
  /** Most lines of one batch; 5,000 unless said. */
  readonly batchLines?: number;
};

/** Lines in the order of the file. A batch never exceeds `batchLines`, both kinds together. */
export type ReadBatch = {
  readonly lines: readonly StatementLine[];
  readonly unreadable: readonly UnreadableLine[];
};

/**
 * What a whole file comes to. `lines`, `unreadable` and the rest count what was
 * read until a refusal ended the reading; what a refused file yielded before is
 * to be thrown away.
 */
export type ReadingResult = ReadingSummary & {
  readonly state: 'accepted' | 'held' | 'refused';
  /** Why the file is refused or held; empty when it is accepted. Not repeated in `problems`. */
  readonly reasons: readonly StatementProblem[];
  /** The day that the file says it is for; null when it says none. */
  readonly businessDate: BusinessDate | null;
  /** Rows that announce a payment which a later row reports for good: neither lines nor matched. */
  readonly announced: number;
  /** Bytes read. */
  readonly bytes: number;
};
