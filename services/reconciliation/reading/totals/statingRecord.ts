import type { StatementProfile } from '@chobo/domain/catalogue/statementProfile';
import type { BusinessDate } from '@chobo/domain/kernel/time';
import type { ControlCheck, StatementProblem } from '@chobo/domain/statement/events';

import { formatControlFigure } from '../../formatting.ts';
import { problem } from '../problems.ts';
import { trimmed } from '../rows/cells.ts';
import type { CellReader, CellReaders } from '../rows/cells.ts';
import type { Row } from '../rows/rowsOf.ts';
import { compileAmount } from '../values/amount.ts';
import { currencyDigits } from '../values/currencyDigits.ts';
import { compileDate } from '../values/moment.ts';
import { createTally } from './controlTotals.ts';
import type { LineFigures, Tally } from './controlTotals.ts';

type Footer = StatementProfile['footers'][number];
type Fact = Footer['facts'][number];
type Control = Footer['controls'][number];

/** Most checks that a result lists; a file may have a footer per section. */
const MAX_CHECKS = 100;

/** What the records of a file state about it. */
export type Statements = {
  businessDate: BusinessDate | null;
  /** Controls that were stated and wait for the end of the file. */
  readonly open: {
    readonly control: Control;
    readonly stated: number;
    /** The cell that states it. */
    readonly value: string;
    readonly fileLine: number;
    readonly tally: Tally;
  }[];
  readonly checks: ControlCheck[];
  /** Each control that does not tie. */
  readonly differences: StatementProblem[];
};

export const noStatements = (): Statements => ({
  businessDate: null,
  open: [],
  checks: [],
  differences: [],
});

/** A record that states something, ready to be read. */
export type StatingRecord = {
  /** Takes what the record says. @returns why the file is refused */
  readonly take: (row: Row, fileLine: number) => StatementProblem | null;
  readonly add: (figures: LineFigures) => void;
};

/** The cell behind the one with a label; of a fixed-width line, what follows the label. */
const behind =
  (label: string): CellReader =>
  (row) => {
    if (row.length === 1) {
      const line = row[0] ?? '';
      const at = line.indexOf(label);
      return at < 0 ? '' : trimmed(line.slice(at + label.length));
    }
    const at = row.findIndex((cell) => trimmed(cell) === label);
    return at < 0 ? '' : trimmed(row[at + 1] ?? '');
  };

const readerOf = (said: Fact | Control, cells: CellReaders): CellReader => {
  if (said.after === undefined) return cells.place(said, said);
  const read = behind(said.after);
  // Prefixes and suffixes are taken off by the same rule as everywhere.
  const strip = cells.place({ cell: 1 }, said);
  return (row) => strip([read(row)]);
};

const compileFact = (
  fact: Fact,
  cells: CellReaders,
  asked: BusinessDate | null,
  statements: Statements,
): StatingRecord['take'] => {
  const read = readerOf(fact, cells);
  if (fact.fact === 'text') {
    return (row, fileLine) => {
      const value = read(row);
      return value === fact.equals
        ? null
        : problem('fact_unreadable', { fileLine, value, expected: `"${fact.equals}"` });
    };
  }
  const dateOf = compileDate({ patterns: fact.patterns, fullWidth: true });
  return (row, fileLine) => {
    const value = read(row);
    const column = fact.after === undefined ? {} : { column: fact.after };
    if (value === '') {
      return problem('fact_missing', {
        fileLine,
        ...column,
        expected: 'which day the file is for',
      });
    }
    const date = dateOf(value);
    if (typeof date === 'string') {
      const expected = `a date written as ${fact.patterns.join(' or ')}`;
      return problem('fact_unreadable', { fileLine, ...column, value, expected });
    }
    const found = new Date(date).toISOString().slice(0, 10);
    if (statements.businessDate !== null && statements.businessDate !== found) {
      const expected = statements.businessDate;
      return problem('business_dates_differ', { fileLine, ...column, value, found, expected });
    }
    statements.businessDate = found;
    if (asked !== null && found !== asked) {
      return problem('wrong_business_date', { fileLine, ...column, value, found, expected: asked });
    }
    return null;
  };
};

/** Compares a stated control total with what was found, and notes both. */
export const noteCheck = (
  statements: Statements,
  { tally, stated, value, fileLine }: Omit<Statements['open'][number], 'control'>,
): void => {
  const check = tally.check(stated);
  const ties = check.stated === check.found;
  if (statements.checks.length < MAX_CHECKS || !ties) statements.checks.push(check);
  if (ties || statements.differences.length >= MAX_CHECKS) return;
  statements.differences.push(
    problem('control_total_differs', {
      fileLine,
      column: check.name,
      value,
      expected: formatControlFigure(stated, check),
      found: formatControlFigure(check.found, check),
    }),
  );
};

/** Compiles what a preamble line, header record or footer states. */
export const compileStatingRecord = (
  record: Pick<Footer, 'facts' | 'controls'> & { readonly scope?: Footer['scope'] },
  cells: CellReaders,
  context: { readonly currency: string; readonly asked: BusinessDate | null },
  statements: Statements,
): StatingRecord => {
  const facts = record.facts.map((fact) => compileFact(fact, cells, context.asked, statements));
  const controls = record.controls.map((control) => ({
    control,
    read: readerOf(control, cells),
    amountOf: compileAmount(control, Number.MAX_SAFE_INTEGER),
    digits: control.of === 'lines' ? 0 : currencyDigits(context.currency),
    tally: createTally(control, context.currency),
  }));
  return {
    take: (row, fileLine) => {
      for (const fact of facts) {
        const refusal = fact(row, fileLine);
        if (refusal !== null) return refusal;
      }
      for (const { control, read, amountOf, digits, tally } of controls) {
        const value = read(row);
        const stated = amountOf(value, digits);
        if (typeof stated === 'string') {
          return problem('control_total_unreadable', { fileLine, column: control.name, value });
        }
        if (record.scope === 'section') {
          noteCheck(statements, { tally, stated, value, fileLine });
          tally.reset();
        } else statements.open.push({ control, stated, value, fileLine, tally });
      }
      return null;
    },
    add: (figures) => {
      for (const { tally } of controls) tally.add(figures);
    },
  };
};
