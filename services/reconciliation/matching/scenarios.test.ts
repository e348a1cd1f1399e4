import { describe, expect, it } from 'vitest';

import { item, line, outcome, reconciled } from './scenario.given.ts';

describe('one day', () => {
  it('matches a line that agrees in everything', () => {
    expect(reconciled([item('A', '18 12:00:00')], { '18': [line(4, '18 12:00:30', 'A')] })).toEqual(
      {
        '18': outcome({ exact: ['A #4'] }),
      },
    );
  });

  it('lets a done line confirm what a failed one of the same reference did not', () => {
    const lines = [line(4, '18 12:00:10', 'A', { status: 'failed' }), line(5, '18 12:01:00', 'A')];
    expect(reconciled([item('A', '18 12:00:00')], { '18': lines })).toEqual({
      '18': outcome({ exact: ['A #5'], notExecuted: [4] }),
    });
  });

  it('tells a failed line without another as a status break', () => {
    const lines = [line(4, '18 12:00:10', 'A', { status: 'failed' })];
    expect(reconciled([item('A', '18 12:00:00')], { '18': lines })).toEqual({
      '18': outcome({ breaks: ['status: A #4 -2000'] }),
    });
  });

  it('undoes a done line by a later cancelled one and names both', () => {
    const lines = [
      line(4, '18 12:00:10', 'A'),
      line(5, '18 15:00:00', 'A', { status: 'cancelled' }),
    ];
    expect(reconciled([item('A', '18 12:00:00')], { '18': lines })).toEqual({
      '18': outcome({ breaks: ['status: A #4 #5 -2000'] }),
    });
  });

  it('does not let an earlier cancelled line undo a later done one', () => {
    const lines = [
      line(4, '18 12:00:10', 'A', { status: 'cancelled' }),
      line(5, '18 12:10:00', 'A'),
    ];
    expect(reconciled([item('A', '18 12:00:00')], { '18': lines })).toEqual({
      '18': outcome({ exact: ['A #5'], notExecuted: [4] }),
    });
  });

  it('matches what was executed, cancelled and executed again', () => {
    const lines = [
      line(4, '18 12:00:10', 'A'),
      line(5, '18 12:05:00', 'A', { status: 'cancelled' }),
      line(6, '18 12:10:00', 'A'),
    ];
    expect(reconciled([item('A', '18 12:00:00')], { '18': lines })).toEqual({
      '18': outcome({ exact: ['A #6'], notExecuted: [4, 5] }),
    });
  });

  it('proposes lines of one reference that add up', () => {
    const lines = [
      line(4, '18 12:00:10', 'A', { amount: 1500 }),
      line(5, '18 12:00:20', 'A', { amount: 500 }),
    ];
    expect(reconciled([item('A', '18 12:00:00')], { '18': lines })).toEqual({
      '18': outcome({ proposed: ['one item, many lines: A #4 #5'] }),
    });
  });

  it('tells lines of one reference that do not add up as one break', () => {
    const lines = [
      line(4, '18 12:00:10', 'A', { amount: 1000 }),
      line(5, '18 12:00:20', 'A', { amount: 500 }),
    ];
    expect(reconciled([item('A', '18 12:00:00')], { '18': lines })).toEqual({
      '18': outcome({ breaks: ['split_incomplete: A #4 #5 -500'] }),
    });
  });

  it('takes a repetition of one carrier reference for a duplicate, not for a split', () => {
    const lines = [
      line(4, '18 12:00:10', 'A', { amount: 500, carrierReference: 'HB1' }),
      line(5, '18 12:00:20', 'A', { amount: 500, carrierReference: 'HB1' }),
    ];
    expect(reconciled([item('A', '18 12:00:00')], { '18': lines })).toEqual({
      '18': outcome({ breaks: ['amount: A #4 -1500', 'duplicate_in_statement: #5 +500'] }),
    });
  });

  it('tells an add-up of amounts with a charge off the contract as a fee break', () => {
    const lines = [
      line(4, '18 12:00:10', 'A', { amount: 1000 }),
      line(5, '18 12:00:20', 'A', { amount: 1000, wholesale: 950 }),
    ];
    expect(reconciled([item('A', '18 12:00:00')], { '18': lines })).toEqual({
      '18': outcome({ breaks: ['fee: A #4 #5 +50'] }),
    });
  });

  it('names the weightiest difference and keeps the others as attributes', () => {
    const lines = [line(4, '18 12:00:10', 'A', { card: 'card-2', amount: 3000, wholesale: 1 })];
    expect(reconciled([item('A', '18 12:00:00')], { '18': lines })).toEqual({
      '18': outcome({ breaks: ['wrong_card: A #4 +1000 (also amount, fee)'] }),
    });
  });

  it('takes the first of lines alike and tells the later ones as duplicates', () => {
    const lines = [line(9, '18 12:00:20', 'A'), line(4, '18 12:00:30', 'A')];
    expect(reconciled([item('A', '18 12:00:00')], { '18': lines })).toEqual({
      '18': outcome({ exact: ['A #9'], breaks: ['duplicate_in_statement: #4 +2000'] }),
    });
  });

  it('tells the second line of a reference that we do not know as a duplicate', () => {
    const lines = [line(4, '18 12:00:10', 'X'), line(5, '18 12:00:20', 'X')];
    expect(reconciled([], { '18': lines })).toEqual({
      '18': outcome({
        breaks: ['duplicate_in_statement: #5 +2000', 'missing_in_ledger: #4 +2000'],
      }),
    });
  });

  it('counts a failed line without a reference as not executed', () => {
    const lines = [line(4, '18 12:00:10', '', { status: 'failed' })];
    expect(reconciled([], { '18': lines })).toEqual({ '18': outcome({ notExecuted: [4] }) });
  });

  it('counts what was executed and cancelled under an unknown reference as not executed', () => {
    const lines = [
      line(4, '18 12:00:10', 'X'),
      line(5, '18 12:05:00', 'X', { status: 'cancelled' }),
    ];
    expect(reconciled([], { '18': lines })).toEqual({ '18': outcome({ notExecuted: [4, 5] }) });
  });
});

