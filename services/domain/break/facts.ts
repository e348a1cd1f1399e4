import type { BusinessDate } from '../kernel/time.ts';
import type { ControlCheck } from '../statement/events.ts';

/**
 * What a sentence about a break tells beside its items and lines, in no
 * language: from these each reader's own is made. A fact that does not apply is
 * left out.
 */
export type BreakFacts = {
  /** What the source charged for the lines, minor units; null where a line names no charge. */
  readonly charge?: number | null;
  /** …and what the contract says of them. */
  readonly contractCharge?: number;
  /** The line that executed the reference before; `date` null for one of the same file. */
  readonly executedBy?: { readonly date: BusinessDate | null; readonly fileLine: number };
  /** The top-up that was executed in the place of this one; epoch ms. */
  readonly executedInstead?: { readonly item: string; readonly at: number };
  /** The executed line of an earlier file that was cancelled. */
  readonly undoes?: { readonly date: BusinessDate; readonly fileLine: number };
  /** Where a line could not be read: its column, what stands there, and the code of the reason. */
  readonly unreadable?: { readonly column: string; readonly value: string; readonly code: string };
  /** A control total that does not tie. */
  readonly controlTotal?: ControlCheck;
};
