import type { Actor } from '../kernel/actor.ts';
import type { BreakResolution, ProposedMatch } from './events.ts';

/** The work that people have done on a break, whatever its resolution. */
type Worked = {
  readonly assignee: string | null;
  readonly commentIds: readonly string[];
  /** What matching proposed under this id and a person rejected. */
  readonly rejectedMatches: readonly ProposedMatch[];
};

type Proposal = { readonly resolution: BreakResolution; readonly currency: string };

export type BreakState =
  | (Worked & { readonly status: 'open' })
  | (Worked & Proposal & { readonly status: 'proposed' | 'approved'; readonly proposedBy: Actor })
  | (Worked & Proposal & { readonly status: 'resolved'; readonly resolvedBy: Actor });

/** A break exists before anybody works on it: it is found by matching, not made here. */
export const initialState = (): BreakState => ({
  status: 'open',
  assignee: null,
  commentIds: [],
  rejectedMatches: [],
});
