import { createHash } from 'node:crypto';

import { lineIdentity } from '@chobo/reconciliation/matching/lines';
import type { StatementLine } from '@chobo/reconciliation/statementLine';
import type { Pool } from 'pg';

import { LINE_COLUMNS, lineOf, type LineRow } from './leftovers.ts';

/**
 * A hash of what a line says, whichever file it stands in and where: by it a
 * person's word about the line holds when the line comes again.
 */
export const lineMark = (line: StatementLine): string =>
  createHash('sha256').update(lineIdentity(line)).digest('hex').slice(0, 32);

/** The marks of these lines of a statement, in the order of the file. */
export const lineMarks = async (
  pool: Pool,
  statementId: string,
  fileLines: readonly number[],
): Promise<readonly string[]> => {
  const { rows } = await pool.query<LineRow>(
    `select ${LINE_COLUMNS} from app.statement_files f join app.statement_lines l using (statement_no)
     where f.statement_id = $1 and l.file_line = any($2) order by l.file_line`,
    [statementId, fileLines],
  );
  return rows.map((row) => lineMark(lineOf(row)));
};