describe('lines without a reference', () => {
  it.each([
    ['at the edge of the window', '18 12:10:00', { proposed: ['card+amount+time: A #4'] }],
    [
      'just past it',
      '18 12:10:01',
      { breaks: ['missing_in_ledger: #4 +2000', 'missing_in_statement: A -2000'] },
    ],
  ])('are proposed by card, amount and time: %s', (_, when, expected) => {
    expect(reconciled([item('A', '18 12:00:00')], { '18': [line(4, when, '')] })).toEqual({
      '18': outcome(expected),
    });
  });

  it('are ambiguous when two items fit one line, in whatever order they come', () => {
    const items = [item('A', '18 12:00:00'), item('B', '18 12:05:00')];
    expect(reconciled(items, { '18': [line(4, '18 12:04:00', '')] })).toEqual({
      '18': outcome({ breaks: ['ambiguous: A B #4 -2000'] }),
    });
  });

  it('are ambiguous when two lines fit one item', () => {
    const lines = [line(4, '18 12:04:00', ''), line(5, '18 12:05:00', '')];
    expect(reconciled([item('A', '18 12:00:00')], { '18': lines })).toEqual({
      '18': outcome({ breaks: ['ambiguous: A #4 #5 +2000'] }),
    });
  });

  it('join candidates over a chain', () => {
    const items = [item('A', '18 12:00:00'), item('B', '18 12:15:00')];
    const lines = [line(4, '18 12:08:00', ''), line(5, '18 12:20:00', '')];
    expect(reconciled(items, { '18': lines })).toEqual({
      '18': outcome({ breaks: ['ambiguous: A B #4 #5 0'] }),
    });
  });

  it('do not fit with a charge off the contract', () => {
    const lines = [line(4, '18 12:00:10', '', { wholesale: 1 })];
    expect(reconciled([item('A', '18 12:00:00')], { '18': lines })).toEqual({
      '18': outcome({ breaks: ['missing_in_ledger: #4 +2000', 'missing_in_statement: A -2000'] }),
    });
  });
});

