import { describe, expect, it } from 'vitest';

import type { BreakCommand } from './commands.ts';
import { breakCase } from './decider.ts';
import { whileDayIsOpen } from './onClosedDay.ts';

const AT = '2026-11-19T05:00:00.000Z';
const on = { breakId: 'br-1', source: 'harbor', date: '2026-11-18' } as const;
const closing = {
  date: '2026-11-18',
  version: 2,
  closedBy: 'user:abe',
  closedAt: '2026-11-19T04:00:00.000Z',
} as const;
const by = { ...on, reasonId: 're-1', at: AT } as const;

const moving: readonly BreakCommand[] = [
  {
    type: 'ProposeResolution',
    data: { ...by, resolution: { kind: 'ignored' }, currency: 'JPY', proposedBy: 'user:mori' },
  },
  { type: 'ApproveResolution', data: { ...on, approvedBy: 'user:sato', at: AT } },
  { type: 'RejectResolution', data: { ...by, rejectedBy: 'user:sato' } },
  { type: 'UndoResolution', data: { ...by, undoneBy: 'user:sato' } },
  {
    type: 'RejectProposedMatch',
    data: {
      ...by,
      match: { rule: 'card+amount+time', items: [], statementId: 'st-1', lines: [], lineMarks: [] },
      rejectedBy: 'user:sato',
    },
  },
];
const assign: BreakCommand = {
  type: 'AssignBreak',
  data: { ...on, assignee: 'user:mori', assignedBy: 'user:sato', at: AT },
};

describe('work on a break of a closed day', () => {
  const closed = whileDayIsOpen(breakCase, closing);

  it.each(moving)('$type is refused with the closing that stands', (command) => {
    expect(closed.decide(command, closed.initialState())).toMatchObject({
      accepted: false,
      rejection: { code: 'day_closed', facts: closing },
    });
  });

  it('may be given to somebody still, which changes no outcome', () => {
    expect(closed.decide(assign, closed.initialState()).accepted).toBe(true);
  });

  it.each([...moving, assign])('$type is judged as ever while the day is open', (command) => {
    const open = whileDayIsOpen(breakCase, null);
    const state = open.initialState();
    expect(open.decide(command, state)).toEqual(breakCase.decide(command, state));
  });
});
