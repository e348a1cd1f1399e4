import { unreachable } from '../kernel/decider.ts';
import type { BreakEvent } from './events.ts';
import type { BreakState } from './state.ts';

/** The break's work after one more fact. */
export const evolve = (state: BreakState, event: BreakEvent): BreakState => {
  const worked = { assignee: state.assignee, commentIds: state.commentIds };
  switch (event.type) {
    case 'BreakAssigned':
      return { ...state, assignee: event.data.assignee };
    case 'BreakCommented':
      return { ...state, commentIds: [...state.commentIds, event.data.commentId] };
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
    default:
      return unreachable(event);
  }
};
