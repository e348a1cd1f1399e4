import type { ProfileColumn } from '@chobo/domain/catalogue/profile/columnsOfFields';
import type { BusinessDate } from '@chobo/domain/kernel/time';
import type { StatementProblem } from '@chobo/domain/statement/events';

import type { StatementLine, UnreadableLine } from '../../statementLine.ts';
import { problem } from '../problems.ts';
import type { ProblemCode } from '../problems.ts';
import type { ReadingSource } from '../result.ts';
import type { CellReader, CellReaders } from '../rows/cells.ts';
import type { ColumnMap } from '../rows/header.ts';
import type { Row } from '../rows/rowsOf.ts';
import type { LineFigures } from '../totals/controlTotals.ts';
import { compileAmount } from '../values/amount.ts';
import { currencyDigits } from '../values/currencyDigits.ts';
import { foldWidth } from '../values/foldWidth.ts';
import { compileZone } from '../values/zone.ts';
import { compileAttributes } from './attributes.ts';
import { cardText, createRoundingWatch, isDamagedByExcel } from './cardNumbers.ts';
import { compileLineAmount } from './lineAmount.ts';
import { compileLineMoment } from './lineMoment.ts';

/** Where read lines go. */
export type LineSink = {
  readonly line: (line: StatementLine) => void;
  readonly unreadable: (line: UnreadableLine) => void;
  readonly announced: () => void;
};

export type LineReader = {
  /**
   * Reads one data line into the sink and its figures for control totals.
   *
   * @returns why the whole file is refused, which a damaged card number is
   */
  readonly read: (row: Row, fileLine: number, figures: LineFigures) => StatementProblem | null;
  /** A line that cannot be read for a reason outside its columns. */
  readonly reject: (row: Row, fileLine: number, fault: Fault) => void;
  /** A refusal that only all lines together show. */
  readonly finish: () => StatementProblem | null;
};

type Fault = {
  readonly code: ProblemCode;
  readonly column: string;
  readonly value: string;
  readonly expected?: string;
  readonly found?: string;
};

const blank: CellReader = () => '';

