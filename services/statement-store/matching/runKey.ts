import type { Source } from '@chobo/domain/catalogue/documents';
import type { BusinessDate } from '@chobo/domain/kernel/time';

/** How far into the log a run looks, pinned so that it can be computed again. */
export type Seen = {
  /** Items up to this number are seen. */
  readonly horizon: number;
  /** Matches by hand, their undoings and rejections of proposed ones up to this number are seen. */
  readonly handMatches: number;
};

/** All that there is now, as columns of a `Seen`. */
export const SEEN_NOW = `(select coalesce(max(item_no), 0) from views.reconciliation_items) as horizon,
  greatest((select coalesce(max(greatest(match_no, until_no)), 0) from views.hand_matches),
    (select coalesce(max(match_no), 0) from views.rejected_matches)) as "handMatches"`;

/** One run of one day: where its rows stand and what it may look at. */
export type RunKey = Seen & {
  readonly runNo: number;
  readonly source: Source;
  readonly date: BusinessDate;
  readonly statementNo: number;
};
