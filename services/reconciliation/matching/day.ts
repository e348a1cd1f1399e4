import type { MatchingSettings } from '@chobo/domain/catalogue/documents';
import type { BusinessDate } from '@chobo/domain/kernel/time';

import type { StatementLine } from '../statementLine.ts';
import type { Apart } from './apart.ts';
import type { Item } from './item.ts';
import type { EarlierDoneLine, LeftoverKind, Neighbour } from './outcome.ts';

/** What earlier days' accepted files and runs say, as far as this day's lines and items touch it. */
export type EarlierDays = {
  /**
   * Identity with occurrence of lines of earlier accepted files. A line is
   * `spent` when it has had its effect there: it was matched, proposed, found to
   * differ from an item, undone, or counted as not executed. What is seen and not
   * spent is a done line that no item was found for.
   */
  readonly seen: ReadonlyMap<string, { readonly spent: boolean }>;
  /** Done lines that nothing has undone, by reference. */
  readonly doneLines: ReadonlyMap<string, readonly EarlierDoneLine[]>;
};

/** All that one day's matching depends on. Order in the lists means nothing. */
export type DayInput = {
  readonly date: BusinessDate;
  /** First instant after the day, epoch ms. */
  readonly endsAt: number;
  readonly settings: MatchingSettings;
  /** The readable lines of the accepted file. */
  readonly lines: readonly StatementLine[];
  /** The day's own items. */
  readonly items: readonly Item[];
  /** Open items of earlier days. */
  readonly carried: readonly Item[];
  readonly earlier: EarlierDays;
  /** Matched or proposed by a run of the day before, or beforehand in this one. */
  readonly neighbours: readonly Neighbour[];
  /** Items of the day before that its run left as `timing` or `missing_in_statement`. */
  readonly unconfirmed: readonly { readonly item: Item; readonly kind: LeftoverKind }[];
  /** Proposals that people have rejected: their lines and items are not put together again. */
  readonly apart: Apart;
};
