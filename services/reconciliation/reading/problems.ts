import type { StatementProblem } from '@chobo/domain/statement/events';

/** Longest text of a file that a message repeats. */
export const MAX_QUOTED_LENGTH = 200;

/** Cuts a text of a file to what a message may repeat. */
export const quoted = (text: string): string =>
  text.length > MAX_QUOTED_LENGTH ? text.slice(0, MAX_QUOTED_LENGTH) : text;

/** Where a problem stands and what stood there. */
export type Place = {
  readonly fileLine?: number;
  readonly column?: string;
  readonly value?: string;
};

type Facts = Place & {
  /** What the profile or the question asked for. */
  readonly expected?: string;
  /** What was found instead, or more about it. */
  readonly found?: string;
};

const line = (facts: Facts): string => (facts.fileLine === undefined ? '' : ` ${facts.fileLine}`);
const withLine = (facts: Facts): string =>
  facts.fileLine === undefined ? '' : ` with line${line(facts)},`;
const at = (facts: Facts): string =>
  facts.column === undefined ? `Line${line(facts)}` : `Line${line(facts)}, column ${facts.column}`;
const value = (facts: Facts): string => `"${facts.value ?? ''}"`;
const expected = (facts: Facts): string => facts.expected ?? '';
const found = (facts: Facts): string => facts.found ?? '';

/**
 * Every reason for which a line is unreadable, or a file refused or held: its
 * stable code and the sentence that a clerk reads. Nowhere else are there words
 * for them.
 */
