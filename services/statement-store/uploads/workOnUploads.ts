import type { Pool } from 'pg';

import { HeldNotAccepted } from '../acceptHeldStatement.ts';
import type { StatementStoreDependencies } from '../dependencies.ts';
import { inTransaction } from '../transaction.ts';
import { previewUpload } from './previewUpload.ts';
import { receiveUpload } from './receiveUpload.ts';
import {
  UPLOAD_REFUSALS,
  type Upload,
  type UploadFailure,
  type UploadProgress,
  type UploadRefusal,
} from './upload.ts';
import { findUpload, forgetBytes, openUpload } from './uploads.ts';

export type WorkOnUploadsDependencies = StatementStoreDependencies & {
  readonly logger: { readonly error: (facts: object, message: string) => void };
  /** Every source that is published. */
  readonly sourceIds: () => Promise<readonly string[]>;
};

/** States in which there is something to do that nobody waits to be asked about. */
type AtWork = Extract<Upload['state'], 'previewing' | 'receiving'>;

/** The work on one file is begun so often; then it is given up, and says so. */
const MAX_ATTEMPTS = 3;

/** Progress is written down this often at most, in ms. */
const TOLD_EVERY_MS = 400;

/**
 * Does what there is to do of one kind, the oldest first, until there is
 * nothing more. The work on a file is kept to one process by a lock of its
 * session: one that dies lets it go, and what it left behind is begun again.
 */
export const workOnUploads = async (
  dependencies: WorkOnUploadsDependencies,
  state: AtWork,
  signal?: AbortSignal,
): Promise<void> => {
  const { rows } = await dependencies.pool.query<{ id: string }>(
    `select upload_id as id from app.statement_uploads where state = $1 order by changed_at`,
    [state],
  );
  for (const { id } of rows) {
    if (signal?.aborted === true) return;
    await alone(dependencies.pool, id, async () => {
      const upload = await beginWork(dependencies.pool, id, state);
      if (upload === null) return;
      await unlessStopped(dependencies, upload, signal, () =>
        state === 'previewing'
          ? preview(dependencies, upload, signal)
          : receive(dependencies, upload, signal),
      );
    });
  }
};

/** Does the work unless another process, or another round of this one, is at this file. */
const alone = async (pool: Pool, uploadId: string, work: () => Promise<void>): Promise<void> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  const noteBroken = (error: unknown): void => {
    broken ??= error instanceof Error ? error : new Error(String(error));
  };
  client.on('error', noteBroken);
  const key = `statement-upload:${uploadId}`;
  try {
    const { rows } = await client.query<{ locked: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked',
      [key],
    );
    if (rows[0]?.locked !== true) return;
    try {
      await work();
    } finally {
      await client
        .query('select pg_advisory_unlock(hashtextextended($1, 0))', [key])
        .catch(noteBroken);
    }
  } finally {
    client.off('error', noteBroken);
    client.release(broken);
  }
};

/** Counts one more attempt; null when the file has moved on, or was given up by this. */
const beginWork = async (pool: Pool, uploadId: string, state: AtWork): Promise<Upload | null> => {
  const { rowCount } = await pool.query(
    `update app.statement_uploads set attempts = attempts + 1,
       progress = '{"stage":"waiting","date":null,"done":0,"of":null}'
     where upload_id = $1 and state = $2`,
    [uploadId, state],
  );
  if (rowCount !== 1) return null;
  const upload = await findUpload(pool, uploadId);
  if (upload === null || upload.attempts <= MAX_ATTEMPTS) return upload;
  await fail(pool, upload, { code: 'interrupted' });
  return null;
};

/**
 * Does the work on a file. A worker that is asked to end meanwhile gives the
 * attempt back at once, as it may not live to see the end of the work: what ends
 * in order is no attempt that failed.
 */
const unlessStopped = async (
  { pool, logger }: WorkOnUploadsDependencies,
  { uploadId, state }: Upload,
  signal: AbortSignal | undefined,
  work: () => Promise<void>,
): Promise<void> => {
  let givenBack: Promise<unknown> | undefined;
  const giveBack = (): void => {
    givenBack = pool
      .query(
        `update app.statement_uploads set attempts = attempts - 1
         where upload_id = $1 and state = $2 and attempts > 0`,
        [uploadId, state],
      )
      .catch((error: unknown) => {
        logger.error({ err: error, uploadId }, 'an attempt at a file could not be given back');
      });
  };
  signal?.addEventListener('abort', giveBack, { once: true });
  try {
    await work();
  } finally {
    signal?.removeEventListener('abort', giveBack);
    await givenBack;
  }
};

