import type { BreakKind } from '@chobo/domain/break/kinds';
import type { BusinessDate } from '@chobo/domain/kernel/time';

import type { StatementLine } from '../statementLine.ts';
import type { Item } from './item.ts';

/** Line and item agree in everything. `carried` when the item is of an earlier day. */
export type ExactMatch = {
  readonly item: Item;
  readonly line: StatementLine;
  readonly carried: boolean;
};

/** By which evidence lines and items are put before a person. */
export type ProposalRule =
  'one item, many lines' | 'many items, one line' | 'many items, many lines' | 'card+amount+time';

/** Lines and items that very probably belong together; a person confirms. */
export type Proposal = {
  readonly rule: ProposalRule;
  readonly items: readonly Item[];
  readonly lines: readonly StatementLine[];
};

/** A field in which line and item differ, beyond the one that names the break. */
export type Difference = 'wrong_card' | 'currency' | 'status' | 'amount' | 'fee';

/** Something that a person must explain. */
export type Break = {
  readonly kind: BreakKind;
  readonly items: readonly Item[];
  readonly lines: readonly StatementLine[];
  /** The line that a list shows for the break, where one of several stands for it. */
  readonly mainLine: StatementLine | null;
  /** Statement − ledger, minor units; null where that cannot be said. */
  readonly difference: number | null;
  readonly alsoDiffers: readonly Difference[];
  /** What else a sentence about it needs: the earlier line that was cancelled. */
  readonly undoes?: EarlierDoneLine;
  /** Where the charge differs: what the contract says of the lines, minor units. */
  readonly contractCharge?: number;
  /** The line that executed the reference of a `duplicate_in_statement` before. */
  readonly executedBy?: ExecutingLine;
  /** The top-up that was executed in the place of a `duplicate_in_ledger`. */
  readonly executedInstead?: Neighbour;
  /** True when a done line has been found for the items: nothing later can match them. */
  readonly closesItems: boolean;
};

/** A done line of an earlier accepted file that nothing has undone since. */
export type EarlierDoneLine = {
  readonly date: BusinessDate;
  readonly fileLine: number;
  readonly reference: string;
  readonly card: string;
  readonly amount: number;
  readonly currency: string;
  readonly at: number;
  /** The item that it was matched with, proposed for or found to differ from. */
  readonly item: Item | null;
};

/** Where a reference was executed; `date` is null for a line of the same file. */
export type ExecutingLine = { readonly date: BusinessDate | null; readonly fileLine: number };

/** An item that has been matched exactly or proposed, in this run or an adjoining day's. */
export type Neighbour = Pick<Item, 'id' | 'card' | 'amount' | 'currency' | 'at' | 'payment'>;

/** An item of the day before whose break reads otherwise now. */
export type Rejudged = {
  readonly item: Item;
  readonly kind: LeftoverKind;
  /** The top-up that was executed in its place, where it is a duplicate. */
  readonly executedInstead?: Neighbour;
};

/** What this day's run changes in the reading of earlier days. */
export type Effects = {
  /** Items of earlier days that a pass found something for: their open breaks there are settled. */
  readonly settled: readonly Item[];
  /** Items of the day before, still unmatched now that this day has been run. */
  readonly rejudged: readonly Rejudged[];
  /** Done lines of earlier files that a line of this file cancels. */
  readonly undone: readonly EarlierDoneLine[];
};

/** What an item becomes that nothing was found for. */
export type LeftoverKind = 'duplicate_in_ledger' | 'timing' | 'missing_in_statement';

/** The whole outcome of one day: every line and every item of the day stands in exactly one list. */
export type DayOutcome = {
  readonly exact: readonly ExactMatch[];
  readonly proposals: readonly Proposal[];
  readonly breaks: readonly Break[];
  /** Not done, and nothing was credited that depends on them. */
  readonly notExecuted: readonly StatementLine[];
  /** The same as a line of an earlier file. */
  readonly alreadySeen: readonly StatementLine[];
  readonly effects: Effects;
};
