import { describe, expect, test } from 'vitest';

import { item, keptApart, line, outcome, reconciled } from './scenario.given.ts';

describe('a proposal that was rejected', () => {
  const a = item('A', '18 12:00:00');
  const blank = line(4, '18 12:00:30', '');

  test('leaves both its sides as breaks, and the item to a later file', () => {
    const files = { '18': [blank], '19': [line(4, '19 09:00:00', 'A')] };
    expect(reconciled([a], files, keptApart({ items: [a], lines: [blank] }))).toEqual({
      '18': outcome({
        breaks: ['missing_in_ledger: #4 +2000', 'missing_in_statement: A -2000'],
      }),
      '19': outcome({ carried: ['A #4'], settled: ['A'] }),
    });
  });

  test('is not proposed again when its line comes again in another place of a later file', () => {
    const files = { '18': [blank], '19': [{ ...blank, fileLine: 7 }] };
    expect(reconciled([a], files, keptApart({ items: [a], lines: [blank] }))['19']).toEqual(
      outcome({ alreadySeen: [7] }),
    );
  });

  test('leaves its line to another item, and its item to another line', () => {
    const b = item('B', '18 12:01:00', { card: 'card-2' });
    const other = line(5, '18 12:01:30', '', { card: 'card-2' });
    const rejected = keptApart({ items: [a], lines: [blank] });
    expect(reconciled([a, b], { '18': [blank, other] }, rejected)['18']).toMatchObject({
      proposed: ['card+amount+time: B #5'],
    });
    const twin = line(6, '18 12:00:40', '');
    expect(reconciled([a], { '18': [blank, twin] }, rejected)['18']).toEqual(
      outcome({
        proposed: ['card+amount+time: A #6'],
        breaks: ['missing_in_ledger: #4 +2000'],
      }),
    );
  });

  test('of several lines under one reference leaves each of them', () => {
    const halves = [
      line(4, '18 12:00:10', 'A', { amount: 1000 }),
      line(5, '18 12:00:20', 'A', { amount: 1000 }),
    ];
    expect(reconciled([a], { '18': halves })['18']).toEqual(
      outcome({ proposed: ['one item, many lines: A #4 #5'] }),
    );
    expect(
      reconciled([a], { '18': halves }, keptApart({ items: [a], lines: halves }))['18'],
    ).toEqual(
      outcome({
        breaks: [
          'duplicate_in_statement: #5 +1000',
          'missing_in_ledger: #4 +1000',
          'missing_in_statement: A -2000',
        ],
      }),
    );
  });

  test('no longer tells that another payment of the same was executed', () => {
    const again = item('C', '18 12:01:00', { payment: 'stripe:other' });
    const own = keptApart({ items: [a], lines: [blank] }, { items: [again], lines: [blank] });
    expect(reconciled([a, again], { '18': [blank] }, own)['18']).toMatchObject({
      breaks: [
        'missing_in_ledger: #4 +2000',
        'missing_in_statement: A -2000',
        'missing_in_statement: C -2000',
      ],
    });
  });
});
