import type { BusinessDate, Instant } from '@chobo/domain/kernel/time';
import type { RunCounts } from '@chobo/domain/reconciliation-day/events';
import type { ControlCheck, StatementProblem } from '@chobo/domain/statement/events';
import type { LineStatus } from '@chobo/reconciliation/statementLine';

/**
 * Where a file that was handed in is: looked at, waiting for its person, being
 * received, or at an end.
 */
export type UploadState =
  'previewing' | 'previewed' | 'receiving' | 'done' | 'failed' | 'discarded';

/** What the work on a file is at. `of` is null while it is not known. */
export type UploadProgress = {
  readonly stage: 'waiting' | 'reading' | 'matching';
  /** The day that is being matched. */
  readonly date: BusinessDate | null;
  /** Lines while it reads, days while it matches. */
  readonly done: number;
  readonly of: number | null;
};

/** One line of the file as it was understood. */
export type SampleLine = {
  readonly fileLine: number;
  readonly at: Instant;
  readonly card: string;
  readonly reference: string;
  readonly carrierReference: string;
  readonly amount: number;
  readonly wholesale: number | null;
  readonly currency: string;
  readonly status: LineStatus;
};

/** An earlier receipt of the same bytes. */
export type KnownFile = {
  readonly statementId: string;
  readonly source: string;
  readonly date: BusinessDate;
  readonly state: 'received' | 'accepted' | 'held' | 'refused' | 'superseded';
  readonly receivedBy: string;
  readonly receivedAt: Instant;
};

/** The file that has the day now. */
export type Occupant = {
  readonly statementId: string;
  readonly acceptedBy: string;
  readonly acceptedAt: Instant;
  readonly sameBytes: boolean;
};

/** What the matching of the file's day would come to, were it received now. */
export type ForeseenMatching = {
  readonly counts: RunCounts;
  /** Breaks of earlier days that it would settle. */
  readonly settles: readonly { readonly date: BusinessDate; readonly count: number }[];
};

/** What a file would be, of which nothing is kept yet. */
export type Preview = {
  /** Null when no source, or more than one, can read it and nobody said whose it is. */
  readonly source: string | null;
  /** The sources whose profile reads it, where it was looked for. */
  readonly candidates: readonly string[];
  /** The day it would be received for; null when it says none and nobody did. */
  readonly date: BusinessDate | null;
  /** The day that the file says it is for. */
  readonly businessDate: BusinessDate | null;
  readonly state: 'accepted' | 'held' | 'refused';
  readonly lines: number;
  readonly unreadable: number;
  /** Announcements that a later line reports for good: neither counted nor matched. */
  readonly announced: number;
  readonly statuses: Readonly<Record<LineStatus, number>>;
  readonly controlTotalsTie: boolean;
  readonly controlChecks: readonly ControlCheck[];
  /** Why it would be held or refused. */
  readonly reasons: readonly StatementProblem[];
  /** Of its lines, the first hundred. */
  readonly problems: readonly StatementProblem[];
  readonly problemCount: number;
  readonly sample: readonly SampleLine[];
  readonly known: readonly KnownFile[];
  readonly occupant: Occupant | null;
  /** Why no file at all can be taken for this day now. */
  readonly obstacles: readonly StatementProblem[];
  /** Executed lines whose reference none of our items has; null when the file would not be matched. */
  readonly withoutItem: number | null;
  /** Null when the file would not be matched, or so much of it is without item that it was not tried. */
  readonly matching: ForeseenMatching | null;
};

/** What became of a file that was received. */
export type UploadResult = {
  readonly statementId: string | null;
  readonly source: string;
  readonly date: BusinessDate;
  readonly state: 'accepted' | 'held' | 'refused';
  /** These bytes had been accepted before: nothing was done. */
  readonly repeated: boolean;
  readonly firstReceived: { readonly at: Instant; readonly by: string } | null;
  readonly counts: RunCounts | null;
  readonly settles: ForeseenMatching['settles'];
  readonly reasons: readonly StatementProblem[];
};

/** Why the work on a file was given up; nothing that is half done counts. */
export type UploadFailure = { readonly code: 'interrupted' | 'failed' | UploadRefusal };

/** Refusals that a held file may meet when it is accepted. */
export const UPLOAD_REFUSALS = [
  'statement_status',
  'day_closed',
  'day_occupied',
  'later_day_closed',
  'earlier_day_closed',
  'hand_matches_lost',
  'earlier_file_missing',
] as const;

export type UploadRefusal = (typeof UPLOAD_REFUSALS)[number];

export type Upload = {
  readonly uploadId: string;
  readonly heldStatementId: string | null;
  readonly statementId: string | null;
  readonly state: UploadState;
  readonly source: string | null;
  readonly date: BusinessDate | null;
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly handedInBy: string;
  readonly handedInAt: Date;
  readonly confirmedBy: string | null;
  readonly reasonId: string | null;
  readonly supersedes: boolean;
  readonly attempts: number;
  readonly progress: UploadProgress | null;
  readonly preview: Preview | null;
  readonly result: UploadResult | null;
  readonly failure: UploadFailure | null;
  readonly changedAt: Date;
};
