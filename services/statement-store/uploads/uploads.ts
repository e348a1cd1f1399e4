import type { BusinessDate } from '@chobo/domain/kernel/time';
import type { Pool, PoolClient } from 'pg';

import {
  CHUNK_BYTES,
  inChunksOf,
  type FileDigest,
  type StatementFile,
} from '../files/storeFile.ts';
import { inTransaction } from '../transaction.ts';
import type { Upload } from './upload.ts';

/** Files of one person that are looked at or received at a time: bounds what is kept of them. */
export const MAX_OPEN_UPLOADS = 20;

/** Columns of an upload, with the names of `Upload`. */
export const UPLOAD_COLUMNS = `upload_id as "uploadId", held_statement_id as "heldStatementId",
    statement_id as "statementId", state, source, business_date as date, file_name as "fileName",
    sha256, bytes, handed_in_by as "handedInBy", handed_in_at as "handedInAt",
    confirmed_by as "confirmedBy", reason_id as "reasonId", supersedes, attempts, progress, preview,
    result, failure, changed_at as "changedAt"`;

type HandedIn = {
  readonly uploadId: string;
  /** Whose it is and of which day, where the person says so; otherwise it is recognised. */
  readonly source: string | null;
  readonly date: BusinessDate | null;
  readonly by: string;
  readonly nowMs: number;
  /** Where it is to be received without a look: under which statement, why it replaces another. */
  readonly confirmed?: { readonly statementId: string; readonly reasonId: string | null };
};

/**
 * Keeps a whole file to be looked at, or to be received at once, in one transaction: one that breaks off
 * leaves nothing.
 *
 * @returns false when the person has too many open ones
 */
export const keepUpload = async (
  pool: Pool,
  { uploadId, source, date, by, nowMs, confirmed }: HandedIn,
  file: StatementFile & FileDigest,
): Promise<boolean> =>
  inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `insert into app.statement_uploads (upload_id, state, source, business_date, file_name,
         sha256, bytes, handed_in_by, handed_in_at, changed_at, statement_id, confirmed_by,
         reason_id, supersedes)
       select $1, $10, $2, $3, $4, $5, $6, $7, $8, $8, $11, $12, $13::text, $13::text is not null
       where (select count(*) from app.statement_uploads
         where handed_in_by = $7 and state in ('previewing', 'previewed', 'receiving')) < $9`,
      [
        uploadId,
        source,
        date,
        file.name,
        file.sha256,
        file.bytes,
        by,
        new Date(nowMs),
        MAX_OPEN_UPLOADS,
        confirmed === undefined ? 'previewing' : 'receiving',
        confirmed?.statementId ?? null,
        confirmed === undefined ? null : by,
        confirmed?.reasonId ?? null,
      ],
    );
    if (rowCount !== 1) return { keep: false, result: false };
    let chunkNo = 0;
    for await (const chunk of inChunksOf(CHUNK_BYTES, file.open())) {
      await client.query(
        'insert into app.statement_upload_chunks (upload_id, chunk_no, content) values ($1, $2, $3)',
        [uploadId, chunkNo, chunk],
      );
      chunkNo += 1;
    }
    return { keep: true, result: true };
  });

/** Puts a held statement among what is received, as it is to be accepted with this reason. */
export const queueHeld = async (
  pool: Pool,
  held: {
    readonly uploadId: string;
    readonly statementId: string;
    readonly source: string;
    readonly date: BusinessDate;
    readonly fileName: string;
    readonly sha256: string;
    readonly bytes: number;
    readonly by: string;
    readonly reasonId: string;
    readonly supersedes: boolean;
    readonly nowMs: number;
  },
): Promise<void> => {
  await pool.query(
    `insert into app.statement_uploads (upload_id, held_statement_id, statement_id, state, source,
       business_date, file_name, sha256, bytes, handed_in_by, handed_in_at, confirmed_by, reason_id,
       supersedes, changed_at)
     values ($1, $2, $2, 'receiving', $3, $4, $5, $6, $7, $8, $9, $8, $10, $11, $9)
     on conflict (upload_id) do nothing`,
    [
      held.uploadId,
      held.statementId,
      held.source,
      held.date,
      held.fileName,
      held.sha256,
      held.bytes,
      held.by,
      new Date(held.nowMs),
      held.reasonId,
      held.supersedes,
    ],
  );
};

