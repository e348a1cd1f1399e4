import type { StatementProblem } from '@chobo/domain/statement/events';
import { statementStream } from '@chobo/domain/streams';
import {
  readPage,
  type Database,
  type Page,
  type PageRequest,
} from '@chobo/projections/lists/keyset';
import type { EventStore } from '@chobo/event-store/port';
import { statement } from '@chobo/domain/statement/decider';
import { readEvents } from '@chobo/event-store/handleCommand';
import { rawLines } from '@chobo/statement-store/files/rawLines';
import { openStoredFile } from '@chobo/statement-store/files/storeFile';
import { sourceVersion } from '@chobo/statement-store/sources';
import type { Pool } from 'pg';

/** A line that could not be read. */
export type LineProblem = StatementProblem & { readonly fileLine: number };

/**
 * Lines of a file that could not be read: all that are kept, and of one whose
 * reading was broken off those that its event lists.
 */
const LINE_PROBLEMS = `(
  with file as (select statement_no from app.statement_files where statement_id = $1),
  kept as (
    select u.file_line, u.column_name as "column", u.value, u.code, u.reason
    from app.statement_unreadable_lines u join file using (statement_no)),
  told as (
    select p."fileLine" as file_line, p."column", p.value, p.code, p.reason
    from views.statements s, jsonb_to_recordset(s.problems) as p("fileLine" integer, "column" text,
      value text, code text, reason text)
    where s.statement_id = $1 and p."fileLine" is not null)
  select * from kept
  union all
  select * from told where not exists (select from kept where kept.file_line = told.file_line)) as problems`;

/** Unreadable lines of a statement by their place. */
export const listLineProblems = (
  database: Database,
  statementId: string,
  page: PageRequest<'fileLine'>,
): Promise<Page<LineProblem>> =>
  readPage<LineProblem, 'fileLine'>(
    database,
    {
      select: `file_line as "fileLine", "column", value, code, reason`,
      from: LINE_PROBLEMS,
      conditions: [],
      values: [statementId],
      sorts: { fileLine: ['file_line'] },
      defaultSort: { field: 'fileLine', direction: 'asc' },
    },
    page,
  );

/** The original lines at these places, as the file has them; none where it is not kept. */
export const originalLines = async (
  { pool, store }: { readonly pool: Pool; readonly store: EventStore },
  statementId: string,
  fileLines: readonly number[],
): Promise<ReadonlyMap<number, string>> => {
  if (fileLines.length === 0) return new Map();
  const { rows } = await pool.query<{ statementNo: number }>(
    'select statement_no as "statementNo" from app.statement_files where statement_id = $1',
    [statementId],
  );
  const file = rows[0];
  if (file === undefined) return new Map();
  for await (const { type, data } of readEvents(store, statement, statementStream(statementId))) {
    if (type !== 'StatementReceived') break;
    const { profile } = await sourceVersion(store, data.source, data.sourceVersion);
    return rawLines(openStoredFile(pool, file.statementNo), profile, fileLines);
  }
  return new Map();
};
