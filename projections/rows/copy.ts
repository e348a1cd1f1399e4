import { finished } from 'node:stream/promises';

import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** What a column takes; `null` is SQL's. JSON goes in as its text. */
export type Cell = string | number | bigint | boolean | null;

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};

const escapeText = (text: string): string =>
  SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? '') : text;

/** One row in the text format of COPY, with its line end. */
export const copyLine = (cells: readonly Cell[]): string => {
  let line = '';
  let separator = '';
  for (const cell of cells) {
    line += separator;
    if (cell === null) line += '\\N';
    else line += typeof cell === 'string' ? escapeText(cell) : String(cell);
    separator = '\t';
  }
  return `${line}\n`;
};

/**
 * Appends rows to a table with COPY, several times faster than INSERT from a
 * hundred rows on and not slower for one.
 *
 * @param lines from `copyLine`, cells in the order of `columns`
 */
export const copyLines = async (
  sql: PoolClient,
  table: string,
  columns: readonly string[],
  lines: readonly string[],
): Promise<void> => {
  if (lines.length === 0) return;
  const stream = sql.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`));
  stream.end(lines.join(''));
  await finished(stream);
};
