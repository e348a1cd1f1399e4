import type { RefundState } from '../refunds/answers';
import type { Money } from '../../api/answers';

/** What the console reads of `GET /dashboard`. */
export type BoardDay = {
  readonly source: string;
  readonly date: string;
  readonly state: 'open' | 'matched' | 'reviewed' | 'closed' | 'reopened' | 'awaited' | 'missing';
  readonly expectedAt: string | null;
  readonly matched: number | null;
  readonly executed: number | null;
  readonly openBreaks: number;
  readonly atRisk: readonly Money[];
  readonly totalsTie: boolean;
};

export type AgeGroup = {
  readonly minAge: number;
  readonly maxAge: number | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly breaks: number;
  readonly atRisk: readonly Money[];
};

export type Reconciliation = {
  readonly sources: readonly {
    readonly id: string;
    readonly name: Readonly<Record<string, string>>;
    readonly missingFiles: number;
    readonly firstMissing: string | null;
    readonly missingSince: string | null;
  }[];
  readonly days: readonly BoardDay[];
  readonly hasMoreDays: boolean;
  readonly openBreaks: number;
  readonly atRisk: readonly Money[];
  readonly withoutAmount: number;
  readonly unsignedProposals: number;
  /** Breaks that are no more or settled, with a posting that is to be taken back. */
  readonly workLeftBehind: readonly {
    readonly id: string;
    readonly source: string;
    readonly date: string;
    readonly amount: Money;
  }[];
  readonly ageing: readonly AgeGroup[];
};

export type QueuedRefund = {
  readonly id: string;
  readonly state: RefundState;
  readonly payback: Money;
  readonly requestedBy: string;
  readonly requestedAt: string;
};

export type Refunds = {
  readonly states: readonly { readonly state: string; readonly count: number }[];
  readonly waitingForMe: { readonly count: number; readonly refunds: readonly QueuedRefund[] };
  readonly newest: readonly QueuedRefund[];
};

export type Dashboard = {
  readonly at: string;
  readonly today: string;
  readonly reconciliation: Reconciliation | null;
  readonly refunds: Refunds | null;
};
