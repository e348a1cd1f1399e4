import type { StatementProfile } from '@chobo/domain/catalogue/statementProfile';
import type { StatementProblem } from '@chobo/domain/statement/events';

import { problem } from './problems.ts';
import type { CellReaders } from './rows/cells.ts';
import { compileMarker } from './rows/rowKinds.ts';
import type { Row } from './rows/rowsOf.ts';
import type { StatingRecord } from './totals/statingRecord.ts';

type PreambleRule = StatementProfile['preamble'];

/** Lines among which the marked header is looked for. */
const MAX_PREAMBLE_LINES = 200;

/** Reads what stands before the header. */
export type Preamble = {
  /**
   * Takes the next row.
   *
   * @returns `taken`: it belongs to the preamble. `header`: it is the marked
   * header. `over`: it stands behind the preamble. Or why the file is refused.
   */
  readonly take: (row: Row, fileLine: number) => 'taken' | 'header' | 'over' | StatementProblem;
  /** Why the file is refused when it ends within the preamble; null when all of it was there. */
  readonly finish: () => StatementProblem | null;
  readonly records: readonly StatingRecord[];
};

/** Compiles a profile's preamble. */
export const createPreamble = (
  rule: PreambleRule,
  cells: CellReaders,
  compile: (record: PreambleRule['records'][number]) => StatingRecord,
): Preamble => {
  const isHeader = rule.until === undefined ? null : compileMarker(rule.until, cells);
  const stating = rule.records.map((record) => ({
    record,
    isMarked: record.marker === undefined ? null : compileMarker(record.marker, cells),
    reader: compile(record),
    isSeen: false,
  }));
  const lineCount = rule.lines ?? 0;

  const missing = (): StatementProblem | null => {
    const absent = stating.find((entry) => !entry.isSeen);
    if (absent === undefined) return null;
    const { line, marker } = absent.record;
    const expected =
      line === undefined
        ? `"${marker?.equals ?? marker?.startsWith ?? ''}"`
        : `${line} before the column names`;
    return problem('stated_record_missing', { expected });
  };

  const state = (row: Row, fileLine: number): StatementProblem | null => {
    for (const entry of stating) {
      const isIt = entry.isMarked === null ? entry.record.line === fileLine : entry.isMarked(row);
      if (!isIt || entry.isSeen) continue;
      entry.isSeen = true;
      const refusal = entry.reader.take(row, fileLine);
      if (refusal !== null) return refusal;
    }
    return null;
  };

  return {
    records: stating.map((entry) => entry.reader),
    take: (row, fileLine) => {
      if (isHeader === null) {
        if (fileLine <= lineCount) return state(row, fileLine) ?? 'taken';
        return missing() ?? 'over';
      }
      if (isHeader(row)) return missing() ?? 'header';
      if (fileLine > MAX_PREAMBLE_LINES) {
        const found = ` in the first ${MAX_PREAMBLE_LINES} lines`;
        return problem('header_missing', { found });
      }
      return state(row, fileLine) ?? 'taken';
    },
    finish: () => {
      if (isHeader !== null || lineCount > 0) return problem('header_missing');
      return missing();
    },
  };
};
