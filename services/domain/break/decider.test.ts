import { describe, test } from 'vitest';

import { specificationOf } from '../kernel/specification.given.ts';
import { breakCase } from './decider.ts';
import type { BreakResolution, ProposedMatch } from './events.ts';

const { given } = specificationOf(breakCase);

const AT = '2026-11-19T05:00:00.000Z';
const on = { breakId: 'br-1', source: 'harbor', date: '2026-11-18' } as const;
const writeOff: BreakResolution = { kind: 'write_off', amount: -1000 };
const ignored: BreakResolution = { kind: 'ignored' };

const propose = (resolution: BreakResolution, proposedBy = 'user:mori', reasonId = 're-1') =>
  ({
    type: 'ProposeResolution',
    data: { ...on, resolution, currency: 'JPY', reasonId, proposedBy, at: AT },
  }) as const;
const proposed = (resolution: BreakResolution) =>
  ({
    type: 'BreakResolutionProposed',
    data: {
      ...on,
      resolution,
      currency: 'JPY',
      reasonId: 're-1',
      proposedBy: 'user:mori',
      proposedAt: AT,
    },
  }) as const;
const approve = (approvedBy = 'user:sato') =>
  ({ type: 'ApproveResolution', data: { ...on, approvedBy, at: AT } }) as const;
const approved = {
  type: 'BreakResolutionApproved',
  data: { ...on, approvedBy: 'user:sato', approvedAt: AT },
} as const;
const resolved = (resolution: BreakResolution, amount: number, resolvedBy: string) =>
  ({
    type: 'BreakResolved',
    data: { ...on, resolution, amount, currency: 'JPY', resolvedBy, resolvedAt: AT },
  }) as const;
const undo = (undoneBy: string, reasonId = 're-3') =>
  ({ type: 'UndoResolution', data: { ...on, reasonId, undoneBy, at: AT } }) as const;
const undone = (resolution: BreakResolution, amount: number, undoneBy: string) =>
  ({
    type: 'BreakResolutionUndone',
    data: { ...on, resolution, amount, currency: 'JPY', reasonId: 're-3', undoneBy, undoneAt: AT },
  }) as const;

const writtenOff = [proposed(writeOff), approved, resolved(writeOff, -1000, 'user:sato')] as const;

describe('the work on a break', () => {
  const assign = (assignee: string | null) =>
    ({ type: 'AssignBreak', data: { ...on, assignee, assignedBy: 'user:sato', at: AT } }) as const;
  const assigned = (assignee: string | null) =>
    ({
      type: 'BreakAssigned',
      data: { ...on, assignee, assignedBy: 'user:sato', assignedAt: AT },
    }) as const;
  const comment = {
    type: 'CommentBreak',
    data: { ...on, commentId: 'co-1', textHash: 'ab', commentedBy: 'user:mori', at: AT },
  } as const;
  const commented = {
    type: 'BreakCommented',
    data: { ...on, commentId: 'co-1', textHash: 'ab', commentedBy: 'user:mori', commentedAt: AT },
  } as const;

  test('is assigned and taken back', () => {
    given().when(assign('mori')).then(assigned('mori'));
    given(assigned('mori')).when(assign(null)).then(assigned(null));
  });

  test('assigned to the same person again changes nothing', () => {
    given(assigned('mori')).when(assign('mori')).thenNothing();
    given().when(assign(null)).thenNothing();
  });

  test('is commented on, once per comment, also after it is resolved', () => {
    given(...writtenOff)
      .when(comment)
      .then(commented);
    given(commented).when(comment).thenNothing();
  });
});