const preview = async (
  dependencies: WorkOnUploadsDependencies,
  upload: Upload,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const { pool } = dependencies;
  const { uploadId, source, date, fileName: name, sha256, bytes } = upload;
  try {
    const found = await previewUpload(dependencies, {
      source,
      date,
      file: { name, sha256, bytes, open: () => openUpload(pool, uploadId) },
      sourceIds: await dependencies.sourceIds(),
      onProgress: progressTeller(pool, upload),
    });
    // Asked meanwhile to look at it as another source's: that look is the one that counts.
    await pool.query(
      `update app.statement_uploads set state = 'previewed', preview = $3, progress = null
       where upload_id = $1 and state = 'previewing' and changed_at = $2`,
      [uploadId, upload.changedAt, JSON.stringify(found)],
    );
  } catch (error) {
    await orGiveUp(dependencies, upload, error, signal);
  }
};

const receive = async (
  dependencies: WorkOnUploadsDependencies,
  upload: Upload,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const { pool } = dependencies;
  try {
    const result = await receiveUpload(dependencies, upload, progressTeller(pool, upload));
    await inTransaction(pool, async (client) => {
      await client.query(
        `update app.statement_uploads set state = 'done', result = $2, progress = null
         where upload_id = $1 and state = 'receiving'`,
        [upload.uploadId, JSON.stringify(result)],
      );
      await forgetBytes(client, upload.uploadId);
      return { keep: true, result: undefined };
    });
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) await orGiveUp(dependencies, upload, error, signal);
    else await fail(pool, upload, { code: refusal });
  }
};

const refusalOf = (error: unknown): UploadRefusal | null =>
  error instanceof HeldNotAccepted
    ? (UPLOAD_REFUSALS.find((code) => code === error.code) ?? null)
    : null;

/**
 * Leaves the file for another attempt, or gives it up after the last one. What
 * fails while the worker ends, as its connections close, says nothing of the file.
 */
const orGiveUp = async (
  { pool, logger }: WorkOnUploadsDependencies,
  upload: Upload,
  error: unknown,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const { uploadId, state, attempts } = upload;
  logger.error({ err: error, uploadId, state, attempts }, 'the work on a file handed in failed');
  if (signal?.aborted === true) return;
  if (attempts >= MAX_ATTEMPTS) await fail(pool, upload, { code: 'failed' });
};

const fail = async (
  pool: Pool,
  { uploadId, state, changedAt }: Upload,
  failure: UploadFailure,
): Promise<void> => {
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `update app.statement_uploads set state = 'failed', failure = $4, progress = null
       where upload_id = $1 and state = $2 and changed_at = $3`,
      [uploadId, state, changedAt, JSON.stringify(failure)],
    );
    if (rowCount === 1) await forgetBytes(client, uploadId);
    return { keep: rowCount === 1, result: undefined };
  });
};

/** Writes down how far the work is, not more often than anybody looks; one write at a time. */
const progressTeller = (
  pool: Pool,
  { uploadId, changedAt }: Upload,
): ((progress: UploadProgress) => void) => {
  let toldAt = -Infinity;
  let stage = '';
  let writing = false;
  return (progress) => {
    const now = performance.now();
    const isNew = `${progress.stage} ${progress.date ?? ''}` !== stage;
    if (writing || (!isNew && now - toldAt < TOLD_EVERY_MS)) return;
    toldAt = now;
    stage = `${progress.stage} ${progress.date ?? ''}`;
    writing = true;
    pool
      .query(
        `update app.statement_uploads set progress = $3
         where upload_id = $1 and state in ('previewing', 'receiving') and changed_at = $2`,
        [uploadId, changedAt, JSON.stringify(progress)],
      )
      // What nobody could write down nobody can read: the work itself tells whether it failed.
      .catch(() => undefined)
      .finally(() => {
        writing = false;
      });
  };
};
