import type { BreakKind } from '@chobo/domain/break/kinds';
import type { BusinessDate, Instant } from '@chobo/domain/kernel/time';
import type { ControlCheck, StatementProblem } from '@chobo/domain/statement/events';

/** One break as the report of a day lists it. `fileLine` and `item` are null where it has none. */
export type ReportedBreak = {
  readonly breakId: string;
  readonly kind: BreakKind;
  readonly item: string | null;
  readonly fileLine: number | null;
  /** All of them, where the break is over several. */
  readonly items?: readonly string[];
  readonly lines?: readonly number[];
  /** Statement − ledger in minor units, signed; null where no amount could be read. */
  readonly difference: number | null;
  readonly currency: string;
  /** One sentence for a clerk: what stands on each side and why it is a break. */
  readonly detail: string;
  /** The day whose file settled it. */
  readonly resolvedOn?: BusinessDate;
};

/**
 * The outcome of one day as `reconcile --json` prints it and the API answers it:
 * others build on it, so a field keeps its name and its meaning.
 */
export type ReconciliationReport = {
  readonly source: string;
  readonly date: BusinessDate;
  readonly statementId: string;
  readonly state: 'accepted' | 'held' | 'refused';
  /** True when these bytes had been accepted before; then nothing was done. */
  readonly repeated: boolean;
  readonly firstReceived?: { readonly at: Instant; readonly by: string };
  readonly lines: number;
  readonly items: number;
  readonly exact: number;
  readonly notExecuted: number;
  readonly alreadySeen: number;
  readonly proposed: readonly {
    readonly rule: string;
    readonly items: readonly string[];
    readonly lines: readonly number[];
  }[];
  readonly carriedForward: readonly {
    readonly item: string;
    readonly fileLine: number;
    readonly from: BusinessDate;
  }[];
  readonly breaks: readonly ReportedBreak[];
  readonly controlTotals: { readonly tie: boolean; readonly checks: readonly ControlCheck[] };
  /**
   * One per unreadable line; of a refused or held file its reasons first, and beyond 10,000 lines
   * a last one that says how many more there are.
   */
  readonly problems: readonly StatementProblem[];
};

/** How far long work has come; `total` is null while it is not known. */
export type Progress = (step: {
  readonly stage: string;
  readonly done: number;
  readonly total: number | null;
}) => void;
