import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

import type { FastifyRequest } from 'fastify';

import type { StatementFile } from '@chobo/statement-store/files/storeFile';

import { Problem } from '../../problems.ts';

/** Largest file that is taken from the network; a source's own limit is usually lower. */
export const UPLOAD_LIMIT_BYTES = 512 * 1024 * 1024;

/** Its name without folders and control characters, as far as it is kept. */
const fileNameOf = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? '').replace(/\p{Cc}/gu, '').slice(0, 200) || 'statement';

/**
 * Takes the one file of a multipart request to disk, lends it to the work and
 * removes it. Reading a statement takes its bytes more than once, and a file of
 * hundreds of megabytes has no place in memory.
 *
 * @throws Problem `file_missing`, `body_too_large`
 */
export const withUploadedFile = async <Result>(
  request: FastifyRequest,
  work: (file: StatementFile) => Promise<Result>,
): Promise<Result> => {
  if (!request.isMultipart()) throw new Problem('file_missing');
  const part = await request.file();
  if (part === undefined) throw new Problem('file_missing');
  const folder = await mkdtemp(path.join(tmpdir(), 'chobo-upload-'));
  try {
    const place = path.join(folder, 'file');
    await pipeline(part.file, createWriteStream(place, { mode: 0o600 }));
    if (part.file.truncated) throw new Problem('body_too_large');
    return await work({
      name: fileNameOf(part.filename),
      open: () => createReadStream(place, { highWaterMark: 256 * 1024 }),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
