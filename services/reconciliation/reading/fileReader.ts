import type { EncodingName } from '@chobo/domain/catalogue/statementProfile';
import type { BusinessDate } from '@chobo/domain/kernel/time';
import type { StatementProblem } from '@chobo/domain/statement/events';

import type { StatementLine, UnreadableLine } from '../statementLine.ts';
import { compileLineReader } from './lines/lineReader.ts';
import type { LineReader } from './lines/lineReader.ts';
import { missingRecords } from './missingRecords.ts';
import { createPreamble } from './preamble.ts';
import { problem } from './problems.ts';
import type { ReadBatch, ReadingSource } from './result.ts';
import { cellReaders } from './rows/cells.ts';
import { columnsByName, columnsByPosition } from './rows/header.ts';
import type { ColumnMap } from './rows/header.ts';
import { compileRowKinds } from './rows/rowKinds.ts';
import type { Row } from './rows/rowsOf.ts';
import { emptyFigures } from './totals/controlTotals.ts';
import { compileStatingRecord, noStatements } from './totals/statingRecord.ts';
import type { Statements } from './totals/statingRecord.ts';

/** What has been counted so far. */
export type FileCounts = { lines: number; unreadable: number; announced: number };

/** Reads the rows of one file, whatever stands before and behind its data lines. */
export type FileReader = {
  /** Takes the next row. @returns why the file is refused */
  readonly take: (row: Row, fileLine: number) => StatementProblem | null;
  /** Lines read since the last time, and how many there are. */
  readonly drain: () => ReadBatch;
  readonly waiting: () => number;
  /** Everything that refuses the file once its end is known. */
  readonly finish: () => readonly StatementProblem[];
  readonly counts: FileCounts;
  readonly statements: Statements;
};

