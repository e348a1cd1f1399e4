import type { BusinessDate } from '@chobo/domain/kernel/time';
import type { Actor } from '@chobo/event-store/metadata';

import type { StatementFile } from './files/storeFile.ts';
import type { Progress } from './report.ts';

/** A file that somebody hands in for a day of a source. */
export type ReconcileRequest = {
  readonly source: string;
  readonly date: BusinessDate;
  readonly file: StatementFile;
  /** Replaces the file that occupies the day; the reason is kept, under its id where it has one. */
  readonly supersede?: {
    readonly reason: string;
    readonly reasonId?: string;
    /** The statement that its giver saw there: another one is not replaced in its stead. */
    readonly replaces?: string;
  };
  /**
   * Under which the file is received, where a crash must not make a second
   * receipt of it: asked again with the same id, the first receipt is completed.
   */
  readonly statementId?: string;
  readonly actor: Actor;
  readonly onProgress?: Progress;
};
