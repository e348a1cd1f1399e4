import type { BusinessDate } from '@chobo/domain/kernel/time';
import type { StatementProblem } from '@chobo/domain/statement/events';
import type { Pool, PoolClient } from 'pg';

import type { StatementStoreDependencies } from '../dependencies.ts';
import { dryRun } from '../dryRun.ts';
import type { FileDigest, StatementFile } from '../files/storeFile.ts';
import { replacementProblem } from '../replacing.ts';
import { withSourceLock } from '../sourceLock.ts';
import type { PublishedSource } from '../sources.ts';
import type { ForeseenMatching } from './upload.ts';

/** What a dry run came to; no matching where it was not tried. */
export type Foreseen = {
  /** Executed lines whose reference none of our items has. */
  readonly withoutItem: number;
  readonly matching: ForeseenMatching | null;
  /** What stands on the file that it would replace, and not on this one. */
  readonly inTheWay: StatementProblem | null;
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

/** What receiving a file would come to, and what would keep it from the place of another one. */
export const foreseeMatching = async (
  dependencies: StatementStoreDependencies,
  published: PublishedSource,
  asked: { readonly date: BusinessDate; readonly file: StatementFile & FileDigest },
): Promise<Foreseen> =>
  withSourceLock(dependencies.pool, published.source.id, () =>
    dryRun(dependencies, published, asked, async ({ client, statementNo, run }) => {
      const day = { source: published.source.id, date: asked.date };
      const withoutItem = await linesWithoutItem(client, day.source, statementNo);
      if (withoutItem > MOST_WITHOUT_ITEM) {
        return { withoutItem, matching: null, inTheWay: null };
      }
      const { runNo, counts } = await run();
      return {
        withoutItem,
        matching: { counts, settles: await settledBy(client, runNo) },
        inTheWay: await replacementProblem(client, day, { statementNo, runNo }),
      };
    }),
  );

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
