import type { BreakWorkEvent } from '@chobo/domain/break/events';
import { amountPosted } from '@chobo/domain/break/resolution';
import { unreachable } from '@chobo/domain/kernel/decider';
import { epochMs, type Instant } from '@chobo/domain/kernel/time';

import type { RowTable, Rows } from '../rows/rowSet.ts';
import type { ChoboEvent, Recorded } from '../runner/eventTypes.ts';

/** Where the work on a break stands. */
export type BreakWorkStatus = 'open' | 'proposed' | 'approved' | 'resolved';

/** The work on a break as its table has it. */
export type BreakWorkColumns = {
  readonly break_id: string;
  readonly source: string;
  readonly business_date: string;
  readonly status: BreakWorkStatus;
  readonly assignee: string | null;
  readonly comments: number;
  readonly last_comment_at_ms: number | null;
  /** A `BreakResolution` as JSON. */
  readonly resolution: string | null;
  readonly amount: number | null;
  readonly currency: string | null;
  readonly proposed_by: string | null;
  readonly proposed_at_ms: number | null;
  readonly approved_by: string | null;
  readonly resolved_by: string | null;
  readonly resolved_at_ms: number | null;
  readonly updated_at_ms: number;
  /** Of the break's stream. */
  readonly revision: number;
};

export const breakWorkTable: RowTable<BreakWorkColumns> = {
  table: 'views.break_work',
  key: ['break_id'],
  json: ['resolution'],
  columns: [
    'break_id',
    'source',
    'business_date',
    'status',
    'assignee',
    'comments',
    'last_comment_at_ms',
    'resolution',
    'amount',
    'currency',
    'proposed_by',
    'proposed_at_ms',
    'approved_by',
    'resolved_by',
    'resolved_at_ms',
    'updated_at_ms',
    'revision',
  ],
};

/** What the row of an open break has of a resolution: nothing. */
const UNRESOLVED = {
  status: 'open',
  resolution: null,
  amount: null,
  currency: null,
  proposed_by: null,
  proposed_at_ms: null,
  approved_by: null,
  resolved_by: null,
  resolved_at_ms: null,
} as const;

/** The event as one of a break's work, or null when it is none. */
export const breakEvent = (event: Recorded<ChoboEvent>): BreakWorkEvent | null => {
  switch (event.type) {
    case 'BreakAssigned':
    case 'BreakCommented':
    case 'BreakResolutionProposed':
    case 'BreakResolutionApproved':
    case 'BreakResolutionRejected':
    case 'BreakResolved':
    case 'BreakResolutionUndone':
    case 'ProposedMatchRejected':
      return event;
    default:
      return null;
  }
};

/**
 * Folds one event into the work on breaks; a break's row begins with its first event.
 *
 * @param revision of the event in the break's stream
 */
export const foldBreaks = (
  rows: Rows<BreakWorkColumns>,
  event: BreakWorkEvent,
  revision: number,
): void => {
  const { breakId, source, date } = event.data;
  const before: WorkBefore = rows.get(breakId) ?? {
    break_id: breakId,
    source,
    business_date: date,
    assignee: null,
    comments: 0,
    last_comment_at_ms: null,
    ...UNRESOLVED,
  };
  const at = epochMs(happenedAt(event));
  rows.set({ ...before, ...changes(before, event, at), updated_at_ms: at, revision });
};

type WorkBefore = Omit<BreakWorkColumns, 'updated_at_ms' | 'revision'>;

const changes = (
  before: WorkBefore,
  event: BreakWorkEvent,
  at: number,
): Partial<BreakWorkColumns> => {
  switch (event.type) {
    case 'BreakAssigned':
      return { assignee: event.data.assignee };
    case 'BreakCommented':
      return { comments: before.comments + 1, last_comment_at_ms: at };
    case 'BreakResolutionProposed': {
      const { resolution, currency, proposedBy } = event.data;
      return {
        ...UNRESOLVED,
        status: 'proposed',
        resolution: JSON.stringify(resolution),
        amount: amountPosted(resolution),
        currency,
        proposed_by: proposedBy,
        proposed_at_ms: at,
      };
    }
    case 'BreakResolutionApproved':
      return { status: 'approved', approved_by: event.data.approvedBy };
    case 'BreakResolved': {
      const { resolution, amount, currency, resolvedBy } = event.data;
      return {
        status: 'resolved',
        resolution: JSON.stringify(resolution),
        amount,
        currency,
        resolved_by: resolvedBy,
        resolved_at_ms: at,
      };
    }
    case 'BreakResolutionRejected':
    case 'BreakResolutionUndone':
      return UNRESOLVED;
    case 'ProposedMatchRejected':
      return {};
    default:
      return unreachable(event);
  }
};

const happenedAt = (event: BreakWorkEvent): Instant => {
  switch (event.type) {
    case 'BreakAssigned':
      return event.data.assignedAt;
    case 'BreakCommented':
      return event.data.commentedAt;
    case 'BreakResolutionProposed':
      return event.data.proposedAt;
    case 'BreakResolutionApproved':
      return event.data.approvedAt;
    case 'BreakResolutionRejected':
      return event.data.rejectedAt;
    case 'BreakResolved':
      return event.data.resolvedAt;
    case 'BreakResolutionUndone':
      return event.data.undoneAt;
    case 'ProposedMatchRejected':
      return event.data.rejectedAt;
    default:
      return unreachable(event);
  }
};
