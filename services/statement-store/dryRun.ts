import type { BusinessDate } from '@chobo/domain/kernel/time';
import { readStatement } from '@chobo/reconciliation/reading/readStatement';
import type { ReadingResult } from '@chobo/reconciliation/reading/result';
import type { PoolClient } from 'pg';

import { holdViews, untilViewsAreAtHead, type StatementStoreDependencies } from './dependencies.ts';
import { stageLines } from './files/stageLines.ts';
import type { FileDigest, StatementFile } from './files/storeFile.ts';
import { computeRun, type ComputedRun } from './matching/computeRun.ts';
import { SEEN_NOW, type RunKey, type Seen } from './matching/runKey.ts';
import type { PublishedSource } from './sources.ts';
import { inTransaction } from './transaction.ts';

/** A file whose lines are staged aside. */
export type Aside = {
  readonly client: PoolClient;
  readonly statementNo: number;
  readonly reading: ReadingResult;
  /** Matches its day; the rows are there until the look at them ends. */
  readonly run: () => Promise<Pick<RunKey, 'runNo'> & Pick<ComputedRun, 'counts'>>;
};

/**
 * Matches a file's day as it would be matched, by the same engine over the same
 * tables, in a transaction that is rolled back: it tells what the real run comes
 * to, as long as nothing else happens in between. The caller holds the source's
 * lock.
 *
 * @param look reads what came out before all of it is gone
 */
export const dryRun = async <Result>(
  dependencies: StatementStoreDependencies,
  { source }: PublishedSource,
  { date, file }: { readonly date: BusinessDate; readonly file: StatementFile & FileDigest },
  look: (aside: Aside) => Promise<Result>,
): Promise<Result> => {
  const viewsStandAt = await untilViewsAreAtHead(dependencies);
  return inTransaction<Result>(dependencies.pool, async (client) => {
    await holdViews(client, viewsStandAt);
    const { rows } = await client.query<Pick<RunKey, 'statementNo' | 'runNo'> & Seen>(
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
    const { statementNo, runNo } = row;
    const lines = readStatement(file.open(), { source, date, size: file.bytes });
    const reading = await stageLines(client, statementNo, lines);
    const run = async () => {
      const { counts } = await computeRun(client, { ...row, source, date });
      return { runNo, counts };
    };
    return { keep: false, result: await look({ client, statementNo, reading, run }) };
  });
};
