import type { StatementProfile } from '@chobo/domain/catalogue/statementProfile';

import type { CellReader } from '../rows/cells.ts';
import type { Row } from '../rows/rowsOf.ts';
import { compileAmount } from '../values/amount.ts';
import type { AmountFault } from '../values/amount.ts';

type AmountField = StatementProfile['fields']['amount'];
type AmountColumn = Extract<AmountField, { type: 'one_column' }>;
type ColumnCell = (column: AmountColumn | Omit<AmountColumn, 'type'>) => CellReader;

/** Why the amount could not be read, and in which column. */
export type LineAmountFault = {
  readonly code: AmountFault | 'amount_twice';
  readonly column: Omit<AmountColumn, 'type'>;
  readonly value: string;
};

/** Signed minor units of a line, or why there are none. */
export type LineAmountReader = (row: Row, digits: number) => number | LineAmountFault;

/** Compiles how the amount of a line is read: from one column, or from the one of two that is filled. */
export const compileLineAmount = (field: AmountField, cellOf: ColumnCell): LineAmountReader => {
  if (field.type === 'one_column') {
    const cell = cellOf(field);
    const amountOf = compileAmount(field);
    return (row, digits) => {
      const value = cell(row);
      const amount = amountOf(value, digits);
      return typeof amount === 'number' ? amount : { code: amount, column: field, value };
    };
  }
  const { positive, negative } = field;
  const [positiveCell, negativeCell] = [cellOf(positive), cellOf(negative)];
  const [positiveOf, negativeOf] = [compileAmount(positive), compileAmount(negative)];
  return (row, digits) => {
    const [came, went] = [positiveCell(row), negativeCell(row)];
    if (came === '' && went === '') return { code: 'amount_blank', column: positive, value: '' };
    const cameAmount = came === '' ? 0 : positiveOf(came, digits);
    if (typeof cameAmount === 'string') return { code: cameAmount, column: positive, value: came };
    const wentAmount = went === '' ? 0 : negativeOf(went, digits);
    if (typeof wentAmount === 'string') return { code: wentAmount, column: negative, value: went };
    if (cameAmount !== 0 && wentAmount !== 0) {
      return { code: 'amount_twice', column: negative, value: went };
    }
    return wentAmount === 0 ? cameAmount : -wentAmount;
  };
};
