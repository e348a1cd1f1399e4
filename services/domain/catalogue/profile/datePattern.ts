import { z } from 'zod';

/** Longest first, so that `MM` is not read as two `M`. */
const TOKENS = [
  'yyyy',
  'XXX',
  'SSS',
  'MMM',
  'XX',
  'MM',
  'dd',
  'HH',
  'hh',
  'mm',
  'ss',
  'M',
  'd',
  'H',
  'h',
  'm',
  's',
  'a',
] as const;

export type DateToken = (typeof TOKENS)[number];

/** One part of a date pattern: a token, or text that stands there as it is. */
export type DatePatternPart =
  { readonly token: DateToken } | { readonly token: null; readonly text: string };

const isLetter = (character: string): boolean => /^[A-Za-z]$/.test(character);

/** Where the literal that begins with the quote at `start` ends, and its text; null when it never closes. */
const quotedText = (pattern: string, start: number): { text: string; end: number } | null => {
  const close = pattern.indexOf("'", start + 1);
  if (close < 0) return null;
  return { text: close === start + 1 ? "'" : pattern.slice(start + 1, close), end: close + 1 };
};

/**
 * Splits a date pattern into its parts, or null when it holds an unknown letter.
 *
 * Tokens: `yyyy`, `MM` `M`, `MMM` (Jan), `dd` `d`, `HH` `H` (0–23), `hh` `h` with
 * `a` (AM PM 午前 午後), `mm` `m`, `ss` `s`, `SSS` (milliseconds), `XXX` (+09:00 or
 * Z), `XX` (+0900 or Z). Doubled letters want both digits, single ones take one
 * or two. Letters as they stand are written in 'single quotes'.
 */
export const datePatternParts = (pattern: string): readonly DatePatternPart[] | null => {
  const parts: DatePatternPart[] = [];
  let index = 0;
  while (index < pattern.length) {
    const character = pattern.charAt(index);
    if (character === "'") {
      const literal = quotedText(pattern, index);
      if (literal === null) return null;
      parts.push({ token: null, text: literal.text });
      index = literal.end;
      continue;
    }
    if (!isLetter(character)) {
      parts.push({ token: null, text: character });
      index += 1;
      continue;
    }
    const start = index;
    const token = TOKENS.find((candidate) => pattern.startsWith(candidate, start));
    if (token === undefined) return null;
    parts.push({ token });
    index += token.length;
  }
  return parts;
};

type DateUnit =
  'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'fraction' | 'half' | 'offset';

const UNIT_OF_LETTER: Readonly<Record<string, DateUnit>> = {
  y: 'year',
  M: 'month',
  d: 'day',
  H: 'hour',
  h: 'hour',
  m: 'minute',
  s: 'second',
  S: 'fraction',
  a: 'half',
  X: 'offset',
};

const unitsOf = (pattern: string): DateUnit[] | null => {
  const parts = datePatternParts(pattern);
  if (parts === null) return null;
  return parts.flatMap((part) => {
    const unit = part.token === null ? undefined : UNIT_OF_LETTER[part.token.charAt(0)];
    return unit === undefined ? [] : [unit];
  });
};

const hasTwelveHours = (pattern: string): boolean =>
  datePatternParts(pattern)?.some((part) => part.token === 'hh' || part.token === 'h') === true;

const says = (pattern: string, ...wanted: DateUnit[]): boolean => {
  const units = unitsOf(pattern);
  return (
    units !== null &&
    new Set(units).size === units.length &&
    wanted.every((unit) => units.includes(unit)) &&
    hasTwelveHours(pattern) === units.includes('half')
  );
};

const patternText = z.string().min(1).max(40);

/** A pattern that says year, month and day, and perhaps a time and an offset. */
export const datePatternSchema = patternText.refine(
  (pattern) => says(pattern, 'year', 'month', 'day'),
  { error: 'a date pattern says yyyy, MM and dd once each, e.g. yyyy/MM/dd HH:mm:ss; hh needs a' },
);

const DATE_UNITS: readonly DateUnit[] = ['year', 'month', 'day', 'offset'];

/** A pattern that says hour and minute, and neither a date nor an offset. */
export const timePatternSchema = patternText.refine(
  (pattern) =>
    says(pattern, 'hour', 'minute') &&
    unitsOf(pattern)?.some((unit) => DATE_UNITS.includes(unit)) === false,
  { error: 'a time pattern says HH and mm once each and no date, e.g. HH:mm:ss; hh needs a' },
);
