import type { DomainEvent } from '../kernel/decider.ts';
import type { BusinessDate, Instant } from '../kernel/time.ts';

/** A figure that the file states about itself beside what was found in it. */
export type ControlCheck = {
  readonly name: string;
  readonly stated: number;
  readonly found: number;
  /** Of a sum, which is in its minor units; a number of lines has none, nor have checks of before it was kept. */
  readonly currency?: string;
};

/** Why a file or a line is not taken; `fileLine` and `column` where there is one. */
export type StatementProblem = {
  readonly fileLine: number | null;
  readonly column: string | null;
  /** What stood there, cut to 200 characters; never more of a line than the cell. */
  readonly value: string | null;
  /** Stable code, e.g. `amount_unreadable`, `control_total_differs`, `wrong_business_date`. */
  readonly code: string;
  /** One English sentence for a clerk. */
  readonly reason: string;
  /**
   * What the sentence says beside place and value, for sentences in other languages: `expected`
   * by the profile or the question, `found` instead, and what else its code names.
   */
  readonly facts?: Readonly<Record<string, string>>;
};

/** What a file was read with; together they make a reading repeatable. */
export type ReadingPins = {
  readonly sha256: string;
  readonly bytes: number;
  readonly source: string;
  readonly date: BusinessDate;
  /** Version (from 1) of the source document that held profile and settings. */
  readonly sourceVersion: number;
  readonly engineVersion: string;
};

export type StatementReceived = DomainEvent<
  'StatementReceived',
  ReadingPins & {
    readonly statementId: string;
    readonly fileName: string;
    readonly receivedBy: string;
    readonly receivedAt: Instant;
  }
>;

/** What was counted while reading. */
export type ReadingSummary = {
  /** Data lines, unreadable ones included. */
  readonly lines: number;
  readonly unreadable: number;
  readonly controlChecks: readonly ControlCheck[];
  readonly controlTotalsTie: boolean;
  /** At most 100; `problemCount` says how many there are. */
  readonly problems: readonly StatementProblem[];
  readonly problemCount: number;
};

export type StatementAccepted = DomainEvent<
  'StatementAccepted',
  ReadingSummary & {
    readonly statementId: string;
    /** `rules` or the user who accepted a held file. */
    readonly acceptedBy: string;
    /** Free text kept elsewhere: why a person accepted a held file; null by `rules`. */
    readonly reasonId: string | null;
    readonly acceptedAt: Instant;
  }
>;

/** A person must decide: control totals do not tie, or too many lines are unreadable. */
export type StatementHeld = DomainEvent<
  'StatementHeld',
  ReadingSummary & {
    readonly statementId: string;
    readonly reasons: readonly StatementProblem[];
    readonly heldAt: Instant;
  }
>;

/** Not a statement of this source and day. */
export type StatementRefused = DomainEvent<
  'StatementRefused',
  ReadingSummary & {
    readonly statementId: string;
    readonly reasons: readonly StatementProblem[];
    /** `rules` or the user who refused a held file. */
    readonly refusedBy: string;
    /** Free text kept elsewhere: why a person refused a held file; null by `rules`. */
    readonly reasonId: string | null;
    readonly refusedAt: Instant;
  }
>;

export type StatementSuperseded = DomainEvent<
  'StatementSuperseded',
  {
    readonly statementId: string;
    readonly by: string;
    readonly reasonId: string;
    readonly supersededAt: Instant;
  }
>;

export type StatementEvent =
  StatementReceived | StatementAccepted | StatementHeld | StatementRefused | StatementSuperseded;
