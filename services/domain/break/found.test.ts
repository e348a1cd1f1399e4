import { describe, expect, test } from 'vitest';

import { specificationOf } from '../kernel/specification.given.ts';
import type { BreakResolution } from './events.ts';
import { breakAsFound, obstacleTo, type FoundBreak, type NamedInProposal } from './found.ts';
import type { NamedRefund } from './refund.ts';
import { BREAK_KINDS, RESOLUTION_KINDS, type BreakKind } from './kinds.ts';

const AT = '2026-11-19T05:00:00.000Z';
const on = { breakId: 'br-1', source: 'harbor', date: '2026-11-18' } as const;

const missing: FoundBreak = {
  breakId: 'br-1',
  kind: 'missing_in_statement',
  items: ['tu-1'],
  lines: [],
  difference: { amount: -1000, currency: 'JPY' },
  closesItems: false,
  resolvedOn: null,
  matchedIn: null,
};

const propose = (resolution: BreakResolution) =>
  ({
    type: 'ProposeResolution',
    data: { ...on, resolution, currency: 'JPY', reasonId: 're-1', proposedBy: 'user:mori', at: AT },
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
const resolved = (resolution: BreakResolution) =>
  ({
    type: 'BreakResolved',
    data: {
      ...on,
      resolution,
      amount: 0,
      currency: 'JPY',
      resolvedBy: 'user:mori',
      resolvedAt: AT,
    },
  }) as const;

const onBreak = (found: FoundBreak, named?: NamedInProposal) =>
  specificationOf(breakAsFound(found, named));

describe('a break that is settled without a person', () => {
  const writeOff = { kind: 'write_off', amount: -1000 } as const;

  test('by a later file is not resolved by hand as well', () => {
    const settled = { ...missing, resolvedOn: '2026-11-19' };
    const refusal = { breakId: 'br-1', resolvedOn: '2026-11-19' };
    onBreak(settled)
      .given()
      .when(propose({ kind: 'ignored' }))
      .thenRefused('break_settled', refusal);
    onBreak(settled)
      .given(proposed(writeOff))
      .when({ type: 'ApproveResolution', data: { ...on, approvedBy: 'user:sato', at: AT } })
      .thenRefused('break_settled', refusal);
  });

  test('by a match in another break is not resolved here', () =>
    onBreak({ ...missing, matchedIn: 'br-2' })
      .given()
      .when(propose({ kind: 'ignored' }))
      .thenRefused('break_matched_elsewhere', { breakId: 'br-1', matchedIn: 'br-2' }));

  test('can still be sent back and talked about', () =>
    onBreak({ ...missing, resolvedOn: '2026-11-19' })
      .given(proposed(writeOff))
      .when({
        type: 'RejectResolution',
        data: { ...on, reasonId: 're-2', rejectedBy: 'user:sato', at: AT },
      })
      .then({
        type: 'BreakResolutionRejected',
        data: { ...on, reasonId: 're-2', rejectedBy: 'user:sato', rejectedAt: AT },
      }));
});

describe('a match by hand', () => {
  const match = { kind: 'matched_by_hand', items: ['tu-1'], lines: [9] } as const;
  const part = (name: string, amount = 1000, currency = 'JPY', isFree = true) => ({
    name,
    amount,
    currency,
    isFree,
  });
  const parts = { items: [part('tu-1')], lines: [part('9')] };

  test('holds when both sides are free and come to the same', () =>
    onBreak(missing, { parts })
      .given()
      .when(propose(match))
      .then(proposed(match), resolved(match)));

  test('of what is used or unknown is refused', () => {
    onBreak(missing, { parts: { ...parts, lines: [part('9', 1000, 'JPY', false)] } })
      .given()
      .when(propose(match))
      .thenRefused('parts_not_free', { breakId: 'br-1', items: [], lines: [9] });
    onBreak(missing, { parts: { ...parts, items: [] } })
      .given()
      .when(propose(match))
      .thenRefused('parts_not_free', { breakId: 'br-1', items: ['tu-1'], lines: [] });
  });

  test('of sides that differ is refused with both sums', () => {
    const ours = { amount: 1000, currency: 'JPY' };
    onBreak(missing, { parts: { ...parts, lines: [part('9', 900)] } })
      .given()
      .when(propose(match))
      .thenRefused('match_not_balanced', {
        breakId: 'br-1',
        ours,
        theirs: { amount: 900, currency: 'JPY' },
      });
    onBreak(missing, { parts: { ...parts, lines: [part('9', 1000, 'USD')] } })
      .given()
      .when(propose(match))
      .thenRefused('match_not_balanced', {
        breakId: 'br-1',
        ours,
        theirs: { amount: 1000, currency: 'USD' },
      });
  });

  test.each([
    { ...match, lines: [] },
    { ...match, items: [] },
    { ...match, items: ['tu-1', 'tu-1'] },
    { ...match, items: ['tu-2'] },
  ])('needs both sides, each part once, and the break’s own: %o', (incomplete) =>
    onBreak(missing, { parts })
      .given()
      .when(propose(incomplete))
      .thenRefused('resolution_incomplete', { breakId: 'br-1', kind: 'matched_by_hand' }),
  );
});

describe('a refund', () => {
  const resolution = { kind: 'refund', refundId: 'rf-1' } as const;
  const refund = { refundId: 'rf-1', topUpId: 'tu-1', state: 'requested', heldBy: null } as const;
  const approve = {
    type: 'ApproveResolution',
    data: { ...on, approvedBy: 'user:sato', at: AT },
  } as const;

  test.each(['requested', 'approved', 'sent', 'paid', 'evidenced'] as const)(
    'of a top-up of the break resolves it, paid or on its way: %s',
    (state) =>
      onBreak(missing, { refund: { ...refund, state } })
        .given()
        .when(propose(resolution))
        .then(proposed(resolution)),
  );

  const refusals = {
    'that there is not': [null, 'refund_unknown', { refundId: 'rf-1' }],
    'of another top-up': [
      { ...refund, topUpId: 'tu-2' },
      'refund_of_other_top_up',
      { breakId: 'br-1', refundId: 'rf-1', topUpId: 'tu-2', items: ['tu-1'] },
    ],
    'that was rejected': [
      { ...refund, state: 'rejected' },
      'refund_pays_nothing',
      { refundId: 'rf-1', state: 'rejected' },
    ],
    'that was cancelled': [
      { ...refund, state: 'cancelled' },
      'refund_pays_nothing',
      { refundId: 'rf-1', state: 'cancelled' },
    ],
    'whose payout failed': [
      { ...refund, state: 'failed' },
      'refund_pays_nothing',
      { refundId: 'rf-1', state: 'failed' },
    ],
    'on which another break counts': [
      { ...refund, heldBy: { ...on, breakId: 'br-2' } },
      'refund_in_other_break',
      { refundId: 'rf-1', heldBy: 'br-2', source: 'harbor', date: '2026-11-18' },
    ],
  } as const satisfies Record<string, readonly [NamedRefund | null, string, object]>;

  describe.each(Object.entries(refusals))('%s', (_, [named, code, facts]) => {
    test('is not proposed', () =>
      onBreak(missing, { refund: named })
        .given()
        .when(propose(resolution))
        .thenRefused(code, facts));

    test('is not approved either, whatever it was when it was proposed', () =>
      onBreak(missing, { refund: named })
        .given(proposed(resolution))
        .when(approve)
        .thenRefused(code, facts));
  });
});

describe('a write-off', () => {
  const writeOff = (amount: number) => ({ kind: 'write_off', amount }) as const;
  const difference = { amount: -1000, currency: 'JPY' };
  const refusal = (amount: number) => ({
    breakId: 'br-1',
    amount: { amount, currency: 'JPY' },
    difference,
  });

  test.each([-1000, -1])('takes the difference or a part of it: %i', (amount) =>
    onBreak(missing)
      .given()
      .when(propose(writeOff(amount)))
      .then(proposed(writeOff(amount))),
  );

  test.each([-1001, 1000, 1])('takes no more than that, nor the other sign: %i', (amount) =>
    onBreak(missing)
      .given()
      .when(propose(writeOff(amount)))
      .thenRefused('write_off_beyond_difference', refusal(amount)),
  );

  test('is judged again under the second signature: a later run may find less', () =>
    onBreak(missing)
      .given(proposed(writeOff(-5000)))
      .when({ type: 'ApproveResolution', data: { ...on, approvedBy: 'user:sato', at: AT } })
      .thenRefused('write_off_beyond_difference', refusal(-5000)));

  test('has no bound where the difference cannot be said', () =>
    onBreak({ ...missing, difference: null })
      .given()
      .when(propose(writeOff(5000)))
      .then(proposed(writeOff(5000))));

  test('of nothing is refused as nothing, not as too much', () =>
    onBreak(missing)
      .given()
      .when(propose(writeOff(0)))
      .thenRefused('amount_not_allowed', { breakId: 'br-1', amount: 0 }));
});

test('what a break of its form can never be is refused with the reason', () => {
  const line = { ...missing, kind: 'duplicate_in_statement', items: [], lines: [4] } as const;
  onBreak(line)
    .given()
    .when(propose({ kind: 'carried_forward' }))
    .thenRefused('resolution_not_possible', {
      breakId: 'br-1',
      kind: 'carried_forward',
      why: 'nothing_to_wait_for',
      possible: ['matched_by_hand', 'adjustment', 'write_off', 'dispute', 'ignored'],
    });
});

test('every kind of break can be resolved, and says why in some way it cannot', () => {
  const form = (kind: BreakKind) => {
    const hasItem = !['missing_in_ledger', 'duplicate_in_statement', 'unreadable_line'].includes(
      kind,
    );
    const isOfFile = ['control_total', 'missing_file'].includes(kind);
    return { kind, items: hasItem && !isOfFile ? ['tu-1'] : [], lines: [], closesItems: false };
  };
  const told = BREAK_KINDS.map((kind) => {
    const obstacles = RESOLUTION_KINDS.flatMap((way) => {
      const why = obstacleTo(form(kind), way);
      return why === null ? [] : [`${way}: ${why}`];
    });
    return [kind, obstacles.join(', ')];
  });
  const ofFile =
    'matched_by_hand: nothing_to_match, refund: no_item, carried_forward: nothing_to_wait_for';
  expect(Object.fromEntries(told.filter(([, obstacles]) => obstacles !== ''))).toEqual({
    missing_in_ledger: 'refund: no_item',
    duplicate_in_statement: 'refund: no_item, carried_forward: nothing_to_wait_for',
    ambiguous: 'carried_forward: nothing_to_wait_for',
    unreadable_line: ofFile,
    control_total: ofFile,
    missing_file: ofFile,
  });
});
