import Papa from 'papaparse';
import type { StatementProfile } from '@chobo/domain/catalogue/statementProfile';

import type { RecordBlock } from './recordSplitter.ts';

/** The cells of one record; of a fixed-width layout the whole line is the one cell. */
export type Row = readonly string[];

/** A sign that stands for "no quotes": a file that holds NUL has been refused before. */
const NO_QUOTE = '\u0000';

/** Makes rows of whole records, one row per record. */
export const rowsOf = (
  layout: StatementProfile['layout'],
): ((block: RecordBlock) => readonly Row[]) => {
  if (layout.type === 'fixed_width') {
    return (block) =>
      block.fileLines.length === 0 ? [] : block.text.split(block.newline).map((line) => [line]);
  }
  const { delimiter } = layout;
  const quoteChar = layout.quote ?? NO_QUOTE;
  return (block) => {
    // papaparse gives no row for an empty text, which here is one blank line.
    if (block.text === '') return block.fileLines.map(() => ['']);
    const { data } = Papa.parse<string[]>(block.text, {
      delimiter,
      newline: block.newline,
      quoteChar,
    });
    if (data.length !== block.fileLines.length) {
      throw new Error(`${block.fileLines.length} records were parsed as ${data.length} rows`);
    }
    return data;
  };
};
