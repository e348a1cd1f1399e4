import type { ProfileColumn } from '@chobo/domain/catalogue/profile/columnsOfFields';
import type { StatementProfile } from '@chobo/domain/catalogue/statementProfile';
import type { BusinessDate } from '@chobo/domain/kernel/time';

import type { CellReader } from '../rows/cells.ts';
import type { Row } from '../rows/rowsOf.ts';
import { compileDate, compileEpoch, compileMoment, compileTimeOfDay } from '../values/moment.ts';
import type { MomentFault } from '../values/moment.ts';
import type { LocalToEpoch } from '../values/zone.ts';

/** Why the business time could not be read, and in which column. */
export type LineMomentFault = {
  readonly code: MomentFault;
  readonly column: ProfileColumn;
  readonly value: string;
  /** How it should have been written. */
  readonly expected: string;
};

const DAY_MS = 86_400_000;
/** How far from the file's day a line may lie: late corrections, and clocks that run ahead. */
const MAX_DAYS_BEFORE = 400;
const MAX_DAYS_AFTER = 31;

/** The first and last instant at which a line of this file can have happened. */
const plausible = (date: BusinessDate | null): readonly [number, number] => {
  if (date === null) return [Date.UTC(2000, 0, 1), Date.UTC(2100, 0, 1)];
  const day = Date.parse(`${date}T00:00:00Z`);
  return [day - MAX_DAYS_BEFORE * DAY_MS, day + MAX_DAYS_AFTER * DAY_MS];
};

/** Compiles how the business time of a line is read; epoch ms. */
export const compileLineMoment = (
  field: StatementProfile['fields']['at'],
  cellOf: (column: ProfileColumn) => CellReader,
  toEpoch: LocalToEpoch,
  date: BusinessDate | null,
): ((row: Row) => number | LineMomentFault) => {
  const [earliest, latest] = plausible(date);
  if (field.type === 'date_and_time') {
    const [dateCell, timeCell] = [cellOf(field.date), cellOf(field.time)];
    const [dateOf, timeOf] = [compileDate(field.date), compileTimeOfDay(field.time)];
    return (row) => {
      const day = dateCell(row);
      const onDay = dateOf(day);
      const expected = field.date.patterns.join(' or ');
      const fault = (code: MomentFault) => ({ code, column: field.date, value: day, expected });
      if (typeof onDay === 'string') return fault(onDay);
      const time = timeCell(row);
      const inDay = timeOf(time);
      if (typeof inDay === 'string') {
        const timeExpected = field.time.patterns.join(' or ');
        return { code: inDay, column: field.time, value: time, expected: timeExpected };
      }
      const at = toEpoch(onDay + inDay);
      if (Number.isNaN(at)) return fault('date_impossible');
      return at >= earliest && at <= latest ? at : fault('date_out_of_range');
    };
  }
  const cell = cellOf(field);
  const momentOf =
    field.type === 'epoch' ? compileEpoch(field.unit) : compileMoment(field, toEpoch);
  const expected =
    field.type === 'epoch' ? `${field.unit} since 1970` : field.patterns.join(' or ');
  return (row) => {
    const value = cell(row);
    const at = momentOf(value);
    if (typeof at === 'string') return { code: at, column: field, value, expected };
    if (at >= earliest && at <= latest) return at;
    return { code: 'date_out_of_range', column: field, value, expected };
  };
};
