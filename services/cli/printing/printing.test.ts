import { describe, expect, it } from 'vitest';

import type { ReconciliationReport } from '@chobo/statement-store/report';

import { problemLines } from './problems.ts';
import { reconciliationText } from './reconciliation.ts';
import { signed, table } from './table.ts';
import { displayWidth, printable } from './width.ts';

const report: ReconciliationReport = {
  source: 'harbor',
  date: '2026-11-18',
  statementId: 'st-1',
  state: 'accepted',
  repeated: false,
  lines: 2041,
  items: 2045,
  exact: 2007,
  notExecuted: 3,
  alreadySeen: 0,
  proposed: [{ rule: 'card+amount+time', items: ['tu-1'], lines: [359] }],
  carriedForward: [{ item: 'tu-9', fileLine: 8, from: '2026-11-17' }],
  breaks: [
    {
      breakId: 'b1',
      kind: 'amount',
      item: 'tu-2',
      fileLine: 1190,
      difference: -1000,
      currency: 'JPY',
      detail: 'we credited 3,000, the file says 2,000',
    },
    {
      breakId: 'b2',
      kind: 'timing',
      item: 'tu-3',
      fileLine: null,
      difference: -500,
      currency: 'JPY',
      detail: 'paid at 23:58',
      resolvedOn: '2026-11-19',
    },
    {
      breakId: 'b3',
      kind: 'amount',
      item: 'tu-4',
      fileLine: 12,
      difference: 200,
      currency: 'JPY',
      detail: 'we credited 1,000, the file says 1,200',
    },
  ],
  controlTotals: { tie: true, checks: [{ name: 'count', stated: 2041, found: 2041 }] },
  problems: [],
};

describe('the outcome of a day for a clerk', () => {
  it('tells the counts first, then what ties, then the breaks by kind', () => {
    expect(reconciliationText(report).split('\n')).toEqual([
      'harbor 2026-11-18: accepted and matched',
      'Statement st-1',
      '',
      '  Lines in the file  2,041',
      '  Items of the day   2,045  what our records say the source should confirm',
      '  Matched exactly    2,007  with items of this day',
      '  Proposed               1  a person should look at these',
      '  Carried forward        1  lines that settle items of earlier days',
      '  Not executed           3  cancelled or failed lines that need nothing',
      '  Already seen           0  lines of an earlier file',
      '  Breaks                 3  1 of them settled since',
      '',
      'Control totals: they tie',
      '  total  the file says  found  difference',
      '  count          2,041  2,041           0',
      '',
      'Proposed: 1',
      '  ours  theirs    rule',
      '  tu-1  line 359  card+amount+time',
      '',
      'Carried forward: 1',
      '  ours  of day      theirs',
      '  tu-9  2026-11-17  line 8',
      '',
      'amount: 2 breaks – the amounts differ; together -800 JPY',
      '  ours  theirs     difference  why',
      '  tu-2  line 1190      -1,000  we credited 3,000, the file says 2,000',
      '  tu-4  line 12          +200  we credited 1,000, the file says 1,200',
      '',
      'timing: 1 break – near the end of the day; the next file should have it; together -500 JPY',
      '  ours  theirs  difference  why',
      '  tu-3                -500  settled by the file of 2026-11-19 · paid at 23:58',
      '',
    ]);
  });

  it('tells why a file is refused, and no outcome', () => {
    const text = reconciliationText({
      ...report,
      state: 'refused',
      statementId: '',
      breaks: [],
      controlTotals: { tie: false, checks: [] },
      problems: [
        {
          fileLine: 107,
          column: '金額',
          value: '―',
          code: 'amount_unreadable',
          reason: 'Line 107, column 金額: "―" is not an amount.',
        },
      ],
    });
    expect(text.split('\n')).toEqual([
      'harbor 2026-11-18: refused – nothing was matched',
      '',
      'Problems: 1',
      '  line  column  value  why',
      '   107  金額    ―      "―" is not an amount.',
      '',
    ]);
  });

  it('says what to do about a held file, and whose figures do not tie', () => {
    const text = reconciliationText({
      ...report,
      state: 'held',
      controlTotals: { tie: false, checks: [{ name: 'count', stated: 2041, found: 2040 }] },
      problems: [
        {
          fileLine: 2045,
          column: 'count',
          value: '2041',
          code: 'control_total_differs',
          reason: 'Line 2045 states count 2,041, but the lines come to 2,040.',
        },
      ],
    });
    expect(text.split('\n')).toEqual([
      'harbor 2026-11-18: held – a person must decide on this file; nothing was matched',
      'Statement st-1',
      '',
      'Control totals: they do NOT tie',
      '  total  the file says  found  difference',
      '  count          2,041  2,040          +1',
      '',
      'Problems: 1',
      '  line  column  value  why',
      '  2045          2041   Line 2045 states count 2,041, but the lines come to 2,040.',
      '',
      'A held file is not matched. Ask the source for a corrected file and hand that in; it needs no flag.',
      'Whether it is taken all the same, finance staff decide in the console, on the page of the statement.',
      '',
    ]);
  });

  it('says of repeated bytes when and by whom they came first', () => {
    const firstReceived = { at: '2026-11-19T01:00:00.000Z', by: 'cli:sato' };
    expect(reconciliationText({ ...report, repeated: true, firstReceived })).toContain(
      'accepted before, on 2026-11-19 10:00:00 JST by cli:sato; nothing was changed.',
    );
  });
});

