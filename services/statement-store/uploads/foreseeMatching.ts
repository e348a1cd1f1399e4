import type { BusinessDate } from '@chobo/domain/kernel/time';
import { readStatement } from '@chobo/reconciliation/reading/readStatement';
import type { Pool, PoolClient } from 'pg';

import {
  holdViews,
  untilViewsAreAtHead,
  type StatementStoreDependencies,
} from '../dependencies.ts';
import { stageLines } from '../files/stageLines.ts';
import type { FileDigest, StatementFile } from '../files/storeFile.ts';
import { computeRun } from '../matching/computeRun.ts';
import { SEEN_NOW, type Seen } from '../matching/runKey.ts';
import { withSourceLock } from '../sourceLock.ts';
import type { PublishedSource } from '../sources.ts';
import { inTransaction } from '../transaction.ts';
import type { ForeseenMatching } from './upload.ts';

/** What a dry run came to; no matching where it was not tried. */
export type Foreseen = {
  /** Executed lines whose reference none of our items has. */
  readonly withoutItem: number;
  readonly matching: ForeseenMatching | null;
};

/**
 * Beyond so many lines that nothing of ours can match a dry run is not worth its
 * time: it is the file of another business, or our own sales are not here yet.
 */
const MOST_WITHOUT_ITEM = 20_000;

const linesWithoutItem = async (
  client: PoolClient,
  source: string,
  statementNo: number,
): Promise<number> => {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from app.statement_lines l
     where l.statement_no = $2 and l.status = 'd' and not exists (
       select from views.reconciliation_items i where i.source = $1 and i.item_id = l.reference)`,
    [source, statementNo],
  );
  return rows[0]?.count ?? 0;
};

/**
 * Matches a file's day as it would be matched, by the same engine over the same
 * tables, in a transaction that is rolled back: a dry run tells what the real
 * one comes to, as long as nothing else happens in between.
 */
export const foreseeMatching = async (
  dependencies: StatementStoreDependencies,
  { source }: PublishedSource,
  { date, file }: { readonly date: BusinessDate; readonly file: StatementFile & FileDigest },
): Promise<Foreseen> =>
  withSourceLock(dependencies.pool, source.id, async () => {
    const viewsStandAt = await untilViewsAreAtHead(dependencies);
    return inTransaction<Foreseen>(dependencies.pool, async (client) => {
      await holdViews(client, viewsStandAt);
      const { rows } = await client.query<{ statementNo: number; runNo: number } & Seen>(
        `with aside as (
           insert into app.statement_files
             (statement_id, source, business_date, file_name, sha256, bytes)
           values ($1, $2, $3, $4, $5, $6) returning statement_no)
         select statement_no as "statementNo", nextval('app.run_numbers') as "runNo",
           ${SEEN_NOW}
         from aside`,
        [dependencies.newId(), source.id, date, file.name, file.sha256, file.bytes],
      );
      const row = rows[0];
      if (row === undefined) throw new Error('The dry run was not numbered');
      const lines = readStatement(file.open(), { source, date, size: file.bytes });
      await stageLines(client, row.statementNo, lines);
      const withoutItem = await linesWithoutItem(client, source.id, row.statementNo);
      if (withoutItem > MOST_WITHOUT_ITEM) {
        return { keep: false, result: { withoutItem, matching: null } };
      }
      const { counts } = await computeRun(client, { ...row, source, date });
      const matching = { counts, settles: await settledBy(client, row.runNo) };
      return { keep: false, result: { withoutItem, matching } };
    });
  });

/** Breaks of earlier days that a run settles, by day. */
export const settledBy = async (
  sql: Pool | PoolClient,
  runNo: number,
): Promise<ForeseenMatching['settles']> => {
  const { rows } = await sql.query<ForeseenMatching['settles'][number]>(
    `select business_date as date, count(*)::int as count from views.run_effects
     where run_no = $1 and effect = 'settled' group by business_date order by business_date`,
    [runNo],
  );
  return rows;
};
