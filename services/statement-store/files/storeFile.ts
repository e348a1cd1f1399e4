import { createHash } from 'node:crypto';

import type { BusinessDate } from '@chobo/domain/kernel/time';
import type { Pool, PoolClient } from 'pg';

import { inTransaction } from '../transaction.ts';

/** A file that can be read from its beginning as often as asked. */
export type StatementFile = {
  /** Its name without folders, as the sender called it. */
  readonly name: string;
  readonly open: () => AsyncIterable<Uint8Array>;
};

/** What identifies the bytes of a file. */
export type FileDigest = { readonly sha256: string; readonly bytes: number };

/** Size of a piece of a file in the database. */
export const CHUNK_BYTES = 1024 * 1024;

/** Reads a file once for its SHA-256 and length. */
export const digestFile = async (file: StatementFile): Promise<FileDigest> => {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of file.open()) {
    hash.update(chunk);
    bytes += chunk.byteLength;
  }
  return { sha256: hash.digest('hex'), bytes };
};

/**
 * Keeps the original bytes of a file, in chunks of 1 MiB, in one transaction.
 *
 * @returns the number by which chunks and lines refer to the file
 */
export const storeFile = async (
  pool: Pool,
  statement: FileDigest & {
    readonly statementId: string;
    readonly source: string;
    readonly date: BusinessDate;
    readonly fileName: string;
  },
  file: StatementFile,
): Promise<number> =>
  inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ statement_no: number }>(
      `insert into app.statement_files (statement_id, source, business_date, file_name, sha256, bytes)
       values ($1, $2, $3, $4, $5, $6) returning statement_no`,
      [
        statement.statementId,
        statement.source,
        statement.date,
        statement.fileName,
        statement.sha256,
        statement.bytes,
      ],
    );
    const statementNo = rows[0]?.statement_no;
    if (statementNo === undefined) throw new Error('The file was not numbered');
    await storeChunks(client, statementNo, file);
    return { keep: true, result: statementNo };
  });

/** The number under which a statement's file is kept; null when it is not. */
export const numberOfFile = async (pool: Pool, statementId: string): Promise<number | null> => {
  const { rows } = await pool.query<{ statement_no: number }>(
    'select statement_no from app.statement_files where statement_id = $1',
    [statementId],
  );
  return rows[0]?.statement_no ?? null;
};

const storeChunks = async (
  client: PoolClient,
  statementNo: number,
  file: StatementFile,
): Promise<void> => {
  let chunkNo = 0;
  for await (const chunk of inChunksOf(CHUNK_BYTES, file.open())) {
    await client.query(
      'insert into app.statement_chunks (statement_no, chunk_no, content) values ($1, $2, $3)',
      [statementNo, chunkNo, chunk],
    );
    chunkNo += 1;
  }
};

/** The same bytes in pieces of at least this size, but for the last. */
export async function* inChunksOf(
  size: number,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of bytes) {
    parts.push(part);
    length += part.byteLength;
    if (length < size) continue;
    yield Buffer.concat(parts);
    parts = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(parts);
}

/** The stored bytes of a statement, chunk by chunk. */
export async function* openStoredFile(pool: Pool, statementNo: number): AsyncGenerator<Uint8Array> {
  for (let chunkNo = 0; ; chunkNo += 1) {
    const { rows } = await pool.query<{ content: Buffer }>(
      'select content from app.statement_chunks where statement_no = $1 and chunk_no = $2',
      [statementNo, chunkNo],
    );
    const chunk = rows[0];
    if (chunk === undefined) return;
    yield chunk.content;
  }
}
