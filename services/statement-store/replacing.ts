import type { BusinessDate } from '@chobo/domain/kernel/time';
import type { StatementProblem } from '@chobo/domain/statement/events';
import type { ReadingResult } from '@chobo/reconciliation/reading/result';
import type { Pool, PoolClient } from 'pg';

import { closedDayChangedBy } from './closedDays.ts';
import type { StatementStoreDependencies } from './dependencies.ts';
import { dryRun } from './dryRun.ts';
import type { FileDigest, StatementFile } from './files/storeFile.ts';
import { earlierDayClosed, handMatchesLost } from './refusals.ts';
import type { PublishedSource } from './sources.ts';

type Day = { readonly source: string; readonly date: BusinessDate };

type LostMatches = { readonly count: number; readonly breakId: string };

/**
 * Breaks that people have settled by hand with lines of a day's file which
 * another file does not have at the same place; null when there are none. A
 * match by hand names its lines by their number, so that it would go over to
 * whatever stands there.
 *
 * @param statementNo the other file, its lines staged; null for one without lines
 */
const matchesLostBy = async (
  sql: Pool | PoolClient,
  { source, date }: Day,
  statementNo: number | null,
): Promise<LostMatches | null> => {
  const { rows } = await sql.query<{ count: number; breakId: string | null }>(
    `select count(distinct m.break_id)::int as count, min(m.break_id) as "breakId"
     from views.hand_matches m
     join views.reconciliation_days d on d.source = m.source and d.business_date = m.business_date
     join app.statement_files f on f.statement_id = d.statement_id
     where m.source = $1 and m.business_date = $2 and m.until_no is null
       and m.file_line is not null and not exists (
         select from app.statement_lines l
         join app.statement_lines other
           on other.statement_no = $3 and other.file_line = l.file_line
           and other.at_ms = l.at_ms and other.amount = l.amount and other.status = l.status
           and other.wholesale is not distinct from l.wholesale
           and other.currency = l.currency and other.reference = l.reference
           and other.carrier_reference = l.carrier_reference and other.card = l.card
         where l.statement_no = f.statement_no and l.file_line = m.file_line)`,
    [source, date, statementNo],
  );
  const { count = 0, breakId = null } = rows[0] ?? {};
  return breakId === null ? null : { count, breakId };
};

/**
 * What keeps a file from the place of the one that a day has: people have
 * matched lines of that one by hand, or a closed day was signed with what it has
 * settled. Null when nothing does. The caller holds the source's lock and the views.
 *
 * @param other the lines and the run of the new file; null for one that has neither
 */
export const replacementProblem = async (
  sql: Pool | PoolClient,
  day: Day,
  other: { readonly statementNo: number; readonly runNo: number } | null,
): Promise<StatementProblem | null> => {
  const lost = await matchesLostBy(sql, day, other?.statementNo ?? null);
  if (lost !== null) return handMatchesLost(day, lost);
  const closed = await closedDayChangedBy(sql, day, other?.runNo ?? null);
  return closed === null ? null : earlierDayClosed(day, closed);
};

/**
 * As `replacementProblem`, for a file that is not yet staged: only where
 * something stands on the present file a dry run tells whether it stands on the
 * new one too. The views are at the head.
 *
 * @param file with the state in which it would be taken; in another one it is not taken at all
 */
export const replacementInTheWay = async (
  dependencies: StatementStoreDependencies,
  published: PublishedSource,
  day: Day,
  file: StatementFile & FileDigest & Pick<ReadingResult, 'state'>,
): Promise<StatementProblem | null> => {
  if ((await replacementProblem(dependencies.pool, day, null)) === null) return null;
  return dryRun(
    dependencies,
    published,
    { date: day.date, file },
    async ({ client, statementNo, reading, run }) => {
      if (reading.state !== file.state) return null;
      const { runNo } = await run();
      return replacementProblem(client, day, { statementNo, runNo });
    },
  );
};