describe('a double payment', () => {
  it.each([
    ['at the edge of the window', '18 12:03:00', 'duplicate_in_ledger'],
    ['just past it', '18 12:03:01', 'missing_in_statement'],
  ])('is the payment that was not executed: %s', (_, when, kind) => {
    const items = [item('A', '18 12:00:00'), item('B', when)];
    expect(reconciled(items, { '18': [line(4, '18 12:00:10', 'A')] })).toEqual({
      '18': outcome({ exact: ['A #4'], breaks: [`${kind}: B -2000`] }),
    });
  });

  it('may be two payments of one provider', () => {
    const items = [
      item('A', '18 12:00:00', { payment: 'stripe:1' }),
      item('B', '18 12:01:00', { payment: 'stripe:2' }),
    ];
    expect(reconciled(items, { '18': [line(4, '18 12:00:10', 'A')] })).toEqual({
      '18': outcome({ exact: ['A #4'], breaks: ['duplicate_in_ledger: B -2000'] }),
    });
  });

  it('is none for one payment, and none when neither was executed', () => {
    const once = [
      item('A', '18 12:00:00', { payment: 'stripe:1' }),
      item('B', '18 12:01:00', { payment: 'stripe:1' }),
    ];
    expect(reconciled(once, { '18': [line(4, '18 12:00:10', 'A')] })['18']?.breaks).toEqual([
      'missing_in_statement: B -2000',
    ]);
    const neither = [item('C', '18 12:00:00'), item('D', '18 12:01:00')];
    expect(reconciled(neither, { '18': [] })['18']?.breaks).toEqual([
      'missing_in_statement: C -2000',
      'missing_in_statement: D -2000',
    ]);
  });

  it('is found across midnight when the later day matches the other payment', () => {
    const items = [item('A', '18 23:59:00'), item('B', '19 00:00:30')];
    expect(reconciled(items, { '18': [], '19': [line(4, '19 00:01:00', 'B')] })).toEqual({
      '18': outcome({ breaks: ['timing: A -2000'] }),
      '19': outcome({ exact: ['B #4'], rejudged: ['A duplicate_in_ledger'] }),
    });
  });

  it('is found across midnight when the earlier day matched the other payment', () => {
    const items = [item('A', '18 23:59:00'), item('B', '19 00:00:30')];
    expect(reconciled(items, { '18': [line(4, '18 23:59:30', 'A')], '19': [] })).toEqual({
      '18': outcome({ exact: ['A #4'] }),
      '19': outcome({ breaks: ['duplicate_in_ledger: B -2000'] }),
    });
  });

  it('is found when the next day carries one of two late payments', () => {
    const items = [item('A', '18 23:58:00'), item('B', '18 23:59:00')];
    expect(reconciled(items, { '18': [], '19': [line(4, '19 00:01:00', 'B')] })).toEqual({
      '18': outcome({ breaks: ['timing: A -2000', 'timing: B -2000'] }),
      '19': outcome({ carried: ['B #4'], settled: ['B'], rejudged: ['A duplicate_in_ledger'] }),
    });
  });
});

describe('midnight', () => {
  it.each([
    ['at the edge of the late window', '18 23:50:00', 'timing'],
    ['just before it', '18 23:49:59', 'missing_in_statement'],
  ])('is waited for: %s', (_, when, kind) => {
    expect(reconciled([item('A', when)], { '18': [] })).toEqual({
      '18': outcome({ breaks: [`${kind}: A -2000`] }),
    });
  });

  it('carries a late item forward and settles its timing', () => {
    const files = { '18': [], '19': [line(4, '19 00:01:00', 'A')] };
    expect(reconciled([item('A', '18 23:55:00')], files)).toEqual({
      '18': outcome({ breaks: ['timing: A -2000'] }),
      '19': outcome({ carried: ['A #4'], settled: ['A'] }),
    });
  });

  it('judges a late item again that the next day does not confirm', () => {
    expect(reconciled([item('A', '18 23:55:00')], { '18': [], '19': [] })).toEqual({
      '18': outcome({ breaks: ['timing: A -2000'] }),
      '19': outcome({ rejudged: ['A missing_in_statement'] }),
    });
  });

  it('still waits while the next day has no file, though a later one has', () => {
    expect(reconciled([item('A', '18 23:55:00')], { '18': [], '20': [] })).toEqual({
      '18': outcome({ breaks: ['timing: A -2000'] }),
      '20': outcome({}),
    });
  });

  it('lists a wrong amount of a late item on the day of the file', () => {
    const files = { '18': [], '19': [line(4, '19 00:01:00', 'A', { amount: 3000 })] };
    expect(reconciled([item('A', '18 23:55:00')], files)).toEqual({
      '18': outcome({ breaks: ['timing: A -2000'] }),
      '19': outcome({ breaks: ['amount: A #4 +1000'], settled: ['A'] }),
    });
  });

  it('proposes a late item for a line without a reference', () => {
    const files = { '18': [], '19': [line(4, '19 00:01:00', '')] };
    expect(reconciled([item('A', '18 23:55:00')], files)).toEqual({
      '18': outcome({ breaks: ['timing: A -2000'] }),
      '19': outcome({ proposed: ['card+amount+time: A #4'], settled: ['A'] }),
    });
  });

  it("prefers the day's own item for a line without a reference", () => {
    const items = [item('A', '18 23:55:00'), item('B', '19 00:02:00')];
    const files = { '18': [], '19': [line(4, '19 00:01:00', '')] };
    expect(reconciled(items, files)['19']).toEqual(
      outcome({ proposed: ['card+amount+time: B #4'], rejudged: ['A missing_in_statement'] }),
    );
  });
});

