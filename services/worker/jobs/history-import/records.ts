/** One record of a CSV text and the physical line, from 1, on which it starts. */
export type CsvRecord = { readonly fileLine: number; readonly text: string };

/** A record longer than the limit: most likely a quote that never closes. */
export class RecordTooLong extends Error {
  readonly fileLine: number;
  constructor(fileLine: number) {
    super(`The record that starts on line ${fileLine} is too long`);
    this.name = 'RecordTooLong';
    this.fileLine = fileLine;
  }
}

/** 64 KiB, in UTF-16 units: bounds what an unclosed quote can swallow. */
export const MAX_RECORD_LENGTH = 65_536;

/**
 * Cuts a text that arrives in pieces into records, so that the CSV parser never
 * sees half a record nor one without an end. Line ends inside quotes belong to
 * the record; a quote opens only at the start of a cell (RFC 4180).
 */
export class RecordCutter {
  private rest = '';
  private restLine = 1;

  /**
   * The records that are complete with this piece, line ends taken off.
   * @throws RecordTooLong
   */
  push(piece: string): CsvRecord[] {
    const text = this.rest + piece;
    const records: CsvRecord[] = [];
    let start = 0;
    let line = this.restLine;
    let quote = text.indexOf('"');
    for (;;) {
      if (quote !== -1 && quote < start) quote = text.indexOf('"', start);
      const lineFeed = text.indexOf('\n', start);
      const plain = quote === -1 || (lineFeed !== -1 && lineFeed < quote);
      const end = plain ? lineFeed : endOfQuotedRecord(text, start);
      if ((end === -1 ? text.length : end) - start > MAX_RECORD_LENGTH) {
        throw new RecordTooLong(line);
      }
      if (end === -1) break;
      const record = text.slice(start, end);
      records.push({ fileLine: line, text: withoutCarriageReturn(record) });
      line += plain ? 1 : 1 + countLineFeeds(record);
      start = end + 1;
    }
    this.rest = text.slice(start);
    this.restLine = line;
    return records;
  }

  /** What stands after the last line end, when there is something. */
  finish(): CsvRecord[] {
    const { rest, restLine } = this;
    this.rest = '';
    return rest === '' ? [] : [{ fileLine: restLine, text: withoutCarriageReturn(rest) }];
  }
}

/** Index of the line feed that ends the record beginning at `start`, or -1 when it is not there. */
const endOfQuotedRecord = (text: string, start: number): number => {
  let place: 'cell_start' | 'plain' | 'quoted' | 'after_quote' = 'cell_start';
  for (let index = start; index < text.length; index += 1) {
    const character = text[index];
    if (place === 'quoted') {
      if (character === '"') place = 'after_quote';
    } else if (character === '\n') return index;
    else if (character === ',') place = 'cell_start';
    else if (character === '"' && place !== 'plain') place = 'quoted';
    else place = 'plain';
  }
  return -1;
};

const withoutCarriageReturn = (text: string): string =>
  text.endsWith('\r') ? text.slice(0, -1) : text;

const countLineFeeds = (text: string): number => {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
};
