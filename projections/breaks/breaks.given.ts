import type { BreakEvent } from '@chobo/domain/break/events';

import { NOON } from '../runner/events.given.ts';

/** What may happen to a break of Harbor's 18 November: each step with who does it. */
export const workedBreak = (breakId: string) => {
  const on = { breakId, source: 'harbor', date: '2026-11-18' };
  const writtenOff = {
    resolution: { kind: 'write_off', amount: -250 },
    currency: 'JPY',
  } as const;
  return {
    assigned: {
      type: 'BreakAssigned',
      data: { ...on, assignee: 'user:mori', assignedBy: 'user:mori', assignedAt: NOON },
    },
    commented: {
      type: 'BreakCommented',
      data: { ...on, commentId: 'c1', textHash: '', commentedBy: 'user:mori', commentedAt: NOON },
    },
    proposed: {
      type: 'BreakResolutionProposed',
      data: { ...on, ...writtenOff, reasonId: 'r1', proposedBy: 'user:mori', proposedAt: NOON },
    },
    approved: {
      type: 'BreakResolutionApproved',
      data: { ...on, approvedBy: 'user:sato', approvedAt: NOON },
    },
    rejected: {
      type: 'BreakResolutionRejected',
      data: { ...on, reasonId: 'r2', rejectedBy: 'user:sato', rejectedAt: NOON },
    },
    resolved: {
      type: 'BreakResolved',
      data: { ...on, ...writtenOff, amount: -250, resolvedBy: 'user:sato', resolvedAt: NOON },
    },
    undone: {
      type: 'BreakResolutionUndone',
      data: {
        ...on,
        ...writtenOff,
        amount: -250,
        reasonId: 'r3',
        undoneBy: 'user:kato',
        undoneAt: NOON,
      },
    },
  } as const satisfies Readonly<Record<string, BreakEvent>>;
};

/** A break of Harbor's 18 November that is matched by hand, and the match taken back. */
export const handMatched = (
  breakId: string,
  items: readonly string[],
  lines: readonly number[],
) => {
  const { resolved, undone } = workedBreak(breakId);
  const resolution = { kind: 'matched_by_hand', items, lines } as const;
  return {
    matched: { ...resolved, data: { ...resolved.data, resolution, amount: 0 } },
    undone: { ...undone, data: { ...undone.data, resolution, amount: 0 } },
  } as const satisfies Readonly<Record<string, BreakEvent>>;
};

/** A proposed match of Harbor's 18 November of which a person says that it is none. */
export const rejectedMatch = (breakId: string) =>
  ({
    type: 'ProposedMatchRejected',
    data: {
      breakId,
      source: 'harbor',
      date: '2026-11-18',
      match: {
        rule: 'card+amount+time',
        items: ['tu-1'],
        statementId: 'st-1',
        lines: [9],
        lineMarks: ['ab'],
      },
      reasonId: 'r4',
      rejectedBy: 'user:mori',
      rejectedAt: NOON,
    },
  }) as const satisfies BreakEvent;
