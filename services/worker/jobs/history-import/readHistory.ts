import type { Currency } from '@chobo/domain/kernel/money';
import Papa from 'papaparse';

import { decodeStrictly } from './decodeStrictly.ts';
import type { HistoryCells, HistoryRow, ImportProblem } from './historyRow.ts';
import { readHeader } from './header.ts';
import { readRow } from './readRow.ts';
import { RecordCutter, RecordTooLong } from './records.ts';
import type { CsvRecord } from './records.ts';

/** What one piece of the file came to, or why the whole file is not taken. */
export type HistoryPiece =
  | {
      readonly kind: 'rows';
      /** Data rows in the piece, unreadable ones included. */
      readonly count: number;
      readonly rows: readonly HistoryRow[];
      readonly problems: readonly ImportProblem[];
      /** Bytes read so far. */
      readonly bytes: number;
    }
  | { readonly kind: 'refused'; readonly problems: readonly ImportProblem[] };

/**
 * Reads a history file piece by piece: UTF-8, the columns by name in the first
 * record, one top-up per further record; empty lines are passed over. A
 * `refused` piece is the last one.
 */
export const readHistory = async function* (
  chunks: AsyncIterable<Uint8Array>,
  options: { readonly currency: Currency; readonly maxBytes: number },
): AsyncGenerator<HistoryPiece> {
  const cutter = new RecordCutter();
  let order = null as readonly number[] | null;
  let bytes = 0;
  let rows = 0;
  const piece = (records: readonly CsvRecord[]): HistoryPiece => {
    const filled = records.filter((record) => record.text !== '');
    if (order === null) {
      const header = filled.shift();
      if (header === undefined) return { kind: 'rows', count: 0, rows: [], problems: [], bytes };
      const found = readHeader(header.fileLine, header.text, cellsOf(header) ?? [header.text]);
      if (!found.ok) return { kind: 'refused', problems: [found.problem] };
      order = found.order;
    }
    const read = readRecords(filled, order, options.currency);
    rows += read.count;
    return { kind: 'rows', bytes, ...read };
  };
  try {
    for await (const decoded of decodeStrictly(chunks, options.maxBytes)) {
      if (!decoded.ok) {
        yield { kind: 'refused', problems: [decoded.problem] };
        return;
      }
      bytes += decoded.bytes;
      const read = piece(cutter.push(decoded.text));
      yield read;
      if (read.kind === 'refused') return;
    }
    const last = piece(cutter.finish());
    yield last;
    if (last.kind === 'refused' || rows > 0) return;
    const nothing =
      order === null
        ? fileProblem(1, 'empty_file', 'There is no header.')
        : fileProblem(null, 'no_rows', 'The file has no rows.');
    yield { kind: 'refused', problems: [nothing] };
  } catch (error) {
    if (!(error instanceof RecordTooLong)) throw error;
    const reason = 'A record longer than 64 KiB starts here: most likely a quote never closes.';
    yield { kind: 'refused', problems: [fileProblem(error.fileLine, 'record_too_long', reason)] };
  }
};

const QUOTE_REASON =
  'A quote stands in the middle of a cell, or text behind a closing one; perhaps a quote before it was never closed.';

const readRecords = (
  records: readonly CsvRecord[],
  order: readonly number[],
  currency: Currency,
): { count: number; rows: HistoryRow[]; problems: ImportProblem[] } => {
  const rows: HistoryRow[] = [];
  const problems: ImportProblem[] = [];
  const plain = records.every((record) => !record.text.includes('"'));
  const parsed = plain ? parsePlain(records) : records.map(cellsOf);
  for (const [index, record] of records.entries()) {
    const cells = parsed[index] ?? null;
    if (cells === null) {
      problems.push(fileProblem(record.fileLine, 'quotes_unreadable', QUOTE_REASON));
    } else if (cells.length !== order.length) {
      const reason = `The row has ${cells.length} cells, the header has ${order.length}.`;
      problems.push(fileProblem(record.fileLine, 'cell_count', reason));
    } else {
      const row = readRow(record.fileLine, byColumn(cells, order), currency);
      if ('topUpId' in row) rows.push(row);
      else problems.push(...row);
    }
  }
  return { count: records.length, rows, problems };
};

/** Records without any quote, parsed in one go. */
const parsePlain = (records: readonly CsvRecord[]): readonly string[][] => {
  if (records.length === 0) return [];
  const text = records.map((record) => record.text).join('\n');
  return Papa.parse<string[]>(text, { delimiter: ',', newline: '\n' }).data;
};

/** The cells of one record; null when its quotes are wrong. */
const cellsOf = (record: CsvRecord): readonly string[] | null => {
  const { data, errors } = Papa.parse<string[]>(record.text, { delimiter: ',', newline: '\n' });
  const [cells] = data;
  if (cells === undefined) return null;
  // A line feed inside a quoted cell is no second record; anything else that papaparse splits is.
  return data.length === 1 && errors.length === 0 && !hasStrayQuote(record.text) ? cells : null;
};

/** A quote inside a cell that is not quoted, which papaparse would take as it stands. */
const hasStrayQuote = (text: string): boolean =>
  text.replace(/(^|,)"(?:[^"]|"")*"(?=,|$)/g, '$1').includes('"');

const byColumn = (cells: readonly string[], order: readonly number[]): HistoryCells => {
  const at = (column: number): string => cells[order[column] ?? -1] ?? '';
  return {
    top_up_id: at(0),
    card_number: at(1),
    channel: at(2),
    method: at(3),
    payment_provider: at(4),
    payment_reference: at(5),
    amount: at(6),
    currency: at(7),
    paid_at: at(8),
  };
};

const fileProblem = (fileLine: number | null, code: string, reason: string): ImportProblem => ({
  fileLine,
  column: null,
  value: null,
  code,
  reason,
});