const SENTENCES = {
  // The line is unreadable.
  amount_blank: (f) => `${at(f)}: there is no amount.`,
  amount_unreadable: (f) => `${at(f)}: ${value(f)} is not an amount.`,
  amount_grouping: (f) => `${at(f)}: in ${value(f)} the thousands are not grouped by three digits.`,
  amount_fraction: (f) => `${at(f)}: ${value(f)} has a fraction that ${expected(f)} does not have.`,
  amount_negative: (f) => `${at(f)}: ${value(f)} is negative, which this source does not report.`,
  amount_too_large: (f) => `${at(f)}: ${value(f)} is too large for one amount.`,
  amount_twice: (f) => `${at(f)}: both amount columns are filled, so the direction is not known.`,
  date_blank: (f) => `${at(f)}: there is no date or time.`,
  date_unreadable: (f) => `${at(f)}: ${value(f)} is not written as ${expected(f)}.`,
  date_impossible: (f) => `${at(f)}: ${value(f)} is a date or time that does not exist.`,
  date_ambiguous: (f) => `${at(f)}: ${value(f)} can be read as two different times.`,
  date_out_of_range: (f) => `${at(f)}: ${value(f)} is too far from the day of the file.`,
  status_unknown: (f) => `${at(f)}: ${value(f)} is not a status that this source is known to use.`,
  direction_unknown: (f) => `${at(f)}: ${value(f)} does not say whether money came or went back.`,
  currency_unknown: (f) => `${at(f)}: ${value(f)} is not a currency.`,
  record_type_unknown: (f) => `${at(f)}: ${value(f)} is not a type of line that this source uses.`,
  column_count: (f) => `${at(f)}: the line has ${found(f)} columns instead of ${expected(f)}.`,

  // The file is refused.
  empty_file: () => 'The file is empty (0 bytes).',
  file_too_large: (f) => `The file is larger than ${expected(f)} bytes, the most that is read.`,
  not_a_statement: (f) => `The file is not a statement but ${found(f)}.`,
  byte_order_mark: (f) =>
    `The file begins with a Unicode mark (${found(f)}), but the profile says ${expected(f)}.`,
  byte_order_mark_missing: () =>
    'The file does not begin with the Unicode mark that the profile demands.',
  byte_order_mark_repeated: () => 'The file begins with two Unicode marks.',
  wrong_encoding: (f) => `The file is written in ${found(f)}, but the profile says ${expected(f)}.`,
  undecodable_byte: (f) =>
    `Line${line(f)} holds bytes that are no ${expected(f)} text (${found(f)}).`,
  no_encoding_fits: (f) => `Line${line(f)} can be read in none of ${expected(f)}.`,
  nul_character: (f) => `Line${line(f)} holds a NUL character, which no text has.`,
  replacement_character: (f) =>
    `Line${line(f)} holds the sign U+FFFD: a text was destroyed before the file was sent.`,
  record_too_long: (f) =>
    `The record that begins on line${line(f)} is longer than 64 KiB; perhaps a quote never closes.`,
  quote_unclosed: (f) => `The quote that opens on line${line(f)} never closes.`,
  quote_malformed: (f) =>
    `In the record that begins on line${line(f)} text follows a closing quote; perhaps a quote before it was never closed.`,
  header_missing: (f) => `The line that names the columns was not found${found(f)}.`,
  header_column_missing: (f) => `The header on line${line(f)} lacks the ${expected(f)}.`,
  header_column_unknown: (f) =>
    `The header on line${line(f)} names ${value(f)}, a column that the profile does not know${found(f)}.`,
  header_column_repeated: (f) => `The header on line${line(f)} names ${value(f)} twice.`,
  header_differs: (f) => `The header on line${line(f)} differs from the first one of the file.`,
  fact_missing: (f) => `${at(f)} does not say ${expected(f)}.`,
  fact_unreadable: (f) => `${at(f)}: ${value(f)} is not ${expected(f)}.`,
  wrong_business_date: (f) =>
    `The file is for ${found(f)} (line${line(f)}), but ${expected(f)} was asked for.`,
  business_dates_differ: (f) =>
    `The file is for ${expected(f)}, but line${line(f)} says ${found(f)}.`,
  stated_record_missing: (f) => `The file has no line ${expected(f)}, which it must have.`,
  stated_record_repeated: (f) =>
    `Line${line(f)} begins a second statement; a file holds one (${value(f)}).`,
  footer_missing: (f) =>
    `The file ends${withLine(f)} without its footer (${expected(f)}): it was cut short.`,
  end_marker_missing: (f) =>
    `The file ends${withLine(f)} without ${expected(f)}: it was cut short.`,
  content_after_footer: (f) => `Line${line(f)} follows the end of the statement.`,
  control_total_unreadable: (f) =>
    `Line${line(f)} states the ${f.column ?? ''} as ${value(f)}, which is not a total.`,
  no_data: () => 'The file has no data line.',
  card_number_damaged: (f) =>
    `${at(f)}: ${value(f)} is a card number that a spreadsheet has cut; its digits are lost. Ask for the original file.`,
  card_numbers_rounded: (f) =>
    `${at(f)}: all card numbers end in four zeros; a spreadsheet has rounded them. Ask for the original file.`,

  // The file is held.
  control_total_differs: (f) =>
    `Line${line(f)} states ${f.column ?? ''} ${expected(f)}, but the lines come to ${found(f)}.`,
  too_many_unreadable: (f) => `${found(f)} of ${expected(f)} lines cannot be read.`,
} as const satisfies Record<string, (facts: Facts) => string>;

export type ProblemCode = keyof typeof SENTENCES;

const factsOf = ({ expected: asked, found: came }: Facts): Pick<StatementProblem, 'facts'> =>
  asked === undefined && came === undefined
    ? {}
    : {
        facts: {
          ...(asked !== undefined && { expected: asked }),
          ...(came !== undefined && { found: came }),
        },
      };

/** A problem with its sentence; texts of the file in it are cut to 200 characters. */
export const problem = (code: ProblemCode, facts: Facts = {}): StatementProblem => {
  const cut: Facts = {
    ...facts,
    ...(facts.value === undefined ? {} : { value: quoted(facts.value) }),
    ...(facts.found === undefined ? {} : { found: quoted(facts.found) }),
  };
  return {
    fileLine: cut.fileLine ?? null,
    column: cut.column ?? null,
    value: cut.value ?? null,
    code,
    reason: SENTENCES[code](cut),
    ...factsOf(cut),
  };
};