/** Makes a reader for one file of a source. */
export const createFileReader = (
  source: ReadingSource,
  asked: BusinessDate | null,
  encoding: EncodingName,
): FileReader => {
  const { profile, currency } = source;
  const cells = cellReaders(profile.layout, encoding);
  const kinds = compileRowKinds(profile, cells);
  const statements = noStatements();
  const context = { currency, asked };
  const compile = (record: Parameters<typeof compileStatingRecord>[0]) =>
    compileStatingRecord(record, cells, context, statements);
  const preamble = createPreamble(profile.preamble, cells, compile);
  const fileHeaders = profile.fileHeaders.map(compile);
  const footers = profile.footers.map(compile);
  const tallied = [...preamble.records, ...fileHeaders, ...footers];
  const seenHeaders = new Set<number>();
  const seenFooters = new Set<number>();
  const hasNamedColumns = profile.layout.type === 'delimited' && profile.layout.header === 'names';

  const counts: FileCounts = { lines: 0, unreadable: 0, announced: 0 };
  let lastLine: number | null = null;
  const figures = emptyFigures();
  let lines: StatementLine[] = [];
  let unreadable: UnreadableLine[] = [];
  let columns: ColumnMap | null = null;
  let headerRow: Row = [];
  let reader: LineReader | null = null;
  let isInPreamble = true;
  let isInData = true;
  let hasEnded = false;

  const useColumns = (map: ColumnMap): LineReader => {
    columns = map;
    reader = compileLineReader(source, asked, map, cells, {
      line: (line) => {
        counts.lines += 1;
        lines.push(line);
      },
      unreadable: (line) => {
        counts.lines += 1;
        counts.unreadable += 1;
        unreadable.push(line);
      },
      announced: () => {
        counts.announced += 1;
      },
    });
    return reader;
  };
  if (!hasNamedColumns) useColumns(columnsByPosition(profile));

  const takeHeader = (row: Row, fileLine: number): StatementProblem | null => {
    if (columns !== null) {
      const isSame =
        row.length === headerRow.length && row.every((cell, n) => cell === headerRow[n]);
      return isSame ? null : problem('header_differs', { fileLine });
    }
    const map = columnsByName(profile, row, fileLine);
    if ('code' in map) return map;
    headerRow = row;
    useColumns(map);
    return null;
  };

  const tally = (): void => {
    for (const record of tallied) record.add(figures);
  };

  const rejectWhole = (
    into: LineReader,
    row: Row,
    fileLine: number,
    fault: Parameters<LineReader['reject']>[2],
  ): null => {
    figures.state = null;
    figures.direction = null;
    figures.amount = Number.NaN;
    figures.wholesale = Number.NaN;
    into.reject(row, fileLine, fault);
    tally();
    return null;
  };

  const takeData = (row: Row, fileLine: number, isKnownType: boolean): StatementProblem | null => {
    if (!isInData) return problem('content_after_footer', { fileLine });
    if (reader === null || columns === null) return takeHeader(row, fileLine);
    figures.recordType = kinds.recordTypeOf(row);
    if (!isKnownType) {
      const value = figures.recordType;
      const fault = { code: 'record_type_unknown', column: 'record type', value } as const;
      return rejectWhole(reader, row, fileLine, fault);
    }
    if (columns.cells !== null && row.length !== columns.cells) {
      return rejectWhole(reader, row, fileLine, {
        code: 'column_count',
        column: columns.nameAt(Math.min(row.length, columns.cells)),
        value: row[columns.cells] ?? '',
        expected: String(columns.cells),
        found: String(row.length),
      });
    }
    const refusal = reader.read(row, fileLine, figures);
    if (refusal === null) tally();
    return refusal;
  };

  const takeFooter = (index: number, row: Row, fileLine: number): StatementProblem | null => {
    const footer = profile.footers[index];
    if (footer?.scope === 'end') {
      if (seenFooters.has(index)) return problem('content_after_footer', { fileLine });
      isInData = false;
    } else if (!isInData) return problem('content_after_footer', { fileLine });
    seenFooters.add(index);
    return footers[index]?.take(row, fileLine) ?? null;
  };

  const takeFileHeader = (index: number, row: Row, fileLine: number): StatementProblem | null => {
    if (seenHeaders.has(index) && profile.fileHeaders[index]?.scope === 'end') {
      return problem('stated_record_repeated', { fileLine, value: row[0] ?? '' });
    }
    seenHeaders.add(index);
    return fileHeaders[index]?.take(row, fileLine) ?? null;
  };

  const take = (row: Row, fileLine: number): StatementProblem | null => {
    lastLine = fileLine;
    if (isInPreamble) {
      const step = preamble.take(row, fileLine);
      if (step === 'taken') return null;
      if (step !== 'header' && step !== 'over') return step;
      isInPreamble = false;
      if (step === 'header') return hasNamedColumns ? takeHeader(row, fileLine) : null;
    }
    const kind = kinds.kindOf(row);
    if (kind.kind === 'blank') return null;
    if (hasEnded) return problem('content_after_footer', { fileLine });
    switch (kind.kind) {
      case 'data':
        return takeData(row, fileLine, true);
      case 'unknown':
        return takeData(row, fileLine, false);
      case 'header':
        return hasNamedColumns ? takeHeader(row, fileLine) : null;
      case 'file_header':
        return takeFileHeader(kind.index, row, fileLine);
      case 'footer':
        return takeFooter(kind.index, row, fileLine);
      case 'end':
        hasEnded = true;
        return null;
      case 'ignored':
        return null;
    }
  };

  const finish = (): readonly StatementProblem[] => {
    const reasons: StatementProblem[] = [];
    const unfinished = isInPreamble ? preamble.finish() : null;
    if (unfinished !== null) reasons.push(unfinished);
    else if (columns === null) reasons.push(problem('header_missing'));
    reasons.push(...missingRecords(profile, { seenHeaders, seenFooters, hasEnded, lastLine }));
    if (reasons.length === 0 && !profile.mayBeEmpty && counts.lines + counts.announced === 0) {
      reasons.push(problem('no_data'));
    }
    const damaged = reader?.finish() ?? null;
    if (damaged !== null) reasons.push(damaged);
    return reasons;
  };

  return {
    take,
    finish,
    counts,
    statements,
    waiting: () => lines.length + unreadable.length,
    drain: () => {
      const batch = { lines, unreadable };
      lines = [];
      unreadable = [];
      return batch;
    },
  };
};
