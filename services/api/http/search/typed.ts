import { foldCardNumber } from '@chobo/domain/card/iccid';

/** A text as it was typed or pasted, read as what it could be; null where it cannot. */
export type Typed = {
  /** Without the space around it, full-width signs as plain ones. */
  readonly text: string;
  /** Digits of a card number or a piece of one. */
  readonly digits: string | null;
  /** yyyy-MM-dd. */
  readonly date: string | null;
  readonly day: { readonly source: string; readonly date: string } | null;
};

const DATE = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})$/;

/** A day that the calendar has. */
const dateOf = (text: string): string | null => {
  const [whole, year, month, day] = DATE.exec(text) ?? [];
  if (whole === undefined) return null;
  const date = `${year}-${month}-${day}`;
  const ms = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date ? null : date;
};

const digitsOf = (text: string): string | null => {
  // An apostrophe stands before the number in our own CSVs.
  const digits = foldCardNumber(text.replace(/^'/, ''));
  return /^\d{4,20}$/.test(digits) ? digits : null;
};

/** Reads what was typed into the search. */
export const readTyped = (typed: string): Typed => {
  const text = typed.normalize('NFKC').trim();
  const [, source = '', date = ''] = /^([\w.-]+):(\S+)$/.exec(text) ?? [];
  const dayDate = dateOf(date);
  return {
    text,
    digits: digitsOf(text),
    date: dateOf(text),
    day: dayDate === null ? null : { source, date: dayDate },
  };
};
