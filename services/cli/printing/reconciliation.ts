import type { BreakKind } from '@chobo/domain/break/kinds';
import type { ReconciliationReport, ReportedBreak } from '@chobo/statement-store/report';

import { controlTable } from './controlChecks.ts';
import { HELD_ADVICE, localTime, problemLines } from './problems.ts';
import { counted, number, signed, table } from './table.ts';

/** The outcome of a day for a finance clerk: counts first, what ties, then the breaks by kind. */
export const reconciliationText = (report: ReconciliationReport): string =>
  [
    ...headLines(report),
    ...(report.state === 'accepted' ? outcomeLines(report) : []),
    ...controlLines(report),
    ...(report.state === 'accepted' ? findingLines(report) : []),
    ...section(problemLines(report.problems)),
    ...(report.state === 'held' ? section(HELD_ADVICE) : []),
    '',
  ].join('\n');

const headLines = (report: ReconciliationReport): readonly string[] => [
  `${report.source} ${report.date}: ${STATES[report.state]}`,
  ...(report.repeated && report.firstReceived !== undefined
    ? [
        `These very bytes were accepted before, on ${localTime(report.firstReceived.at)} by ${report.firstReceived.by}; nothing was changed.`,
      ]
    : []),
  ...(report.statementId === '' ? [] : [`Statement ${report.statementId}`]),
];

const STATES: Readonly<Record<ReconciliationReport['state'], string>> = {
  accepted: 'accepted and matched',
  held: 'held – a person must decide on this file; nothing was matched',
  refused: 'refused – nothing was matched',
};

const outcomeLines = (report: ReconciliationReport): readonly string[] => {
  const rows: readonly (readonly [string, number, string])[] = [
    ['Lines in the file', report.lines, ''],
    ['Items of the day', report.items, 'what our records say the source should confirm'],
    ['Matched exactly', report.exact, 'with items of this day'],
    ['Proposed', report.proposed.length, 'a person should look at these'],
    ['Carried forward', report.carriedForward.length, 'lines that settle items of earlier days'],
    ['Not executed', report.notExecuted, 'cancelled or failed lines that need nothing'],
    ['Already seen', report.alreadySeen, 'lines of an earlier file'],
    ['Breaks', report.breaks.length, breaksNote(report.breaks)],
  ];
  return section(
    table(
      [{ title: '' }, { title: '', align: 'right' }, { title: '' }],
      rows.map(([name, count, note]) => [name, number(count), note]),
    ).slice(1),
  );
};

const breaksNote = (breaks: readonly ReportedBreak[]): string => {
  const settled = breaks.filter((item) => item.resolvedOn !== undefined).length;
  return settled === 0 ? '' : `${number(settled)} of them settled since`;
};

const controlLines = ({ controlTotals }: ReconciliationReport): readonly string[] => {
  if (controlTotals.checks.length === 0) return [];
  return section([
    `Control totals: ${controlTotals.tie ? 'they tie' : 'they do NOT tie'}`,
    ...controlTable(controlTotals.checks),
  ]);
};

const findingLines = (report: ReconciliationReport): readonly string[] => [
  ...(report.proposed.length === 0
    ? []
    : section([
        `Proposed: ${number(report.proposed.length)}`,
        ...table(
          [{ title: 'ours' }, { title: 'theirs' }, { title: 'rule' }],
          report.proposed.map(({ rule, items, lines }) => [items.join(', '), linesOf(lines), rule]),
        ),
      ])),
  ...(report.carriedForward.length === 0
    ? []
    : section([
        `Carried forward: ${number(report.carriedForward.length)}`,
        ...table(
          [{ title: 'ours' }, { title: 'of day' }, { title: 'theirs' }],
          report.carriedForward.map(({ item, from, fileLine }) => [
            item,
            from,
            linesOf([fileLine]),
          ]),
        ),
      ])),
  ...Object.entries(KINDS).flatMap(([kind, meaning]) =>
    kindLines(
      kind,
      meaning,
      report.breaks.filter((item) => item.kind === kind),
    ),
  ),
];

const kindLines = (
  kind: string,
  meaning: string,
  breaks: readonly ReportedBreak[],
): readonly string[] => {
  if (breaks.length === 0) return [];
  return section([
    `${kind}: ${counted(breaks.length, 'break')} – ${meaning}${sumNote(breaks)}`,
    ...table(
      [
        { title: 'ours' },
        { title: 'theirs' },
        { title: 'difference', align: 'right' },
        { title: 'why' },
      ],
      breaks.map((item) => [
        (item.items ?? (item.item === null ? [] : [item.item])).join(', '),
        linesOf(item.lines ?? (item.fileLine === null ? [] : [item.fileLine])),
        signed(item.difference),
        item.resolvedOn === undefined
          ? item.detail
          : `settled by the file of ${item.resolvedOn} · ${item.detail}`,
      ]),
    ),
  ]);
};

/** The differences of a kind added up, per currency. */
const sumNote = (breaks: readonly ReportedBreak[]): string => {
  const sums = new Map<string, number>();
  for (const { currency, difference } of breaks) {
    if (difference !== null) sums.set(currency, (sums.get(currency) ?? 0) + difference);
  }
  const told = [...sums].map(([currency, sum]) => `${signed(sum)} ${currency}`);
  return told.length === 0 ? '' : `; together ${told.join(', ')}`;
};

const linesOf = (lines: readonly number[]): string => {
  if (lines.length === 0) return '';
  return `line${lines.length === 1 ? '' : 's'} ${lines.join(', ')}`;
};

const section = (lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', ...lines];

/** In the order of urgency; a difference is statement − ours. */
const KINDS: Readonly<Record<BreakKind, string>> = {
  missing_in_ledger: 'the file has it, our records do not',
  missing_in_statement: 'our records have it, the file does not',
  wrong_card: 'the same reference on another card',
  currency: 'another currency',
  status: 'credited by us, cancelled or failed by them',
  amount: 'the amounts differ',
  fee: 'what they charge us is not what the contract says',
  split_incomplete: 'the parts do not add up to the whole',
  duplicate_in_statement: 'the file has it once too often',
  duplicate_in_ledger: 'the customer paid twice, they executed once',
  ambiguous: 'more than one candidate; nothing was guessed',
  timing: 'near the end of the day; the next file should have it',
  expiry_date: 'the validity differs',
  unreadable_line: 'the line could not be read',
  control_total: 'a control total differs',
  missing_file: 'the file has not come',
};