describe('resolving a break', () => {
  test('without money takes one person', () =>
    given()
      .when(propose(ignored))
      .then(proposed(ignored), resolved(ignored, 0, 'user:mori')));

  test.each<BreakResolution>([
    writeOff,
    { kind: 'adjustment', amount: 500, account: 'expense:fees' },
    { kind: 'refund', refundId: 'rf-1' },
  ])('with money waits for a second: %o', (resolution) =>
    given().when(propose(resolution)).then(proposed(resolution)),
  );

  test('is carried out by its approval', () =>
    given(proposed(writeOff))
      .when(approve())
      .then(approved, resolved(writeOff, -1000, 'user:sato')));

  test('posts nothing of its own for a refund', () =>
    given(proposed({ kind: 'refund', refundId: 'rf-1' }))
      .when(approve())
      .then(approved, resolved({ kind: 'refund', refundId: 'rf-1' }, 0, 'user:sato')));

  test('is never approved by its proposer, a terminal or a job', () => {
    given(proposed(writeOff))
      .when(approve('user:mori'))
      .thenRefused('two_people_required', { actor: 'user:mori' });
    given(proposed(writeOff))
      .when(approve('cli:sato'))
      .thenRefused('console_user_required', { actor: 'cli:sato' });
  });

  test('that nobody may propose any more is not approved either', () => {
    const account = 'liability:prepaid:harbor-mobile';
    given(proposed({ kind: 'adjustment', amount: 1000, account }))
      .when(approve())
      .thenRefused('account_not_adjustable', { breakId: 'br-1', account });
  });

  test('is sent back with a reason, and can be proposed again', () => {
    const reject = {
      type: 'RejectResolution',
      data: { ...on, reasonId: 're-2', rejectedBy: 'user:sato', at: AT },
    } as const;
    const rejected = {
      type: 'BreakResolutionRejected',
      data: { ...on, reasonId: 're-2', rejectedBy: 'user:sato', rejectedAt: AT },
    } as const;
    given(proposed(writeOff)).when(reject).then(rejected);
    given(proposed(writeOff))
      .when({ ...reject, data: { ...reject.data, reasonId: '' } })
      .thenRefused('reason_required', { breakId: 'br-1' });
    given(proposed(writeOff), rejected).when(propose(writeOff)).then(proposed(writeOff));
  });

  test('happens once', () => {
    given(...writtenOff)
      .when(propose(ignored))
      .thenRefused('break_status', { breakId: 'br-1', status: 'resolved' });
    given(...writtenOff)
      .when(approve())
      .thenRefused('break_status', { breakId: 'br-1', status: 'resolved' });
  });

  test('needs a reason and a person', () => {
    given()
      .when(propose(ignored, 'user:mori', ''))
      .thenRefused('reason_required', { breakId: 'br-1' });
    given()
      .when(propose(ignored, 'job:matching'))
      .thenRefused('person_required', { actor: 'job:matching' });
  });

  test.each<[BreakResolution, string]>([
    [{ kind: 'write_off', amount: 0 }, 'amount_not_allowed'],
    [{ kind: 'write_off', amount: 0.5 }, 'amount_not_allowed'],
    [{ kind: 'adjustment', amount: 1, account: '' }, 'resolution_incomplete'],
    [{ kind: 'adjustment', amount: 1, account: 'fees' }, 'account_not_adjustable'],
    [{ kind: 'adjustment', amount: 1, account: 'asset:suspense' }, 'account_not_adjustable'],
    [{ kind: 'matched_by_hand', items: [], lines: [] }, 'resolution_incomplete'],
    [{ kind: 'refund', refundId: '' }, 'resolution_incomplete'],
  ])('that cannot be carried out is refused: %o', (resolution, code) =>
    given().when(propose(resolution)).thenRefused(code),
  );
});

describe('undoing a resolution', () => {
  test('takes the money back, by somebody other than the one who approved', () => {
    given(...writtenOff)
      .when(undo('user:mori'))
      .then(undone(writeOff, -1000, 'user:mori'));
    given(...writtenOff)
      .when(undo('user:sato'))
      .thenRefused('two_people_required', { actor: 'user:sato' });
  });

  test('without money takes anybody with a reason', () => {
    const done = [proposed(ignored), resolved(ignored, 0, 'user:mori')] as const;
    given(...done)
      .when(undo('user:mori'))
      .then(undone(ignored, 0, 'user:mori'));
    given(...done)
      .when(undo('user:mori', ''))
      .thenRefused('reason_required', { breakId: 'br-1' });
  });

  test('leaves the break open', () =>
    given(...writtenOff, undone(writeOff, -1000, 'user:mori'))
      .when(propose(writeOff))
      .then(proposed(writeOff)));

  test('needs something to undo', () =>
    given()
      .when(undo('user:mori'))
      .thenRefused('break_status', { breakId: 'br-1', status: 'open' }));
});

describe('rejecting a proposed match', () => {
  const match = {
    rule: 'card+amount+time',
    items: ['tu-1', 'tu-2'],
    statementId: 'st-1',
    lines: [4],
    lineMarks: ['m1', 'm2'],
  } as const;
  const rejectMatch = (of: ProposedMatch = match, rejectedBy = 'user:mori', reasonId = 're-4') =>
    ({
      type: 'RejectProposedMatch',
      data: { ...on, match: of, reasonId, rejectedBy, at: AT },
    }) as const;
  const matchRejected = {
    type: 'ProposedMatchRejected',
    data: { ...on, match, reasonId: 're-4', rejectedBy: 'user:mori', rejectedAt: AT },
  } as const;

  test('takes one person, and leaves the work open', () => {
    given().when(rejectMatch()).then(matchRejected);
    given(matchRejected).when(propose(writeOff)).then(proposed(writeOff));
    given(matchRejected)
      .when(propose(ignored))
      .then(proposed(ignored), resolved(ignored, 0, 'user:mori'));
  });

  test('is said once of the same match, in whatever order and file, and again of another', () => {
    const same = { ...match, items: ['tu-2', 'tu-1'], lineMarks: ['m2', 'm1'], lines: [9] };
    given(matchRejected).when(rejectMatch(same)).thenNothing();
    const other = { ...match, lineMarks: ['m3'] };
    given(matchRejected)
      .when(rejectMatch(other))
      .then({ ...matchRejected, data: { ...matchRejected.data, match: other } });
  });

  test('is remembered after other work, done and undone', () => {
    const done = [proposed(ignored), resolved(ignored, 0, 'user:mori')] as const;
    given(matchRejected, ...done, undone(ignored, 0, 'user:mori'))
      .when(rejectMatch())
      .thenNothing();
  });

  test('is refused to others than people, without a reason, and while other work stands', () => {
    given()
      .when(rejectMatch(match, 'job:worker'))
      .thenRefused('person_required', { actor: 'job:worker' });
    given()
      .when(rejectMatch(match, 'user:mori', ''))
      .thenRefused('reason_required', { breakId: 'br-1' });
    given(proposed(writeOff))
      .when(rejectMatch())
      .thenRefused('break_status', { breakId: 'br-1', status: 'proposed' });
    given(...writtenOff)
      .when(rejectMatch())
      .thenRefused('break_status', { breakId: 'br-1', status: 'resolved' });
  });
});