/** One upload; null when there is none of this id. */
export const findUpload = async (pool: Pool, uploadId: string): Promise<Upload | null> => {
  const { rows } = await pool.query<Upload>(
    `select ${UPLOAD_COLUMNS} from app.statement_uploads where upload_id = $1`,
    [uploadId],
  );
  return rows[0] ?? null;
};

/** The bytes of a file that is looked at. */
export async function* openUpload(pool: Pool, uploadId: string): AsyncGenerator<Uint8Array> {
  for (let chunkNo = 0; ; chunkNo += 1) {
    const { rows } = await pool.query<{ content: Buffer }>(
      'select content from app.statement_upload_chunks where upload_id = $1 and chunk_no = $2',
      [uploadId, chunkNo],
    );
    const chunk = rows[0];
    if (chunk === undefined) return;
    yield chunk.content;
  }
}

/** Looks at a file again, as another source's or another day's. @returns false when it has moved on */
export const previewAgain = async (
  pool: Pool,
  uploadId: string,
  as: { readonly source: string | null; readonly date: BusinessDate | null },
  nowMs: number,
): Promise<boolean> => {
  const { rowCount } = await pool.query(
    `update app.statement_uploads set state = 'previewing', source = $2, business_date = $3,
       attempts = 0, progress = null, preview = null, changed_at = $4
     where upload_id = $1 and state in ('previewed', 'previewing') and held_statement_id is null`,
    [uploadId, as.source, as.date, new Date(nowMs)],
  );
  return rowCount === 1;
};

/** Has a file received as it was looked at. @returns false when it has moved on */
export const confirmUpload = async (
  pool: Pool,
  uploadId: string,
  confirmed: {
    readonly source: string;
    readonly date: BusinessDate;
    readonly statementId: string;
    readonly by: string;
    readonly reasonId: string | null;
    readonly nowMs: number;
  },
): Promise<boolean> => {
  const { rowCount } = await pool.query(
    `update app.statement_uploads set state = 'receiving', statement_id = $2, confirmed_by = $3,
       reason_id = $4::text, supersedes = $4::text is not null, source = $6::text,
       business_date = $7::date, attempts = 0,
       progress = null, changed_at = $5
     where upload_id = $1 and state = 'previewed'
       and preview->>'source' = $6::text and (preview->>'date')::date = $7::date`,
    [
      uploadId,
      confirmed.statementId,
      confirmed.by,
      confirmed.reasonId,
      new Date(confirmed.nowMs),
      confirmed.source,
      confirmed.date,
    ],
  );
  return rowCount === 1;
};

/** Puts a file away that nobody wants received. @returns false when it has moved on */
export const discardUpload = async (
  pool: Pool,
  uploadId: string,
  nowMs: number,
): Promise<boolean> =>
  inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `update app.statement_uploads set state = 'discarded', progress = null, changed_at = $2
       where upload_id = $1 and state in ('previewing', 'previewed')`,
      [uploadId, new Date(nowMs)],
    );
    if (rowCount === 1) await forgetBytes(client, uploadId);
    return { keep: rowCount === 1, result: rowCount === 1 };
  });

/** Forgets the bytes of an upload; what was received of them the statement keeps. */
export const forgetBytes = async (client: Pool | PoolClient, uploadId: string): Promise<void> => {
  await client.query('delete from app.statement_upload_chunks where upload_id = $1', [uploadId]);
};

/** A file that nobody decided on for this long is put away, in ms. */
const DECIDED_WITHIN_MS = 24 * 60 * 60_000;

/** What became of a file is told for this long, in ms; the statement itself stays. */
const TOLD_FOR_MS = 30 * 24 * 60 * 60_000;

/** Puts away what nobody decided on, and forgets what was told long enough. */
export const tidyUploads = async (pool: Pool, nowMs: number): Promise<void> => {
  const { rows } = await pool.query<{ id: string }>(
    `select upload_id as id from app.statement_uploads where state = 'previewed' and changed_at < $1`,
    [new Date(nowMs - DECIDED_WITHIN_MS)],
  );
  for (const { id } of rows) await discardUpload(pool, id, nowMs);
  await pool.query(
    `delete from app.statement_uploads
     where state in ('done', 'failed', 'discarded') and changed_at < $1`,
    [new Date(nowMs - TOLD_FOR_MS)],
  );
};
