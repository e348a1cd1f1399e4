import type { Source } from '@chobo/domain/catalogue/documents';
import type { BusinessDate } from '@chobo/domain/kernel/time';

/** One run of one day: where its rows stand and what it may look at. */
export type RunKey = {
  readonly runNo: number;
  readonly source: Source;
  readonly date: BusinessDate;
  readonly statementNo: number;
  /** Items up to this number are seen. */
  readonly horizon: number;
};
