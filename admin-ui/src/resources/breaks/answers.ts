import type { BreakKind, ResolutionKind } from '@chobo/domain/break/kinds';

import type { Money } from '../../api/answers';
import type { ControlCheck } from '../statements/answers';

/** What the console reads of breaks (`/api/openapi.json` describes them in full). */
export type BreakStatus = 'open' | 'proposed' | 'approved' | 'resolved' | 'settled';

export type Resolution =
  | {
      readonly kind: 'matched_by_hand';
      readonly items: readonly string[];
      readonly lines: readonly number[];
    }
  | { readonly kind: 'adjustment'; readonly amount: number; readonly account: string }
  | { readonly kind: 'write_off'; readonly amount: number }
  | { readonly kind: 'refund'; readonly refundId: string }
  | { readonly kind: 'dispute' | 'carried_forward' | 'ignored' };

export type BreakWork = {
  readonly status: 'open' | 'proposed' | 'approved' | 'resolved';
  readonly assignee: string | null;
  readonly comments: number;
  readonly resolution: Resolution | null;
  readonly amount: Money | null;
  readonly proposedBy: string | null;
  readonly resolvedBy: string | null;
  readonly resolvedAt: string | null;
};

export type BreakFacts = {
  readonly charge?: Money | null;
  readonly contractCharge?: Money | null;
  readonly executedBy?: { readonly date: string | null; readonly fileLine: number };
  readonly executedInstead?: { readonly item: string; readonly at: string };
  readonly undoes?: { readonly date: string; readonly fileLine: number };
  readonly unreadable?: { readonly column: string; readonly value: string; readonly code: string };
  readonly controlTotal?: ControlCheck;
};

export type ListedBreak = {
  readonly id: string;
  readonly source: string;
  readonly date: string;
  readonly kind: BreakKind;
  readonly status: BreakStatus;
  readonly items: readonly string[];
  readonly lines: readonly number[];
  readonly difference: Money | null;
  readonly alsoDiffers: readonly string[];
  readonly facts: BreakFacts;
  readonly resolvedOn: string | null;
  readonly matchedIn: string | null;
  readonly work: BreakWork | null;
};

export type OurSide = {
  readonly item: string;
  readonly reference: string;
  readonly card: string;
  readonly amount: Money;
  readonly at: string;
  readonly date: string;
  readonly charge: Money;
  readonly payment: string;
  readonly accountId: string;
};

export type TheirSide = {
  readonly fileLine: number;
  readonly reference: string;
  readonly carrierReference: string;
  readonly card: string | null;
  readonly amount: Money | null;
  readonly at: string | null;
  readonly charge: Money | null;
  readonly status: 'done' | 'cancelled' | 'failed' | null;
};

export type ComparedField = 'reference' | 'card' | 'amount' | 'currency' | 'status' | 'charge';

export type Candidate = {
  readonly breakId: string;
  readonly date: string;
  readonly item: string | null;
  readonly fileLine: number | null;
  readonly reference: string;
  readonly card: string;
  readonly amount: Money;
  readonly at: string;
  readonly isSameDay: boolean;
};

export type Choice = {
  readonly kind: ResolutionKind;
  readonly obstacle: string | null;
  readonly movesMoney: boolean;
  readonly postings: { readonly debit: string | null; readonly credit: string } | null;
};

/** A closing that stands, and keeps everybody from changing what was signed. */
export type DayClosing = {
  readonly date: string;
  readonly closedBy: string;
  readonly closedAt: string;
};

export type HistoryEntry = {
  readonly revision: number;
  readonly at: string;
  readonly actor: string;
  readonly what:
    | 'assigned'
    | 'commented'
    | 'proposed'
    | 'approved'
    | 'rejected'
    | 'resolved'
    | 'undone'
    | 'match_rejected';
  readonly assignee: string | null;
  readonly resolution: Resolution | null;
  /** The proposed match that was rejected. */
  readonly match: { readonly items: readonly string[]; readonly lines: readonly number[] } | null;
  /** What was posted. */
  readonly amount: Money | null;
  readonly text: string | null;
};

/** What can happen next with the work on a break. */
export type NextStep = {
  readonly step: 'resolve' | 'approve' | 'send_back' | 'undo';
  readonly permission: 'breaks:work' | 'breaks:approve';
  readonly notBy: string | null;
  readonly closing: DayClosing | null;
};

export type BreakDetail = ListedBreak & {
  readonly isGone: false;
  readonly revision: number | null;
  readonly file: {
    readonly statementId: string;
    readonly name: string;
    readonly sha256: string;
    readonly dayState: string;
  } | null;
  readonly ours: readonly OurSide[];
  readonly theirs: readonly TheirSide[];
  readonly differs: readonly ComparedField[];
  readonly choices: readonly Choice[];
  readonly next: NextStep | null;
  readonly candidates: readonly Candidate[];
  readonly history: readonly HistoryEntry[];
};

/** A break that no current run of its day has: the work on it is all that is known. */
export type GoneBreak = {
  readonly isGone: true;
  readonly id: string;
  readonly source: string;
  readonly date: string;
  readonly status: BreakWork['status'];
  readonly work: BreakWork;
  readonly revision: number | null;
  readonly next: NextStep | null;
  readonly history: readonly HistoryEntry[];
};

/** The work on a break, whether or not matching makes it still; the currency is told by its sides. */
export type Worked = Pick<
  BreakDetail,
  'id' | 'source' | 'revision' | 'work' | 'next' | 'history' | 'difference' | 'ours' | 'theirs'
>;

export type ProposalState = 'open' | 'accepted' | 'rejected' | 'in_work';

export type Proposal = {
  readonly id: string;
  readonly source: string;
  readonly date: string;
  readonly rule: string;
  readonly items: readonly string[];
  readonly lines: readonly number[];
  readonly amount: Money;
  readonly state: ProposalState;
  /** Of its day: nothing of it is decided while that stands. */
  readonly closing: DayClosing | null;
  readonly revision: number | null;
  readonly rejection: {
    readonly no: number;
    readonly rejectedBy: string;
    readonly rejectedAt: string;
    readonly breaks: readonly string[];
  } | null;
};

/** Names a row: a match that was rejected keeps the id under which another may be proposed. */
export const proposalKey = ({ id, rejection }: Pick<Proposal, 'id' | 'rejection'>): string =>
  rejection === null ? id : `${id}-${rejection.no}`;

export type RawLines = {
  readonly isFileKept: boolean;
  readonly lines: readonly { readonly fileLine: number; readonly text: string }[];
};

/** The revision of the work as a command names it. */
export const seenRevision = ({ revision }: { readonly revision: number | null }): number | 'none' =>
  revision ?? 'none';
