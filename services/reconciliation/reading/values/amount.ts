import { MAX_AMOUNT } from '@chobo/domain/kernel/money';

import { foldWidth } from './foldWidth.ts';

/** How a profile says that a number is written; see `numberShape` of the statement profile. */
export type NumberRule = {
  readonly number: 'whole' | 'decimal' | 'hundredths';
  readonly decimalMark: '.' | ',';
  readonly thousands?: ',' | '.' | ' ' | "'" | undefined;
  readonly fullWidth: boolean;
  readonly currencySigns: readonly string[];
  readonly negatives: readonly ('minus' | 'trailing_minus' | 'parentheses' | 'triangle')[];
};

/** Why a text is no amount; each is a problem code of its own. */
export type AmountFault =
  | 'amount_blank'
  | 'amount_unreadable'
  | 'amount_grouping'
  | 'amount_fraction'
  | 'amount_negative'
  | 'amount_too_large';

/** Reads a text as minor units of a currency with so many decimal digits. */
export type AmountReader = (text: string, digits: number) => number | AmountFault;

const ZERO = 48;
/** Numbers of so many digits are exact in a double. */
const EXACT_DIGITS = 15;
const POWERS = [1, 10, 100, 1000] as const;
const power = (exponent: number): number => POWERS[exponent] ?? 10 ** exponent;

/** The value of a text of 1 to 15 ASCII digits, −1 when it is anything else. */
const plainDigits = (text: string): number => {
  const { length } = text;
  if (length === 0 || length > EXACT_DIGITS) return -1;
  let value = 0;
  for (let index = 0; index < length; index += 1) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
};

const isDigits = (text: string): boolean => {
  for (let index = 0; index < text.length; index += 1) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return false;
  }
  return true;
};

const stripSign = (text: string, signs: readonly string[]): string | null => {
  for (const sign of signs) {
    if (text.startsWith(sign)) return text.slice(sign.length).trim();
    if (text.endsWith(sign)) return text.slice(0, -sign.length).trim();
  }
  return null;
};

type Signed = { readonly text: string; readonly isNegative: boolean };

/** Takes one mark of a negative number off, whether or not the profile allows it. */
const stripNegative = (
  text: string,
): (Signed & { readonly kind: NumberRule['negatives'][number] }) | null => {
  if (text.startsWith('-')) return { text: text.slice(1).trim(), isNegative: true, kind: 'minus' };
  if (text.endsWith('-')) {
    return { text: text.slice(0, -1).trim(), isNegative: true, kind: 'trailing_minus' };
  }
  if (text.startsWith('(') && text.endsWith(')')) {
    return { text: text.slice(1, -1).trim(), isNegative: true, kind: 'parentheses' };
  }
  if (text.startsWith('△') || text.startsWith('▲')) {
    return { text: text.slice(1).trim(), isNegative: true, kind: 'triangle' };
  }
  return null;
};

/** Joins groups of three digits, or says that they are grouped wrongly. */
const withoutGroups = (text: string, mark: string): string | null => {
  const groups = text.split(mark);
  const isRight = groups.every((group, index) =>
    index === 0 ? group.length >= 1 && group.length <= 3 : group.length === 3,
  );
  return isRight && groups.every(isDigits) ? groups.join('') : null;
};

/** Whole units and fraction (as text) of an unsigned number. */
const unitsOf = (
  text: string,
  rule: NumberRule,
): { readonly units: string; readonly fraction: string } | AmountFault => {
  let units = text;
  let fraction = '';
  // A point in yen is told apart from a word, so that the message can say "fraction".
  const mark = rule.number === 'decimal' ? rule.decimalMark : '.';
  const at = mark === rule.thousands ? -1 : text.indexOf(mark);
  if (at >= 0) {
    units = text.slice(0, at);
    fraction = text.slice(at + 1);
    if (units === '' || fraction === '' || !isDigits(fraction)) return 'amount_unreadable';
    if (rule.number !== 'decimal') return isDigits(units) ? 'amount_fraction' : 'amount_unreadable';
  }
  if (rule.thousands !== undefined && units.includes(rule.thousands)) {
    const joined = withoutGroups(units, rule.thousands);
    if (joined !== null) return { units: joined, fraction };
    return units.split(rule.thousands).every(isDigits) ? 'amount_grouping' : 'amount_unreadable';
  }
  return units !== '' && isDigits(units) ? { units, fraction } : 'amount_unreadable';
};

/** Minor units of a number; the fraction's digits beyond the currency's must be zeros. */
const inMinorUnits = (
  units: string,
  fraction: string,
  digits: number,
  rule: NumberRule,
): number | AmountFault => {
  const whole = units.replace(/^0+(?=\d)/, '');
  if (whole.length > EXACT_DIGITS) return 'amount_too_large';
  const value = Number(whole);
  if (rule.number === 'hundredths') {
    if (digits >= 2) return value * power(digits - 2);
    const divisor = power(2 - digits);
    return value % divisor === 0 ? value / divisor : 'amount_fraction';
  }
  const kept = fraction.slice(0, digits).padEnd(digits, '0');
  if (/[1-9]/.test(fraction.slice(digits))) return 'amount_fraction';
  return value * power(digits) + (digits === 0 ? 0 : Number(kept));
};

/**
 * Compiles a profile's decimal rule. Plain ASCII digits, nearly every cell of a
 * large file, are read without making another text.
 *
 * @param maximum the largest value that is taken, in minor units
 */
export const compileAmount = (rule: NumberRule, maximum: number = MAX_AMOUNT): AmountReader => {
  const readAny = (original: string, digits: number): number | AmountFault => {
    let text = (rule.fullWidth ? foldWidth(original) : original).trim();
    if (text === '') return 'amount_blank';
    let isNegative = false;
    let isRefused = false;
    let hasSign = false;
    // Sign and currency may stand in either order: -¥1,000, ¥-1,000, (¥1,000).
    for (let round = 0; round < 3; round += 1) {
      const negative = isNegative ? null : stripNegative(text);
      if (negative !== null) {
        isNegative = true;
        isRefused = !rule.negatives.includes(negative.kind);
        text = negative.text;
        continue;
      }
      const stripped = hasSign ? null : stripSign(text, rule.currencySigns);
      if (stripped === null) break;
      hasSign = true;
      text = stripped;
    }
    const number = unitsOf(text, rule);
    if (typeof number === 'string') return number;
    if (isRefused) return 'amount_negative';
    const value = inMinorUnits(number.units, number.fraction, digits, rule);
    if (typeof value === 'string') return value;
    if (value > maximum) return 'amount_too_large';
    return isNegative && value !== 0 ? -value : value;
  };
  if (rule.number === 'hundredths') return readAny;
  return (text, digits) => {
    const value = plainDigits(text);
    if (value < 0) return readAny(text, digits);
    const minor = digits === 0 ? value : value * power(digits);
    return minor > maximum ? 'amount_too_large' : minor;
  };
};
