import type { BreakWorkEvent } from '@chobo/domain/break/events';
import { expect, test } from 'vitest';

import { rowsInMemory } from '../rows/rowSet.ts';
import { NOON } from '../runner/events.given.ts';
import { rejectedMatch, workedBreak } from './breaks.given.ts';
import { breakWorkTable, foldBreaks, type BreakWorkColumns } from './foldBreaks.ts';

const at = Date.parse(NOON);
const { assigned, commented, proposed, approved, rejected, resolved, undone } = workedBreak('b1');

const workAfter = (...events: readonly BreakWorkEvent[]): BreakWorkColumns | undefined => {
  const rows = rowsInMemory<BreakWorkColumns>(breakWorkTable);
  for (const [revision, event] of events.entries()) foldBreaks(rows, event, revision);
  const row = rows.get('b1');
  expect(row?.revision).toBe(events.length - 1);
  return row;
};

const touched = {
  break_id: 'b1',
  source: 'harbor',
  business_date: '2026-11-18',
  status: 'open',
  assignee: 'user:mori',
  comments: 0,
  last_comment_at_ms: null,
  resolution: null,
  amount: null,
  currency: null,
  proposed_by: null,
  proposed_at_ms: null,
  approved_by: null,
  resolved_by: null,
  resolved_at_ms: null,
  updated_at_ms: at,
  revision: expect.any(Number) as number,
};

const waiting = {
  ...touched,
  status: 'proposed',
  resolution: '{"kind":"write_off","amount":-250}',
  amount: -250,
  currency: 'JPY',
  proposed_by: 'user:mori',
  proposed_at_ms: at,
};

test('a break is somebody’s and talked about before anything is proposed', () => {
  expect(workAfter(assigned)).toEqual(touched);
  expect(workAfter(assigned, commented, commented)).toEqual({
    ...touched,
    comments: 2,
    last_comment_at_ms: at,
  });
});

test('a resolution goes from proposal through approval to being carried out', () => {
  expect(workAfter(assigned, proposed)).toEqual(waiting);
  expect(workAfter(assigned, proposed, approved)).toEqual({
    ...waiting,
    status: 'approved',
    approved_by: 'user:sato',
  });
  expect(workAfter(assigned, proposed, approved, resolved)).toEqual({
    ...waiting,
    status: 'resolved',
    approved_by: 'user:sato',
    resolved_by: 'user:sato',
    resolved_at_ms: at,
  });
});

test('a rejected or undone resolution leaves the break open, with its assignee and comments', () => {
  const open = { ...touched, comments: 1, last_comment_at_ms: at };
  expect(workAfter(assigned, commented, proposed, rejected)).toEqual(open);
  expect(workAfter(assigned, commented, proposed, approved, resolved, undone)).toEqual(open);
});

test('a rejected match leaves the work as it was', () => {
  expect(workAfter(assigned, rejectedMatch('b1'))).toEqual(touched);
});
