import type { ReadingSummary, StatementProblem } from './events.ts';

/** One receipt of one file. What follows from a status exists only in it. */
export type StatementState =
  | { readonly status: 'unknown' }
  | { readonly status: 'received' }
  | {
      readonly status: 'held';
      readonly summary: ReadingSummary;
      readonly reasons: readonly StatementProblem[];
    }
  | { readonly status: 'accepted' }
  | { readonly status: 'refused' }
  | { readonly status: 'superseded'; readonly by: string };

export const initialState = (): StatementState => ({ status: 'unknown' });
