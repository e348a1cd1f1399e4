import type { StatementLine } from '../statementLine.ts';
import type { Item } from './item.ts';
import { item, line, outcome, type Told } from './scenario.given.ts';

/** What stands in our events and in the files, and what each day must come to. */
export type Scenario = {
  readonly name: string;
  readonly items: readonly Item[];
  /** By day of November 2026. */
  readonly files: Readonly<Record<string, readonly StatementLine[]>>;
  /** By day; days without a file have no outcome. */
  readonly expected: Readonly<Record<string, Told>>;
};

/** The rules of matching in cases, by what they are about; run over both roads. */
export const scenarios: Readonly<Record<string, readonly Scenario[]>> = {
  'one day': [
    {
      name: 'matches a line that agrees in everything',
      items: [item('A', '18 12:00:00')],
      files: { '18': [line(4, '18 12:00:30', 'A')] },
      expected: {
        '18': outcome({ exact: ['A #4'] }),
      },
    },
    {
      name: 'lets a done line confirm what a failed one of the same reference did not',
      items: [item('A', '18 12:00:00')],
      files: {
        '18': [line(4, '18 12:00:10', 'A', { status: 'failed' }), line(5, '18 12:01:00', 'A')],
      },
      expected: {
        '18': outcome({ exact: ['A #5'], notExecuted: [4] }),
      },
    },
    {
      name: 'tells a failed line without another as a status break',
      items: [item('A', '18 12:00:00')],
      files: { '18': [line(4, '18 12:00:10', 'A', { status: 'failed' })] },
      expected: {
        '18': outcome({ breaks: ['status: A #4 -2000'] }),
      },
    },
    {
      name: 'undoes a done line by a later cancelled one and names both',
      items: [item('A', '18 12:00:00')],
      files: {
        '18': [line(4, '18 12:00:10', 'A'), line(5, '18 15:00:00', 'A', { status: 'cancelled' })],
      },
      expected: {
        '18': outcome({ breaks: ['status: A #4 #5 -2000'] }),
      },
    },
    {
      name: 'does not let an earlier cancelled line undo a later done one',
      items: [item('A', '18 12:00:00')],
      files: {
        '18': [line(4, '18 12:00:10', 'A', { status: 'cancelled' }), line(5, '18 12:10:00', 'A')],
      },
      expected: {
        '18': outcome({ exact: ['A #5'], notExecuted: [4] }),
      },
    },
    {
      name: 'matches what was executed, cancelled and executed again',
      items: [item('A', '18 12:00:00')],
      files: {
        '18': [
          line(4, '18 12:00:10', 'A'),
          line(5, '18 12:05:00', 'A', { status: 'cancelled' }),
          line(6, '18 12:10:00', 'A'),
        ],
      },
      expected: {
        '18': outcome({ exact: ['A #6'], notExecuted: [4, 5] }),
      },
    },
    {
      name: 'proposes lines of one reference that add up',
      items: [item('A', '18 12:00:00')],
      files: {
        '18': [
          line(4, '18 12:00:10', 'A', { amount: 1500 }),
          line(5, '18 12:00:20', 'A', { amount: 500 }),
        ],
      },
      expected: {
        '18': outcome({ proposed: ['one item, many lines: A #4 #5'] }),
      },
    },
    {
      name: 'tells lines of one reference that do not add up as one break',
      items: [item('A', '18 12:00:00')],
      files: {
        '18': [
          line(4, '18 12:00:10', 'A', { amount: 1000 }),
          line(5, '18 12:00:20', 'A', { amount: 500 }),
        ],
      },
      expected: {
        '18': outcome({ breaks: ['split_incomplete: A #4 #5 -500'] }),
      },
    },
    {
      name: 'takes a repetition of one carrier reference for a duplicate, not for a split',
      items: [item('A', '18 12:00:00')],
      files: {
        '18': [
          line(4, '18 12:00:10', 'A', { amount: 500, carrierReference: 'HB1' }),
          line(5, '18 12:00:20', 'A', { amount: 500, carrierReference: 'HB1' }),
        ],
      },
      expected: {
        '18': outcome({ breaks: ['amount: A #4 -1500', 'duplicate_in_statement: #5 +500'] }),
      },
    },
    {
      name: 'tells an add-up of amounts with a charge off the contract as a fee break',
      items: [item('A', '18 12:00:00')],
      files: {
        '18': [
          line(4, '18 12:00:10', 'A', { amount: 1000 }),
          line(5, '18 12:00:20', 'A', { amount: 1000, wholesale: 950 }),
        ],
      },
      expected: {
        '18': outcome({ breaks: ['fee: A #4 #5 +50'] }),
      },
    },
    {
      name: 'names the weightiest difference and keeps the others as attributes',
      items: [item('A', '18 12:00:00')],
      files: {
        '18': [line(4, '18 12:00:10', 'A', { card: 'card-2', amount: 3000, wholesale: 1 })],
      },
      expected: {
        '18': outcome({ breaks: ['wrong_card: A #4 +1000 (also amount, fee)'] }),
      },
    },
    {
      name: 'takes the first of lines alike and tells the later ones as duplicates',
      items: [item('A', '18 12:00:00')],
      files: { '18': [line(9, '18 12:00:20', 'A'), line(4, '18 12:00:30', 'A')] },
      expected: {
        '18': outcome({ exact: ['A #9'], breaks: ['duplicate_in_statement: #4 +2000'] }),
      },
    },
    {
      name: 'tells the second line of a reference that we do not know as a duplicate',
      items: [],
      files: { '18': [line(4, '18 12:00:10', 'X'), line(5, '18 12:00:20', 'X')] },
      expected: {
        '18': outcome({
          breaks: ['duplicate_in_statement: #5 +2000', 'missing_in_ledger: #4 +2000'],
        }),
      },
    },
    {
      name: 'counts a failed line without a reference as not executed',
      items: [],
      files: { '18': [line(4, '18 12:00:10', '', { status: 'failed' })] },
      expected: { '18': outcome({ notExecuted: [4] }) },
    },
    {
      name: 'counts what was executed and cancelled under an unknown reference as not executed',
      items: [],
      files: {
        '18': [line(4, '18 12:00:10', 'X'), line(5, '18 12:05:00', 'X', { status: 'cancelled' })],
      },
      expected: { '18': outcome({ notExecuted: [4, 5] }) },
    },
  ],
  'lines without a reference': [
    {
      name: 'are proposed by card, amount and time: at the edge of the window',
      items: [item('A', '18 12:00:00')],
      files: { '18': [line(4, '18 12:10:00', '')] },
      expected: { '18': outcome({ proposed: ['card+amount+time: A #4'] }) },
    },
    {
      name: 'are not proposed by card, amount and time: just past the window',
      items: [item('A', '18 12:00:00')],
      files: { '18': [line(4, '18 12:10:01', '')] },
      expected: {
        '18': outcome({
          breaks: ['missing_in_ledger: #4 +2000', 'missing_in_statement: A -2000'],
        }),
      },
    },
    {
      name: 'are ambiguous when two items fit one line, in whatever order they come',
      items: [item('A', '18 12:00:00'), item('B', '18 12:05:00')],
      files: { '18': [line(4, '18 12:04:00', '')] },
      expected: {
        '18': outcome({ breaks: ['ambiguous: A B #4 -2000'] }),
      },
    },
    {
      name: 'are ambiguous when two lines fit one item',
      items: [item('A', '18 12:00:00')],
      files: { '18': [line(4, '18 12:04:00', ''), line(5, '18 12:05:00', '')] },
      expected: {
        '18': outcome({ breaks: ['ambiguous: A #4 #5 +2000'] }),
      },
    },
    {
      name: 'join candidates over a chain',
      items: [item('A', '18 12:00:00'), item('B', '18 12:15:00')],
      files: { '18': [line(4, '18 12:08:00', ''), line(5, '18 12:20:00', '')] },
      expected: {
        '18': outcome({ breaks: ['ambiguous: A B #4 #5 0'] }),
      },
    },
    {
      name: 'do not fit with a charge off the contract',
      items: [item('A', '18 12:00:00')],
      files: { '18': [line(4, '18 12:00:10', '', { wholesale: 1 })] },
      expected: {
        '18': outcome({ breaks: ['missing_in_ledger: #4 +2000', 'missing_in_statement: A -2000'] }),
      },
    },
  ],
  'a double payment': [
    {
      name: 'is the payment that was not executed: at the edge of the window',
      items: [item('A', '18 12:00:00'), item('B', '18 12:03:00')],
      files: { '18': [line(4, '18 12:00:10', 'A')] },
      expected: {
        '18': outcome({ exact: ['A #4'], breaks: ['duplicate_in_ledger: B -2000'] }),
      },
    },
    {
      name: 'is none just past the window',
      items: [item('A', '18 12:00:00'), item('B', '18 12:03:01')],
      files: { '18': [line(4, '18 12:00:10', 'A')] },
      expected: {
        '18': outcome({ exact: ['A #4'], breaks: ['missing_in_statement: B -2000'] }),
      },
    },
    {
      name: 'may be two payments of one provider',
      items: [
        item('A', '18 12:00:00', { payment: 'stripe:1' }),
        item('B', '18 12:01:00', { payment: 'stripe:2' }),
      ],
      files: { '18': [line(4, '18 12:00:10', 'A')] },
      expected: {
        '18': outcome({ exact: ['A #4'], breaks: ['duplicate_in_ledger: B -2000'] }),
      },
    },
    {
      name: 'is none for one payment',
      items: [
        item('A', '18 12:00:00', { payment: 'stripe:1' }),
        item('B', '18 12:01:00', { payment: 'stripe:1' }),
      ],
      files: { '18': [line(4, '18 12:00:10', 'A')] },
      expected: {
        '18': outcome({ exact: ['A #4'], breaks: ['missing_in_statement: B -2000'] }),
      },
    },
    {
      name: 'is none when neither was executed',
      items: [item('C', '18 12:00:00'), item('D', '18 12:01:00')],
      files: { '18': [] },
      expected: {
        '18': outcome({
          breaks: ['missing_in_statement: C -2000', 'missing_in_statement: D -2000'],
        }),
      },
    },
    {
      name: 'is found across midnight when the later day matches the other payment',
      items: [item('A', '18 23:59:00'), item('B', '19 00:00:30')],
      files: { '18': [], '19': [line(4, '19 00:01:00', 'B')] },
      expected: {
        '18': outcome({ breaks: ['timing: A -2000'] }),
        '19': outcome({ exact: ['B #4'], rejudged: ['A duplicate_in_ledger'] }),
      },
    },
    {
      name: 'is found across midnight when the earlier day matched the other payment',
      items: [item('A', '18 23:59:00'), item('B', '19 00:00:30')],
      files: { '18': [line(4, '18 23:59:30', 'A')], '19': [] },
      expected: {
        '18': outcome({ exact: ['A #4'] }),
        '19': outcome({ breaks: ['duplicate_in_ledger: B -2000'] }),
      },
    },
    {
      name: 'is found when the next day carries one of two late payments',
      items: [item('A', '18 23:58:00'), item('B', '18 23:59:00')],
      files: { '18': [], '19': [line(4, '19 00:01:00', 'B')] },
      expected: {
        '18': outcome({ breaks: ['timing: A -2000', 'timing: B -2000'] }),
        '19': outcome({ carried: ['B #4'], settled: ['B'], rejudged: ['A duplicate_in_ledger'] }),
      },
    },
  ],
  midnight: [
    {
      name: 'is waited for: at the edge of the late window',
      items: [item('A', '18 23:50:00')],
      files: { '18': [] },
      expected: { '18': outcome({ breaks: ['timing: A -2000'] }) },
    },
    {
      name: 'is not waited for: just before the late window',
      items: [item('A', '18 23:49:59')],
      files: { '18': [] },
      expected: { '18': outcome({ breaks: ['missing_in_statement: A -2000'] }) },
    },
    {
      name: 'carries a late item forward and settles its timing',
      items: [item('A', '18 23:55:00')],
      files: { '18': [], '19': [line(4, '19 00:01:00', 'A')] },
      expected: {
        '18': outcome({ breaks: ['timing: A -2000'] }),
        '19': outcome({ carried: ['A #4'], settled: ['A'] }),
      },
    },
    {
      name: 'judges a late item again that the next day does not confirm',
      items: [item('A', '18 23:55:00')],
      files: { '18': [], '19': [] },
      expected: {
        '18': outcome({ breaks: ['timing: A -2000'] }),
        '19': outcome({ rejudged: ['A missing_in_statement'] }),
      },
    },
    {
      name: 'still waits while the next day has no file, though a later one has',
      items: [item('A', '18 23:55:00')],
      files: { '18': [], '20': [] },
      expected: {
        '18': outcome({ breaks: ['timing: A -2000'] }),
        '20': outcome({}),
      },
    },
    {
      name: 'lists a wrong amount of a late item on the day of the file',
      items: [item('A', '18 23:55:00')],
      files: { '18': [], '19': [line(4, '19 00:01:00', 'A', { amount: 3000 })] },
      expected: {
        '18': outcome({ breaks: ['timing: A -2000'] }),
        '19': outcome({ breaks: ['amount: A #4 +1000'], settled: ['A'] }),
      },
    },
    {
      name: 'proposes a late item for a line without a reference',
      items: [item('A', '18 23:55:00')],
      files: { '18': [], '19': [line(4, '19 00:01:00', '')] },
      expected: {
        '18': outcome({ breaks: ['timing: A -2000'] }),
        '19': outcome({ proposed: ['card+amount+time: A #4'], settled: ['A'] }),
      },
    },
    {
      name: "prefers the day's own item for a line without a reference",
      items: [item('A', '18 23:55:00'), item('B', '19 00:02:00')],
      files: { '18': [], '19': [line(4, '19 00:01:00', '')] },
      expected: {
        '18': outcome({ breaks: ['timing: A -2000'] }),
        '19': outcome({
          proposed: ['card+amount+time: B #4'],
          rejudged: ['A missing_in_statement'],
        }),
      },
    },
  ],
  'several days': [
    {
      name: 'carries an item forward from a day that has not been run',
      items: [item('A', '17 12:00:00')],
      files: { '19': [line(4, '19 09:00:00', 'A')] },
      expected: {
        '19': outcome({ carried: ['A #4'], settled: ['A'] }),
      },
    },
    {
      name: 'corrects a missing item by the next file',
      items: [item('A', '18 12:00:00')],
      files: { '18': [], '19': [line(4, '19 09:00:00', 'A')] },
      expected: {
        '18': outcome({ breaks: ['missing_in_statement: A -2000'] }),
        '19': outcome({ carried: ['A #4'], settled: ['A'] }),
      },
    },
    {
      name: 'corrects a failed line by a done one in the next file',
      items: [item('A', '18 12:00:00')],
      files: {
        '18': [line(4, '18 12:00:10', 'A', { status: 'failed' })],
        '19': [line(7, '19 09:00:00', 'A')],
      },
      expected: {
        '18': outcome({ breaks: ['status: A #4 -2000'] }),
        '19': outcome({ carried: ['A #7'], settled: ['A'] }),
      },
    },
    {
      name: 'does not match again what a done line has settled',
      items: [item('A', '18 12:00:00')],
      files: {
        '18': [line(4, '18 12:00:10', 'A', { amount: 3000 })],
        '19': [line(7, '19 09:00:00', 'A')],
      },
      expected: {
        '18': outcome({ breaks: ['amount: A #4 +1000'] }),
        '19': outcome({ breaks: ['duplicate_in_statement: #7 +2000'] }),
      },
    },
    {
      name: 'takes a wrong amount back by a cancellation and matches its correction',
      items: [item('A', '18 12:00:00')],
      files: {
        '18': [line(4, '18 12:00:10', 'A', { amount: 3000 })],
        '19': [
          line(7, '19 09:00:00', 'A', { amount: 3000, status: 'cancelled' }),
          line(8, '19 09:00:05', 'A'),
        ],
      },
      expected: {
        '18': outcome({ breaks: ['amount: A #4 +1000'] }),
        '19': outcome({ carried: ['A #8'], notExecuted: [7], settled: ['A'] }),
      },
    },
    {
      name: 'tells a cancellation on the next day as a status break of that day',
      items: [item('A', '18 12:00:00')],
      files: {
        '18': [line(4, '18 12:00:10', 'A')],
        '19': [line(7, '19 09:00:00', 'A', { status: 'cancelled' })],
      },
      expected: {
        '18': outcome({ exact: ['A #4'] }),
        '19': outcome({ breaks: ['status: A #7 -2000'], settled: ['A'] }),
      },
    },
    {
      name: 'counts a line of the day before as already seen',
      items: [item('A', '18 12:00:00')],
      files: {
        '18': [line(4, '18 12:00:10', 'A')],
        '19': [{ ...line(4, '18 12:00:10', 'A'), fileLine: 9 }],
      },
      expected: {
        '18': outcome({ exact: ['A #4'] }),
        '19': outcome({ alreadySeen: [9] }),
      },
    },
    {
      name: 'counts a failed line of the day before as already seen, not as a second break',
      items: [item('A', '18 12:00:00')],
      files: {
        '18': [line(4, '18 12:00:10', 'A', { status: 'failed' })],
        '19': [{ ...line(4, '18 12:00:10', 'A', { status: 'failed' }), fileLine: 9 }],
      },
      expected: {
        '18': outcome({ breaks: ['status: A #4 -2000'] }),
        '19': outcome({ alreadySeen: [9] }),
      },
    },
    {
      name: 'does not let a repeated cancellation undo another execution',
      items: [item('A', '18 12:00:00')],
      files: {
        '18': [
          line(4, '18 12:00:10', 'A'),
          line(5, '18 12:00:20', 'A'),
          line(6, '18 12:30:00', 'A', { status: 'cancelled' }),
        ],
        '19': [{ ...line(6, '18 12:30:00', 'A', { status: 'cancelled' }), fileLine: 9 }],
      },
      expected: {
        '18': outcome({ exact: ['A #4'], notExecuted: [5, 6] }),
        '19': outcome({ alreadySeen: [9] }),
      },
    },
    {
      name: 'lets a duplicate be cancelled on the next day, once',
      items: [item('A', '18 12:00:00')],
      files: {
        '18': [line(4, '18 12:00:10', 'A'), line(5, '18 12:00:20', 'A')],
        '19': [line(7, '19 09:00:00', 'A', { status: 'cancelled' })],
        '20': [{ ...line(7, '19 09:00:00', 'A', { status: 'cancelled' }), fileLine: 8 }],
      },
      expected: {
        '18': outcome({ exact: ['A #4'], breaks: ['duplicate_in_statement: #5 +2000'] }),
        '19': outcome({ notExecuted: [7] }),
        '20': outcome({ alreadySeen: [8] }),
      },
    },
    {
      name: 'undoes an unknown execution where it stood first when its repetition is cancelled',
      items: [item('X', '20 12:00:00')],
      files: {
        '18': [line(4, '18 12:00:10', 'X')],
        '19': [
          { ...line(4, '18 12:00:10', 'X'), fileLine: 8 },
          line(9, '19 09:00:00', 'X', { status: 'cancelled' }),
        ],
        '20': [line(5, '20 12:00:30', 'X')],
      },
      expected: {
        '18': outcome({ breaks: ['missing_in_ledger: #4 +2000'] }),
        '19': outcome({ notExecuted: [9], alreadySeen: [8] }),
        '20': outcome({ exact: ['X #5'] }),
      },
    },
    {
      name: 'keeps two genuinely equal lines two, also when only one of them was seen',
      items: [],
      files: {
        '18': [line(4, '18 12:00:10', 'X', { carrierReference: '' })],
        '19': [
          { ...line(4, '18 12:00:10', 'X', { carrierReference: '' }), fileLine: 8 },
          { ...line(4, '18 12:00:10', 'X', { carrierReference: '' }), fileLine: 9 },
        ],
      },
      expected: {
        '18': outcome({ breaks: ['missing_in_ledger: #4 +2000'] }),
        '19': outcome({ alreadySeen: [8], breaks: ['duplicate_in_statement: #9 +2000'] }),
      },
    },
    {
      name: 'tells another line of a reference that an earlier file executed as a duplicate',
      items: [item('A', '18 12:00:00')],
      files: { '18': [line(4, '18 12:00:10', 'A')], '19': [line(7, '19 09:00:00', 'A')] },
      expected: {
        '18': outcome({ exact: ['A #4'] }),
        '19': outcome({ breaks: ['duplicate_in_statement: #7 +2000'] }),
      },
    },
  ],
};
