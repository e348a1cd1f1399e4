import type { DomainEvent } from '../kernel/decider.ts';
import type { BusinessDate, Instant } from '../kernel/time.ts';

/** The day takes a statement as its own; at most one at a time, by expected revision. */
export type DayStatementAccepted = DomainEvent<
  'DayStatementAccepted',
  {
    readonly source: string;
    readonly date: BusinessDate;
    readonly statementId: string;
    readonly sha256: string;
    /** The statement that this one replaces. */
    readonly supersedes: string | null;
    readonly reasonId: string | null;
    readonly acceptedBy: string;
    readonly acceptedAt: Instant;
  }
>;

/** How many of each kind a run came to. */
export type RunCounts = {
  readonly lines: number;
  readonly items: number;
  readonly exact: number;
  readonly notExecuted: number;
  readonly alreadySeen: number;
  readonly proposed: number;
  readonly carriedForward: number;
  readonly breaks: Readonly<Record<string, number>>;
};

/** One matching run. Everything it depended on is pinned, so that it can be computed again. */
export type DayMatched = DomainEvent<
  'DayMatched',
  {
    readonly source: string;
    readonly date: BusinessDate;
    readonly runId: string;
    readonly statementId: string;
    readonly sha256: string;
    readonly sourceVersion: number;
    readonly engineVersion: string;
    /** Items are numbered in the order of the log; the run saw those up to this number. */
    readonly horizon: number;
    /**
     * Matches by hand, their undoings and rejections of proposed ones are numbered
     * likewise; the run saw those up to this number.
     */
    readonly handMatches: number;
    readonly counts: RunCounts;
    /** SHA-256 of the whole outcome, hexadecimal. */
    readonly digest: string;
    readonly matchedBy: string;
    readonly matchedAt: Instant;
  }
>;

/**
 * Somebody is about to change what people did about a break, or proposal, that
 * concerns the day. It stands here before the change stands in the break's own
 * stream, so that nobody closes the day past it.
 */
export type DayWorkBegun = DomainEvent<
  'DayWorkBegun',
  {
    /** The break or proposal, of this day or of another. */
    readonly breakId: string;
    /** Id of the command that is about to be recorded there. */
    readonly workId: string;
    readonly begunBy: string;
    readonly begunAt: Instant;
  }
>;

export type DayReviewed = DomainEvent<
  'DayReviewed',
  { readonly runId: string; readonly reviewedBy: string; readonly reviewedAt: Instant }
>;

export type DayClosed = DomainEvent<
  'DayClosed',
  {
    readonly runId: string;
    readonly version: number;
    readonly reviewedBy: string;
    readonly closedBy: string;
    readonly closedAt: Instant;
  }
>;

export type DayReopened = DomainEvent<
  'DayReopened',
  {
    readonly version: number;
    readonly reasonId: string;
    readonly reopenedBy: string;
    readonly reopenedAt: Instant;
  }
>;

export type ReconciliationDayEvent =
  DayStatementAccepted | DayMatched | DayWorkBegun | DayReviewed | DayClosed | DayReopened;
