import type { DomainEvent } from '../kernel/decider.ts';
import type { BusinessDate, Instant } from '../kernel/time.ts';

export type BreakResolution =
  | {
      readonly kind: 'matched_by_hand';
      readonly items: readonly string[];
      readonly lines: readonly number[];
    }
  | { readonly kind: 'adjustment'; readonly amount: number; readonly account: string }
  | { readonly kind: 'write_off'; readonly amount: number }
  | { readonly kind: 'refund'; readonly refundId: string }
  | { readonly kind: 'dispute' }
  | { readonly kind: 'carried_forward' }
  | { readonly kind: 'ignored' };

/** Items and lines that matching put before a person as belonging together. */
export type ProposedMatch = {
  /** By which evidence. */
  readonly rule: string;
  readonly items: readonly string[];
  /** The file in which the lines stand. */
  readonly statementId: string;
  /** Physical lines, from 1. */
  readonly lines: readonly number[];
  /** Hashes of what the lines say: the same wherever one of them comes again. */
  readonly lineMarks: readonly string[];
};

type OnBreak = {
  readonly breakId: string;
  readonly source: string;
  readonly date: BusinessDate;
};

export type BreakAssigned = DomainEvent<
  'BreakAssigned',
  OnBreak & {
    readonly assignee: string | null;
    readonly assignedBy: string;
    readonly assignedAt: Instant;
  }
>;

export type BreakCommented = DomainEvent<
  'BreakCommented',
  OnBreak & {
    readonly commentId: string;
    readonly textHash: string;
    readonly commentedBy: string;
    readonly commentedAt: Instant;
  }
>;

export type BreakResolutionProposed = DomainEvent<
  'BreakResolutionProposed',
  OnBreak & {
    readonly resolution: BreakResolution;
    /** Of the amount that the resolution moves. */
    readonly currency: string;
    readonly reasonId: string;
    readonly proposedBy: string;
    readonly proposedAt: Instant;
  }
>;

export type BreakResolutionApproved = DomainEvent<
  'BreakResolutionApproved',
  OnBreak & { readonly approvedBy: string; readonly approvedAt: Instant }
>;

export type BreakResolutionRejected = DomainEvent<
  'BreakResolutionRejected',
  OnBreak & { readonly reasonId: string; readonly rejectedBy: string; readonly rejectedAt: Instant }
>;

export type BreakResolved = DomainEvent<
  'BreakResolved',
  OnBreak & {
    readonly resolution: BreakResolution;
    readonly amount: number;
    readonly currency: string;
    readonly resolvedBy: string;
    readonly resolvedAt: Instant;
  }
>;

export type BreakResolutionUndone = DomainEvent<
  'BreakResolutionUndone',
  OnBreak & {
    readonly resolution: BreakResolution;
    readonly amount: number;
    readonly currency: string;
    readonly reasonId: string;
    readonly undoneBy: string;
    readonly undoneAt: Instant;
  }
>;

/** Leaves the work open: what matching makes of both sides afterwards is still to be resolved. */
export type ProposedMatchRejected = DomainEvent<
  'ProposedMatchRejected',
  OnBreak & {
    readonly match: ProposedMatch;
    readonly reasonId: string;
    readonly rejectedBy: string;
    readonly rejectedAt: Instant;
  }
>;

/**
 * The day that the break concerns is being closed: what somebody had decided on
 * the break as it stood before, and not recorded yet, is to be decided anew.
 */
export type BreakWorkCutOff = DomainEvent<
  'BreakWorkCutOff',
  { readonly breakId: string; readonly cutOffBy: string; readonly cutOffAt: Instant }
>;

/** What people did about a break. */
export type BreakWorkEvent =
  | BreakAssigned
  | BreakCommented
  | BreakResolutionProposed
  | BreakResolutionApproved
  | BreakResolutionRejected
  | BreakResolved
  | BreakResolutionUndone
  | ProposedMatchRejected;

export type BreakEvent = BreakWorkEvent | BreakWorkCutOff;

/** Whether an event changes what a reader of the break saw; a cut changes what is decided only. */
export const isBreakWork = (event: BreakEvent): event is BreakWorkEvent =>
  event.type !== 'BreakWorkCutOff';