describe('several days', () => {
  it('carries an item forward from a day that has not been run', () => {
    expect(reconciled([item('A', '17 12:00:00')], { '19': [line(4, '19 09:00:00', 'A')] })).toEqual(
      {
        '19': outcome({ carried: ['A #4'], settled: ['A'] }),
      },
    );
  });

  it('corrects a missing item by the next file', () => {
    const files = { '18': [], '19': [line(4, '19 09:00:00', 'A')] };
    expect(reconciled([item('A', '18 12:00:00')], files)).toEqual({
      '18': outcome({ breaks: ['missing_in_statement: A -2000'] }),
      '19': outcome({ carried: ['A #4'], settled: ['A'] }),
    });
  });

  it('corrects a failed line by a done one in the next file', () => {
    const files = {
      '18': [line(4, '18 12:00:10', 'A', { status: 'failed' })],
      '19': [line(7, '19 09:00:00', 'A')],
    };
    expect(reconciled([item('A', '18 12:00:00')], files)).toEqual({
      '18': outcome({ breaks: ['status: A #4 -2000'] }),
      '19': outcome({ carried: ['A #7'], settled: ['A'] }),
    });
  });

  it('does not match again what a done line has settled', () => {
    const files = {
      '18': [line(4, '18 12:00:10', 'A', { amount: 3000 })],
      '19': [line(7, '19 09:00:00', 'A')],
    };
    expect(reconciled([item('A', '18 12:00:00')], files)).toEqual({
      '18': outcome({ breaks: ['amount: A #4 +1000'] }),
      '19': outcome({ breaks: ['duplicate_in_statement: #7 +2000'] }),
    });
  });

  it('takes a wrong amount back by a cancellation and matches its correction', () => {
    const files = {
      '18': [line(4, '18 12:00:10', 'A', { amount: 3000 })],
      '19': [
        line(7, '19 09:00:00', 'A', { amount: 3000, status: 'cancelled' }),
        line(8, '19 09:00:05', 'A'),
      ],
    };
    expect(reconciled([item('A', '18 12:00:00')], files)).toEqual({
      '18': outcome({ breaks: ['amount: A #4 +1000'] }),
      '19': outcome({ carried: ['A #8'], notExecuted: [7], settled: ['A'] }),
    });
  });

  it('tells a cancellation on the next day as a status break of that day', () => {
    const files = {
      '18': [line(4, '18 12:00:10', 'A')],
      '19': [line(7, '19 09:00:00', 'A', { status: 'cancelled' })],
    };
    expect(reconciled([item('A', '18 12:00:00')], files)).toEqual({
      '18': outcome({ exact: ['A #4'] }),
      '19': outcome({ breaks: ['status: A #7 -2000'], settled: ['A'] }),
    });
  });

  it('counts a line of the day before as already seen', () => {
    const done = line(4, '18 12:00:10', 'A');
    const files = { '18': [done], '19': [{ ...done, fileLine: 9 }] };
    expect(reconciled([item('A', '18 12:00:00')], files)).toEqual({
      '18': outcome({ exact: ['A #4'] }),
      '19': outcome({ alreadySeen: [9] }),
    });
  });

  it('counts a failed line of the day before as already seen, not as a second break', () => {
    const failed = line(4, '18 12:00:10', 'A', { status: 'failed' });
    const files = { '18': [failed], '19': [{ ...failed, fileLine: 9 }] };
    expect(reconciled([item('A', '18 12:00:00')], files)).toEqual({
      '18': outcome({ breaks: ['status: A #4 -2000'] }),
      '19': outcome({ alreadySeen: [9] }),
    });
  });

  it('keeps two genuinely equal lines two, also when only one of them was seen', () => {
    const first = line(4, '18 12:00:10', 'X', { carrierReference: '' });
    const files = {
      '18': [first],
      '19': [
        { ...first, fileLine: 8 },
        { ...first, fileLine: 9 },
      ],
    };
    expect(reconciled([], files)).toEqual({
      '18': outcome({ breaks: ['missing_in_ledger: #4 +2000'] }),
      '19': outcome({ alreadySeen: [8], breaks: ['duplicate_in_statement: #9 +2000'] }),
    });
  });

  it('tells another line of a reference that an earlier file executed as a duplicate', () => {
    const files = { '18': [line(4, '18 12:00:10', 'A')], '19': [line(7, '19 09:00:00', 'A')] };
    expect(reconciled([item('A', '18 12:00:00')], files)).toEqual({
      '18': outcome({ exact: ['A #4'] }),
      '19': outcome({ breaks: ['duplicate_in_statement: #7 +2000'] }),
    });
  });
});
