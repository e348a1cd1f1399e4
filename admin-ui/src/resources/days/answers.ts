import type { Day, Money } from '../../api/answers';

/** What is still to be done before a day can be closed. */
export type OpenWork = {
  readonly settled: boolean;
  readonly openBreaks: number;
  readonly atRisk: readonly Money[];
  readonly withoutAmount: number;
  readonly unsignedProposals: number;
  /** Breaks that are no more or settled, with a posting that is to be taken back. */
  readonly workLeftBehind: readonly string[];
  readonly daysWithoutFile: readonly string[];
};

export type HistoryEntry = {
  readonly revision: number;
  readonly at: string;
  readonly actor: string;
  readonly what: 'accepted' | 'matched' | 'reviewed' | 'closed' | 'reopened';
  readonly statementId: string | null;
  readonly supersedes: string | null;
  readonly runId: string | null;
  readonly counts: NonNullable<Day['counts']> | null;
  readonly version: number | null;
  readonly text: string | null;
};

export type Match = {
  readonly fileLine: number;
  readonly item: string;
  readonly itemDate: string;
  readonly card: string;
  readonly amount: Money;
};

/** Address of a day below `/api/v1/`. */
export const pathOf = ({ source, date }: Pick<Day, 'source' | 'date'>): string =>
  `reconciliation-days/${encodeURIComponent(`${source}:${date}`)}`;

/** Address of the list of breaks with a search. */
export const breaksPath = (filter: object): string =>
  `/breaks?filter=${encodeURIComponent(JSON.stringify(filter))}`;
