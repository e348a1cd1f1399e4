import type { StatementProblem } from '@chobo/domain/statement/events';

import { problem } from '../problems.ts';

/** Characters of the longest record that is read: bounds what a quote that never closes can swallow. */
export const MAX_RECORD_LENGTH = 64 * 1024;

/** Whole records, ready for the CSV parser. */
export type RecordBlock = {
  /** The records, each but the last followed by `newline`. */
  readonly text: string;
  readonly newline: '\n' | '\r\n';
  /** Physical line on which each record starts. */
  readonly fileLines: readonly number[];
};

export type RecordSplitter = {
  /** Physical line on which the next block of text begins. */
  readonly nextLine: () => number;
  /** Takes the next text and gives its whole records; the begun one is kept for the next call. */
  readonly split: (text: string, isLast: boolean) => RecordBlock | StatementProblem;
};

const NEEDS_MORE = -1;
const MALFORMED = -2;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

const countLineFeeds = (text: string, start: number, end: number): number => {
  let count = 0;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
    count += 1;
  }
  return count;
};

/**
 * Where the record that begins at `start` ends: the place of its line feed, or
 * of the end of the text. A quote opens a quoted cell only as a cell's first
 * sign, and must close right before a delimiter or line end.
 */
const endOfQuotedRecord = (
  text: string,
  start: number,
  delimiter: string,
  quote: string,
  isLast: boolean,
): number => {
  let at = start;
  for (;;) {
    if (text.charAt(at) === quote) {
      let close = text.indexOf(quote, at + 1);
      while (close >= 0 && text.charAt(close + 1) === quote) close = text.indexOf(quote, close + 2);
      if (close < 0) return NEEDS_MORE;
      const after = close + 1;
      if (after >= text.length) return isLast ? after : NEEDS_MORE;
      const sign = text.charCodeAt(after);
      if (sign === LINE_FEED) return after;
      if (sign === CARRIAGE_RETURN) {
        if (after + 1 >= text.length) return isLast ? after + 1 : NEEDS_MORE;
        return text.charCodeAt(after + 1) === LINE_FEED ? after + 1 : MALFORMED;
      }
      if (text.charAt(after) !== delimiter) return MALFORMED;
      at = after + 1;
      continue;
    }
    const newline = text.indexOf('\n', at);
    const next = text.indexOf(delimiter, at);
    if (next >= 0 && (newline < 0 || next < newline)) {
      at = next + 1;
      continue;
    }
    if (newline >= 0) return newline;
    return isLast ? text.length : NEEDS_MORE;
  }
};

/**
 * Cuts text into records before the CSV parser sees it: so it never gets a quote
 * that does not close (on which it takes time by the square of the text), and
 * each record's physical line is known.
 *
 * @param quote null: quotes mean nothing, each line is a record
 */
export const createRecordSplitter = (delimiter: string, quote: string | null): RecordSplitter => {
  let carried = '';
  let carriedIsQuoted = false;
  let line = 1;

  const split = (added: string, isLast: boolean): RecordBlock | StatementProblem => {
    const text = carried === '' ? added : carried + added;
    const fileLines: number[] = [];
    const ends: number[] = [];
    let windowsEnds = 0;
    let start = 0;
    let nextQuote = quote === null ? -1 : text.indexOf(quote);
    carriedIsQuoted = false;
    while (start < text.length) {
      let end = text.indexOf('\n', start);
      let isQuoted = false;
      if (nextQuote >= 0 && nextQuote < start && quote !== null)
        nextQuote = text.indexOf(quote, start);
      if (quote !== null && nextQuote >= 0 && (end < 0 || nextQuote < end)) {
        isQuoted = true;
        end = endOfQuotedRecord(text, start, delimiter, quote, isLast);
        if (end === MALFORMED) {
          return start + MAX_RECORD_LENGTH < text.length &&
            text.indexOf('\n', start) > start + MAX_RECORD_LENGTH
            ? problem('record_too_long', { fileLine: line })
            : problem('quote_malformed', { fileLine: line });
        }
        if (end === NEEDS_MORE) {
          if (text.length - start > MAX_RECORD_LENGTH) {
            return problem('record_too_long', { fileLine: line });
          }
          if (isLast) return problem('quote_unclosed', { fileLine: line });
          carriedIsQuoted = true;
          break;
        }
      } else if (end < 0) {
        if (text.length - start > MAX_RECORD_LENGTH) {
          return problem('record_too_long', { fileLine: line });
        }
        if (!isLast) break;
        end = text.length;
      }
      const hasReturn = end > start && text.charCodeAt(end - 1) === CARRIAGE_RETURN;
      if (end - start - Number(hasReturn) > MAX_RECORD_LENGTH) {
        return problem('record_too_long', { fileLine: line });
      }
      if (hasReturn && end < text.length) windowsEnds += 1;
      fileLines.push(line);
      ends.push(end);
      line += isQuoted ? countLineFeeds(text, start, end) + 1 : 1;
      start = end + 1;
    }
    carried = start < text.length ? text.slice(start) : '';
    const last = ends.at(-1);
    if (last === undefined) return { text: '', newline: '\n', fileLines };
    const isTerminated = last < text.length;
    const terminated = ends.length - (isTerminated ? 0 : 1);
    if (windowsEnds === 0 || windowsEnds === terminated) {
      const hasReturn = isTerminated && windowsEnds > 0;
      return {
        text: text.slice(0, hasReturn ? last - 1 : last),
        newline: windowsEnds === 0 ? '\n' : '\r\n',
        fileLines,
      };
    }
    // Both kinds of line ends in one block: the parser takes one, so they are made alike.
    let from = 0;
    const records = ends.map((end) => {
      const hasReturn = end > from && text.charCodeAt(end - 1) === CARRIAGE_RETURN;
      const record = text.slice(from, hasReturn ? end - 1 : end);
      from = end + 1;
      return record;
    });
    return { text: records.join('\n'), newline: '\n', fileLines };
  };

  return {
    nextLine: () => line + (carriedIsQuoted ? countLineFeeds(carried, 0, carried.length) : 0),
    split,
  };
};