describe('columns', () => {
  it('are aligned by what letters take on the screen', () => {
    expect(displayWidth('金額 ABC')).toBe(8);
    expect(displayWidth('カﾅ')).toBe(3);
    expect(displayWidth('が')).toBe(2);
    expect(
      table(
        [{ title: 'a' }, { title: 'b' }],
        [
          ['金額', 'x'],
          ['y', 'z'],
        ],
      ),
    ).toEqual(['  a     b', '  金額  x', '  y     z']);
  });

  it('show a difference with its sign', () => {
    expect([signed(1200), signed(-1200), signed(0), signed(null)]).toEqual([
      '+1,200',
      '-1,200',
      '0',
      '',
    ]);
  });

  it('never pass a control character on to the terminal', () => {
    expect(printable('a\u001b[2Jb\u202ec')).toBe('a·[2Jb·c');
  });
});

describe('problems for a person', () => {
  const problem = { fileLine: null, column: null, value: null };

  it('name the command that puts them right, and times as read in Japan', () => {
    expect(
      problemLines([
        {
          ...problem,
          code: 'day_occupied',
          reason: 'Accepted by cli:sato at 2026-11-18T16:30:00.000Z.',
        },
        { ...problem, code: 'unknown_source', reason: 'There is no source x.' },
      ]),
    ).toEqual([
      'Problems: 2',
      '  line  column  value  why',
      '                       Accepted by cli:sato at 2026-11-19 01:30:00 JST.',
      '                       There is no source x.',
      'To replace the accepted file: add --supersede --reason "why it is replaced"',
      'To publish a source: chobo catalogue publish FILE',
    ]);
  });

  it('keep what the file says as it stands there, and cut what is long', () => {
    const lines = problemLines([
      {
        fileLine: 3,
        column: 'c'.repeat(60),
        value: '2026-11-18T16:30:00Z',
        code: 'date_unreadable',
        reason: `Line 3, column ${'c'.repeat(60)}: "2026-11-18T16:30:00Z" is not written as HH:mm.`,
      },
    ]);
    expect(lines[2]).toBe(
      `     3  ${'c'.repeat(39)}…  2026-11-18T16:30:00Z  "2026-11-18T16:30:00Z" is not written as HH:mm.`,
    );
  });
});

it('a person is shown the first fifty problems', () => {
  const problem = { column: null, value: null, code: 'x', reason: 'why' };
  const problems = Array.from({ length: 60 }, (_, index) => ({ ...problem, fileLine: index + 2 }));
  const lines = problemLines(problems, 2_000);
  expect(lines).toHaveLength(53);
  expect(lines.at(-1)).toBe('  … and 1,950 more; --json lists them.');
});
