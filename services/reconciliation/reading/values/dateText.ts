import { datePatternParts } from '@chobo/domain/catalogue/profile/datePattern';
import type { DateToken } from '@chobo/domain/catalogue/profile/datePattern';

/** What a date text said. One object is filled again and again, so that a line costs no memory. */
export type DateFields = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  /** Minutes ahead of UTC; NaN when the text does not say. */
  offset: number;
  /** 0 morning, 12 afternoon, −1 when a 24-hour clock is used. */
  half: number;
};

export const emptyDateFields = (): DateFields => ({
  year: 1970,
  month: 1,
  day: 1,
  hour: 0,
  minute: 0,
  second: 0,
  millisecond: 0,
  offset: Number.NaN,
  half: -1,
});

/** Reads one part at a place and returns the place behind it, −1 when it does not stand there. */
type Step = (text: string, at: number, fields: DateFields) => number;

const ZERO = 48;
const digitAt = (text: string, at: number): number => {
  const digit = text.charCodeAt(at) - ZERO;
  return digit >= 0 && digit <= 9 ? digit : -1;
};

type NumberField = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'millisecond';

const exactly =
  (field: NumberField, digits: number): Step =>
  (text, at, fields) => {
    let value = 0;
    for (let index = at; index < at + digits; index += 1) {
      const digit = digitAt(text, index);
      if (digit < 0) return -1;
      value = value * 10 + digit;
    }
    fields[field] = value;
    return at + digits;
  };

const oneOrTwo =
  (field: NumberField): Step =>
  (text, at, fields) => {
    const first = digitAt(text, at);
    if (first < 0) return -1;
    const second = digitAt(text, at + 1);
    fields[field] = second < 0 ? first : first * 10 + second;
    return second < 0 ? at + 1 : at + 2;
  };

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

const monthName: Step = (text, at, fields) => {
  const index = MONTHS.indexOf(text.slice(at, at + 3).toLowerCase());
  if (index < 0) return -1;
  fields.month = index + 1;
  return at + 3;
};

const HALVES: readonly (readonly [string, number])[] = [
  ['am', 0],
  ['pm', 12],
  ['午前', 0],
  ['午後', 12],
  ['上午', 0],
  ['下午', 12],
];

const half: Step = (text, at, fields) => {
  const found = HALVES.find(([name]) => text.slice(at, at + 2).toLowerCase() === name);
  if (found === undefined) return -1;
  fields.half = found[1];
  return at + 2;
};

const offset =
  (hasColon: boolean): Step =>
  (text, at, fields) => {
    const sign = text.charAt(at);
    if (sign === 'Z' || sign === 'z') {
      fields.offset = 0;
      return at + 1;
    }
    if (sign !== '+' && sign !== '-') return -1;
    const minutesAt = at + (hasColon ? 4 : 3);
    const digits = [at + 1, at + 2, minutesAt, minutesAt + 1].map((place) => digitAt(text, place));
    if (digits.includes(-1) || (hasColon && text.charAt(at + 3) !== ':')) return -1;
    const [h1 = 0, h2 = 0, m1 = 0, m2 = 0] = digits;
    const [hours, minutes] = [h1 * 10 + h2, m1 * 10 + m2];
    if (hours > 14 || minutes > 59) return -1;
    fields.offset = (sign === '-' ? -1 : 1) * (hours * 60 + minutes);
    return minutesAt + 2;
  };

const STEPS: Readonly<Record<DateToken, Step>> = {
  yyyy: exactly('year', 4),
  MM: exactly('month', 2),
  M: oneOrTwo('month'),
  MMM: monthName,
  dd: exactly('day', 2),
  d: oneOrTwo('day'),
  HH: exactly('hour', 2),
  H: oneOrTwo('hour'),
  hh: exactly('hour', 2),
  h: oneOrTwo('hour'),
  mm: exactly('minute', 2),
  m: oneOrTwo('minute'),
  ss: exactly('second', 2),
  s: oneOrTwo('second'),
  SSS: exactly('millisecond', 3),
  a: half,
  XXX: offset(true),
  XX: offset(false),
};

const literal = (expected: string): Step => {
  if (expected.length === 1) {
    const code = expected.charCodeAt(0);
    return (text, at) => (text.charCodeAt(at) === code ? at + 1 : -1);
  }
  return (text, at) => (text.startsWith(expected, at) ? at + expected.length : -1);
};

/** Fills `fields` from a text; false when the text is not written as the pattern says. */
export type DateTextReader = (text: string, fields: DateFields) => boolean;

/** Compiles a date pattern (see `datePatternParts`). @throws when the pattern is none */
export const compileDateText = (pattern: string): DateTextReader => {
  const parts = datePatternParts(pattern);
  if (parts === null) throw new Error(`${pattern} is not a date pattern`);
  const steps = parts.map((part) => (part.token === null ? literal(part.text) : STEPS[part.token]));
  return (text, fields) => {
    let at = 0;
    for (const step of steps) {
      at = step(text, at, fields);
      if (at < 0) return false;
    }
    return at === text.length;
  };
};

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const isLeapYear = (year: number): boolean =>
  year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/**
 * The local time of the fields, in ms as if it were UTC; NaN when no calendar or
 * clock shows it (2026/02/30, 25:00, 13 PM).
 */
export const localMsOf = (fields: DateFields): number => {
  const { year, month, day, minute, second } = fields;
  if (month < 1 || month > 12 || day < 1 || minute > 59 || second > 59) return Number.NaN;
  const days = month === 2 && isLeapYear(year) ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
  if (day > days) return Number.NaN;
  let { hour } = fields;
  if (fields.half >= 0) {
    if (hour < 1 || hour > 12) return Number.NaN;
    hour = (hour % 12) + fields.half;
  }
  if (hour > 23) return Number.NaN;
  return Date.UTC(year, month - 1, day, hour, minute, second, fields.millisecond);
};
