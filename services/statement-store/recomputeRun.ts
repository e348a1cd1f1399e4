import type { DayMatched } from '@chobo/domain/reconciliation-day/events';
import type { EventStore } from '@chobo/event-store/port';
import type { Pool, PoolClient } from 'pg';

import { stageStoredFile } from './files/readStored.ts';
import { computeRun, type ComputedRun } from './matching/computeRun.ts';
import type { RunKey, Seen } from './matching/runKey.ts';
import { insertRun } from './runDays.ts';
import { sourceVersion } from './sources.ts';

export type Stores = { readonly pool: Pool; readonly store: EventStore };

/** The digest of a run whose rows are not there because its file is not in the store. */
export const ROWS_MISSING = '';

/**
 * Computes a recorded run's rows again, under its own number, from the stored
 * file and the items up to its horizon: what a rebuild of the views does.
 *
 * An imported log comes without the original files. Such a run is kept with the
 * counts of its event and without rows, its digest `ROWS_MISSING`, so that the
 * views reach the head; `restoreRun` computes the rows once the file is there.
 */
export const recomputeRun =
  (stores: Stores) =>
  async (client: PoolClient, data: DayMatched['data']): Promise<void> => {
    const source = await sourceVersion(stores.store, data.source, data.sourceVersion);
    const file = await storedFile(client, data.statementId);
    const run: RunKey = {
      runNo: Number(data.runId),
      source,
      date: data.date,
      statementNo: file?.statementNo ?? 0,
      horizon: data.horizon,
      handMatches: data.handMatches,
    };
    if (file === null) {
      await insertRun(client, run, data, { counts: data.counts, digest: ROWS_MISSING });
      return;
    }
    await stageOnce(client, stores, file, data);
    await insertRun(client, run, data, await computeRun(client, run));
  };

/** Reads a stored file's lines, with the version with which it was read first, unless they are there. */
export const stageOnce = async (
  client: PoolClient,
  { pool, store }: Stores,
  { statementNo, isStaged, sourceVersion: version }: StoredFile,
  { source, date }: Pick<DayMatched['data'], 'source' | 'date'>,
): Promise<void> => {
  if (isStaged) return;
  const read = await sourceVersion(store, source, version);
  await stageStoredFile(client, pool, { statementNo, as: statementNo }, read, date);
};

export type StoredFile = {
  readonly statementNo: number;
  readonly isStaged: boolean;
  readonly fileName: string;
  readonly bytes: number;
  /** With which the file was read when it came. */
  readonly sourceVersion: number;
};

/** The file of a statement; null when it is not in the store. */
export const storedFile = async (
  client: Pick<PoolClient, 'query'>,
  statementId: string,
): Promise<StoredFile | null> => {
  const { rows } = await client.query<StoredFile>(
    `select f.statement_no as "statementNo", f.lines_staged as "isStaged",
       f.file_name as "fileName", f.bytes, s.source_version as "sourceVersion"
     from app.statement_files f join views.statements s using (statement_id)
     where f.statement_id = $1`,
    [statementId],
  );
  return rows[0] ?? null;
};

/**
 * Computes a recorded run once more from its stored file, read afresh, under a
 * number of its own. The caller rolls the transaction back: nothing is kept.
 *
 * @throws Error when the file is not in the store
 */
export const computeAside = async (
  client: PoolClient,
  { pool, store }: Stores,
  data: {
    readonly source: string;
    readonly date: string;
    readonly statementId: string;
    readonly sourceVersion: number;
  } & Seen,
): Promise<ComputedRun> => {
  const file = await storedFile(client, data.statementId);
  if (file === null) {
    throw new Error(`The file of statement ${data.statementId} is not in the store`);
  }
  const { rows } = await client.query<{ run_no: number; statement_no: number }>(
    `with copied as (
       insert into app.statement_files
         (statement_id, source, business_date, file_name, sha256, bytes)
       select statement_id || ' again', source, business_date, file_name, sha256, bytes
       from app.statement_files where statement_no = $1 returning statement_no)
     select nextval('app.run_numbers') as run_no, statement_no from copied`,
    [file.statementNo],
  );
  const row = rows[0];
  if (row === undefined) throw new Error('The run was not numbered');
  const read = await sourceVersion(store, data.source, file.sourceVersion);
  const { statementNo } = file;
  await stageStoredFile(client, pool, { statementNo, as: row.statement_no }, read, data.date);
  return computeRun(client, {
    runNo: row.run_no,
    source: await sourceVersion(store, data.source, data.sourceVersion),
    date: data.date,
    statementNo: row.statement_no,
    horizon: data.horizon,
    handMatches: data.handMatches,
  });
};
