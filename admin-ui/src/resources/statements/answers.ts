import type { Money } from '../../api/answers';

/** What the console reads of statements and uploads (`/api/openapi.json` describes them in full). */
export type StatementProblem = {
  readonly fileLine: number | null;
  readonly column: string | null;
  readonly value: string | null;
  readonly code: string;
  /** In English. */
  readonly reason: string;
  readonly facts?: Readonly<Record<string, string>>;
};

export type LineProblem = StatementProblem & {
  readonly fileLine: number;
  /** The line as it stands in the file. */
  readonly raw: string | null;
};

/** A figure that a file states of itself: money where it has a currency, else a number of lines. */
export type ControlCheck = {
  readonly name: string;
  readonly stated: number;
  readonly found: number;
  readonly currency?: string | null;
};

export type ControlTotals = {
  readonly tie: boolean | null;
  readonly checks: readonly ControlCheck[];
};

export const STATEMENT_STATES = ['received', 'accepted', 'held', 'refused', 'superseded'] as const;

export type StatementState = (typeof STATEMENT_STATES)[number];

export type Statement = {
  readonly id: string;
  readonly source: string;
  readonly date: string;
  readonly state: StatementState;
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly receivedBy: string;
  readonly receivedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly lines: number | null;
  readonly unreadable: number | null;
  readonly controlTotals: ControlTotals;
  readonly reasons: readonly StatementProblem[];
  readonly problemCount: number;
  readonly reason: string | null;
  readonly supersedes: string | null;
  readonly superseded: {
    readonly by: string;
    readonly at: string;
    readonly reason: string | null;
  } | null;
  readonly revision: number;
};

export type Counts = {
  readonly lines: number;
  readonly items: number;
  readonly exact: number;
  readonly notExecuted: number;
  readonly alreadySeen: number;
  readonly proposed: number;
  readonly carriedForward: number;
  readonly breaks: Readonly<Record<string, number>>;
};

type Settles = readonly { readonly date: string; readonly count: number }[];

type ReadState = 'accepted' | 'held' | 'refused';

export type Preview = {
  readonly source: string | null;
  readonly candidates: readonly string[];
  readonly date: string | null;
  readonly businessDate: string | null;
  readonly state: ReadState;
  readonly lines: number;
  readonly unreadable: number;
  readonly announced: number;
  readonly statuses: Readonly<Record<'done' | 'cancelled' | 'failed', number>>;
  readonly controlTotals: ControlTotals;
  readonly reasons: readonly StatementProblem[];
  readonly problems: readonly StatementProblem[];
  readonly problemCount: number;
  readonly sample: readonly {
    readonly fileLine: number;
    readonly at: string;
    readonly card: string;
    readonly reference: string;
    readonly carrierReference: string;
    readonly amount: Money;
    readonly wholesale: Money | null;
    readonly status: 'done' | 'cancelled' | 'failed';
  }[];
  readonly known: readonly {
    readonly statementId: string;
    readonly source: string;
    readonly date: string;
    readonly state: StatementState;
    readonly receivedBy: string;
    readonly receivedAt: string;
  }[];
  readonly occupant: {
    readonly statementId: string;
    readonly acceptedBy: string;
    readonly acceptedAt: string;
    readonly sameBytes: boolean;
  } | null;
  readonly obstacles: readonly StatementProblem[];
  readonly withoutItem: number | null;
  readonly matching: { readonly counts: Counts; readonly settles: Settles } | null;
};

export type UploadResult = {
  readonly statementId: string | null;
  readonly source: string;
  readonly date: string;
  readonly state: ReadState;
  readonly repeated: boolean;
  readonly firstReceived: { readonly at: string; readonly by: string } | null;
  readonly counts: Counts | null;
  readonly settles: Settles;
  readonly reasons: readonly StatementProblem[];
};

export type Upload = {
  readonly id: string;
  readonly state: 'previewing' | 'previewed' | 'receiving' | 'done' | 'failed' | 'discarded';
  readonly heldStatementId: string | null;
  readonly source: string | null;
  readonly date: string | null;
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly handedInBy: string;
  readonly handedInAt: string;
  readonly progress: {
    readonly stage: 'waiting' | 'reading' | 'matching';
    readonly date: string | null;
    readonly done: number;
    readonly of: number | null;
  } | null;
  readonly preview: Preview | null;
  readonly result: UploadResult | null;
  readonly failure: { readonly code: string } | null;
};

/** True while the work on it goes on by itself. */
export const isAtWork = ({ state }: Pick<Upload, 'state'>): boolean =>
  state === 'previewing' || state === 'receiving';
