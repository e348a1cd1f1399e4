import { unreachable } from '../kernel/decider.ts';
import type { BreakEvent } from './events.ts';
import type { BreakState } from './state.ts';

/** The break's work after one more fact. */
export const evolve = (state: BreakState, event: BreakEvent): BreakState => {
  const { assignee, commentIds, rejectedMatches } = state;
  const worked = { assignee, commentIds, rejectedMatches };
  switch (event.type) {
    case 'BreakAssigned':
      return { ...state, assignee: event.data.assignee };
    case 'BreakCommented':
      return { ...state, commentIds: [...commentIds, event.data.commentId] };
    case 'BreakResolutionProposed': {
      const { resolution, currency, proposedBy } = event.data;
      return { status: 'proposed', ...worked, resolution, currency, proposedBy };
    }
    case 'BreakResolutionApproved':
      return state.status === 'proposed' ? { ...state, status: 'approved' } : state;
    case 'BreakResolved': {
      const { resolution, currency, resolvedBy } = event.data;
      return { status: 'resolved', ...worked, resolution, currency, resolvedBy };
    }
    case 'BreakResolutionRejected':
    case 'BreakResolutionUndone':
      return { status: 'open', ...worked };
    case 'BreakWorkCutOff':
      return state;
    case 'ProposedMatchRejected':
      return { ...state, rejectedMatches: [...rejectedMatches, event.data.match] };
    default:
      return unreachable(event);
  }
};
