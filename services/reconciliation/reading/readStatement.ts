import { columnsOfFields } from '@chobo/domain/catalogue/profile/columnsOfFields';
import type { StatementProfile } from '@chobo/domain/catalogue/statementProfile';
import type { StatementProblem } from '@chobo/domain/statement/events';

import { formatCount } from '../formatting.ts';
import { decodedBlocks } from './bytes/decodedBlocks.ts';
import type { ByteFacts } from './bytes/decodedBlocks.ts';
import { createFileReader } from './fileReader.ts';
import type { FileReader } from './fileReader.ts';
import { problem } from './problems.ts';
import type { ProblemCode } from './problems.ts';
import type { ReadBatch, ReadingOptions, ReadingResult } from './result.ts';
import { createRecordSplitter } from './rows/recordSplitter.ts';
import { rowsOf } from './rows/rowsOf.ts';
import { createSummary } from './summary.ts';

const BATCH_LINES = 5000;

/** Refusals that a wrong encoding may be the cause of. */
const MISREAD: ReadonlySet<string> = new Set<ProblemCode>([
  'fact_missing',
  'fact_unreadable',
  'header_missing',
  'header_column_missing',
  'header_column_unknown',
  'stated_record_missing',
  'record_too_long',
  'quote_malformed',
  'quote_unclosed',
]);

const encodingNames = ({ encoding }: StatementProfile): string =>
  typeof encoding === 'string' ? encoding : encoding.oneOf.join(' or ');

/** Names of columns by which one of several possible encodings is told. */
export const headerNamesOf = ({ layout, fields }: StatementProfile): readonly string[] =>
  layout.type === 'delimited' && layout.header === 'names'
    ? columnsOfFields(fields).map(({ column }) => column.column)
    : [];

/**
 * Reads a statement as its source's profile says, strictly and as a stream: the
 * memory it takes does not grow with the file.
 *
 * It yields the lines in batches, in the order of the file, and returns what the
 * whole file comes to. Only the result says whether the lines count: those of a
 * refused file are to be thrown away, whatever was yielded before. Reading stops
 * at the first reason for a refusal. Nothing is thrown but what `bytes` throws.
 */
export async function* readStatement(
  bytes: AsyncIterable<Uint8Array>,
  options: ReadingOptions,
): AsyncGenerator<ReadBatch, ReadingResult> {
  const { source, date, size = 0, batchLines = BATCH_LINES } = options;
  const { profile } = source;
  const facts: ByteFacts = { count: 0, looksLikeUtf8: false };
  const summary = createSummary();
  if (size > profile.maxBytes) {
    const tooLarge = problem('file_too_large', { expected: formatCount(profile.maxBytes) });
    return summary.refused([tooLarge], null, 0);
  }

  const { layout } = profile;
  const splitter =
    layout.type === 'delimited'
      ? createRecordSplitter(layout.delimiter, layout.quote)
      : createRecordSplitter(',', null);
  const toRows = rowsOf(layout);
  const blocks = decodedBlocks(bytes, profile, headerNamesOf(profile), facts);
  let reader: FileReader | null = null;

  const refused = (...reasons: readonly StatementProblem[]): ReadingResult => {
    // A file in another encoding shows as one whose header or date is not where it should be.
    const isExplained = facts.looksLikeUtf8 && reasons.some(({ code }) => MISREAD.has(code));
    const explained = isExplained
      ? [
          problem('wrong_encoding', { found: 'UTF-8', expected: encodingNames(profile) }),
          ...reasons,
        ]
      : reasons;
    return summary.refused(explained, reader, facts.count);
  };

  try {
    let isDone = false;
    while (!isDone) {
      const step = await blocks.next();
      if (step.done === true && step.value !== null)
        return refused(step.value(splitter.nextLine()));
      isDone = step.done === true;
      const text = step.done === true ? '' : step.value.text;
      if (step.done !== true) reader ??= createFileReader(source, date, step.value.encoding);
      if (reader === null) break;
      const records = splitter.split(text, isDone);
      if ('code' in records) return refused(records);
      const rows = toRows(records);
      for (let index = 0; index < rows.length; index += 1) {
        const refusal = reader.take(rows[index] ?? [], records.fileLines[index] ?? 0);
        if (refusal !== null) return refused(refusal);
        if (reader.waiting() >= batchLines) yield summary.note(reader.drain());
      }
    }
  } finally {
    await blocks.return(null);
  }
  if (reader === null) return refused(problem('empty_file'));
  if (reader.waiting() > 0) yield summary.note(reader.drain());
  const reasons = reader.finish();
  if (reasons.length > 0) return refused(...reasons);
  return summary.finished(reader, facts.count);
}