/** Compiles a profile's fields into one function over rows, so that a million lines are read without looking at it again. */
export const compileLineReader = (
  { profile, currency: sourceCurrency, zone }: ReadingSource,
  date: BusinessDate | null,
  columns: ColumnMap,
  cells: CellReaders,
  sink: LineSink,
): LineReader => {
  const { fields } = profile;
  const cellOf = (column: ProfileColumn): CellReader => {
    const index = columns.indexOf(column);
    return index < 0 ? blank : cells.column(index, column);
  };
  const textOf = (column: (typeof fields)['card']): CellReader => {
    if (column === undefined) return blank;
    const cell = cellOf(column);
    return column.foldWidth ? (row) => foldWidth(cell(row)) : cell;
  };
  const carrierReferenceOf = textOf(fields.carrierReference);
  const referenceOf = textOf(fields.reference);
  const cardOf = textOf(fields.card);
  const cardColumn = fields.card === undefined ? '' : columns.nameOf(fields.card);
  const attributesOf = compileAttributes(
    Object.entries(fields.attributes).map(([name, column]) => [name, textOf(column)] as const),
  );
  const momentOf = compileLineMoment(fields.at, cellOf, compileZone(profile.zone ?? zone), date);
  const amountOf = compileLineAmount(fields.amount, cellOf);

  const { wholesale, direction, currency, status } = fields;
  const wholesaleCell = wholesale === undefined ? blank : cellOf(wholesale);
  const wholesaleOf = wholesale === undefined ? null : compileAmount(wholesale);
  const directionCell = direction === undefined ? blank : cellOf(direction);
  const directions = new Map(Object.entries(direction?.values ?? {}));
  const currencyCell = currency === undefined ? blank : cellOf(currency);
  const currencies = new Map(Object.entries(currency?.values ?? {}));
  const statusCell = status.type === 'column' ? cellOf(status) : blank;
  const states = new Map(status.type === 'column' ? Object.entries(status.values) : []);
  const alwaysState = status.type === 'always' ? status.status : undefined;
  const rounding = createRoundingWatch();
  let lastCardLine = 0;

  const reject = (row: Row, fileLine: number, { column, value, code, ...more }: Fault): void => {
    const described = problem(code, { fileLine, column, value, ...more });
    sink.unreadable({
      fileLine,
      column,
      value: described.value ?? '',
      code,
      reason: described.reason,
      carrierReference: carrierReferenceOf(row),
      reference: referenceOf(row),
    });
  };

  const read = (row: Row, fileLine: number, figures: LineFigures): StatementProblem | null => {
    let fault: Fault | null = null;
    const at = momentOf(row);
    if (typeof at !== 'number') fault = { ...at, column: columns.nameOf(at.column) };

    let lineCurrency = sourceCurrency;
    if (currency !== undefined) {
      const text = currencyCell(row);
      const code = currencies.get(text) ?? (/^[A-Z]{3}$/.test(text) ? text : null);
      if (code === null) {
        fault ??= { code: 'currency_unknown', column: columns.nameOf(currency), value: text };
      } else lineCurrency = code;
    }
    const digits = currencyDigits(lineCurrency);
    const amount = amountOf(row, digits);
    if (typeof amount !== 'number') {
      fault ??= { ...amount, column: columns.nameOf(amount.column), expected: lineCurrency };
    }

    let charged: number | null = null;
    if (wholesale !== undefined && wholesaleOf !== null) {
      const text = wholesaleCell(row);
      const value = wholesaleOf(text, digits);
      if (typeof value === 'number') charged = value;
      else if (value !== 'amount_blank' || wholesale.blank === 'unreadable') {
        const column = columns.nameOf(wholesale);
        fault ??= { code: value, column, value: text, expected: lineCurrency };
      }
    }

    let sign = 1;
    if (direction !== undefined) {
      const text = directionCell(row);
      const way = directions.get(text);
      if (way === undefined) {
        fault ??= { code: 'direction_unknown', column: columns.nameOf(direction), value: text };
        sign = Number.NaN;
      } else if (typeof amount === 'number' && amount < 0) {
        // Two signs for one amount: nobody can say whether they add up or cancel out.
        fault ??= { code: 'amount_negative', column: columns.nameOf(direction), value: text };
        sign = Number.NaN;
      } else if (way === 'negative') sign = -1;
    } else if (fields.amount.type === 'two_columns' && typeof amount === 'number' && amount < 0) {
      // The wholesale amount has one column: it follows the direction that the filled column says.
      charged = charged === null ? null : -Math.abs(charged);
    }

    const state = alwaysState ?? states.get(statusCell(row));
    if (state === undefined && status.type === 'column') {
      const column = columns.nameOf(status);
      fault ??= { code: 'status_unknown', column, value: statusCell(row) };
    }

    const signed = typeof amount === 'number' ? withSign(amount, sign) : Number.NaN;
    figures.state = state ?? null;
    figures.amount = signed;
    figures.wholesale = charged === null ? Number.NaN : withSign(charged, sign);
    figures.direction = Number.isNaN(signed) ? null : signed < 0 ? 'negative' : 'positive';

    const card = cardText(cardOf(row));
    if (isDamagedByExcel(card)) {
      return problem('card_number_damaged', { fileLine, column: cardColumn, value: card });
    }
    rounding.see(card);
    lastCardLine = fileLine;

    if (fault !== null || typeof at !== 'number' || state === undefined) {
      if (fault === null) throw new Error('a line is unreadable without a fault');
      reject(row, fileLine, fault);
      return null;
    }
    if (state === 'announced') {
      sink.announced();
      return null;
    }
    sink.line({
      fileLine,
      at,
      carrierReference: carrierReferenceOf(row),
      reference: referenceOf(row),
      card,
      amount: signed,
      wholesale: charged === null ? null : withSign(charged, sign),
      currency: lineCurrency,
      status: state,
      attributes: attributesOf(row),
    });
    return null;
  };

  const finish = (): StatementProblem | null =>
    rounding.isRounded()
      ? problem('card_numbers_rounded', { fileLine: lastCardLine, column: cardColumn })
      : null;

  return { read, reject, finish };
};

/** A number with a sign, never −0, which JSON would not keep. */
const withSign = (value: number, sign: number): number =>
  value === 0 ? 0 * Math.abs(sign) : value * sign;
