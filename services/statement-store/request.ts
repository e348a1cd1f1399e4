import type { BusinessDate } from '@chobo/domain/kernel/time';
import type { Actor } from '@chobo/event-store/metadata';

import type { StatementFile } from './files/storeFile.ts';
import type { Progress } from './report.ts';

/** A file that somebody hands in for a day of a source. */
export type ReconcileRequest = {
  readonly source: string;
  readonly date: BusinessDate;
  readonly file: StatementFile;
  /** Replaces the file that occupies the day; the reason is kept. */
  readonly supersede?: { readonly reason: string };
  readonly actor: Actor;
  readonly onProgress?: Progress;
};
