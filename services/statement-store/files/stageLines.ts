import { finished } from 'node:stream/promises';

import type { StatementLine, UnreadableLine } from '@chobo/reconciliation/statementLine';
import type { Pool, PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** Lines as they come from reading: readable ones and the others. */
export type LineBatch = {
  readonly lines: readonly StatementLine[];
  readonly unreadable: readonly UnreadableLine[];
};

/**
 * Writes the lines of one file, in the caller's transaction, and with them the
 * span of their business times.
 *
 * @returns what the iterator of batches returned at its end
 */
export const stageLines = async <Result>(
  client: PoolClient,
  statementNo: number,
  batches: AsyncGenerator<LineBatch, Result>,
): Promise<Result> => {
  const copy = client.query(
    copyFrom(`copy app.statement_lines (statement_no, file_line, at_ms, amount, wholesale, status,
      currency, reference, carrier_reference, card, attributes) from stdin`),
  );
  const copied = finished(copy);
  // Awaited below; without this a failure in mid-copy would count as unhandled until then.
  copied.catch(() => undefined);
  const unreadable: UnreadableLine[] = [];
  const span = { first: Infinity, last: -Infinity };
  let result: Result;
  try {
    for (;;) {
      const next = await batches.next();
      if (next.done === true) {
        result = next.value;
        break;
      }
      unreadable.push(...next.value.unreadable);
      const text = copyText(statementNo, next.value.lines, span);
      if (text !== '' && !copy.write(text)) await drained(copy, copied);
    }
  } catch (error) {
    copy.destroy();
    throw error;
  }
  copy.end();
  await copied;
  await insertUnreadable(client, statementNo, unreadable);
  await client.query(
    `update app.statement_files set lines_staged = true, first_at_ms = $2, last_at_ms = $3
     where statement_no = $1`,
    [statementNo, finiteOrNull(span.first), finiteOrNull(span.last)],
  );
  return result;
};

const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

const drained = async (copy: NodeJS.WritableStream, failed: Promise<void>): Promise<void> => {
  const drain = new Promise<void>((resolve) => {
    copy.once('drain', resolve);
  });
  await Promise.race([drain, failed]);
};

const STATUS_LETTER = { done: 'd', cancelled: 'c', failed: 'f' } as const;

const copyText = (
  statementNo: number,
  lines: readonly StatementLine[],
  span: { first: number; last: number },
): string => {
  let text = '';
  for (const line of lines) {
    if (line.at < span.first) span.first = line.at;
    if (line.at > span.last) span.last = line.at;
    text += `${statementNo}\t${line.fileLine}\t${line.at}\t${line.amount}\t${line.wholesale ?? '\\N'}\t${STATUS_LETTER[line.status]}\t${line.currency}\t${copyCell(line.reference)}\t${copyCell(line.carrierReference)}\t${copyCell(line.card)}\t${copyCell(line.attributes)}\n`;
  }
  return text;
};

const NEEDS_ESCAPE = /[\\\t\n\r\b\f\v]/;
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\b': '\\b',
  '\f': '\\f',
  '\v': '\\v',
};

/** A text as COPY's text format wants it. */
const copyCell = (text: string): string =>
  NEEDS_ESCAPE.test(text)
    ? text.replace(/[\\\t\n\r\b\f\v]/g, (character) => ESCAPES[character] ?? character)
    : text;

/** Takes back what was staged of a file before, by an attempt that a crash ended. */
export const forgetLines = async (client: PoolClient, statementNo: number): Promise<void> => {
  await client.query('delete from app.statement_lines where statement_no = $1', [statementNo]);
  await client.query('delete from app.statement_unreadable_lines where statement_no = $1', [
    statementNo,
  ]);
};

/** Keeps the unreadable lines of a file that is not taken, for whoever looks at it. */
export const keepUnreadable = async (
  pool: Pool,
  statementNo: number,
  lines: readonly UnreadableLine[],
): Promise<void> => {
  await pool.query('delete from app.statement_unreadable_lines where statement_no = $1', [
    statementNo,
  ]);
  await insertUnreadable(pool, statementNo, lines);
};

const insertUnreadable = async (
  client: Pool | PoolClient,
  statementNo: number,
  lines: readonly UnreadableLine[],
): Promise<void> => {
  if (lines.length === 0) return;
  await client.query(
    `insert into app.statement_unreadable_lines (statement_no, file_line, column_name, value, code,
       reason, carrier_reference, reference)
     select $1, l."fileLine", l."column", l.value, l.code, l.reason, l."carrierReference", l.reference
     from jsonb_to_recordset($2::jsonb) as l("fileLine" integer, "column" text, value text, code text,
       reason text, "carrierReference" text, reference text)`,
    [statementNo, JSON.stringify(lines)],
  );
};
