import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';

import type { FileDigest, StatementFile } from '@chobo/statement-store/files/storeFile';

import { Problem } from '../../problems.ts';

/** Largest file that is taken from the network; a source's own limit is usually lower. */
export const UPLOAD_LIMIT_BYTES = 512 * 1024 * 1024;

/** What a multipart body has around its file, at most. */
const HEADS_BYTES = 16 * 1024;

const tooLarge = (): Problem =>
  new Problem('body_too_large', { facts: { mostBytes: UPLOAD_LIMIT_BYTES } });

/** How multipart bodies are read: the file and nothing else. */
export const MULTIPART = {
  limits: { files: 1, fields: 0, parts: 1, fileSize: UPLOAD_LIMIT_BYTES },
  throwFileSizeLimit: false,
};

/** Its name without folders and control characters, as far as it is kept. */
const fileNameOf = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? '').replace(/\p{Cc}/gu, '').slice(0, 200) || 'statement';

/**
 * Takes the one file of a multipart request to disk, lends it to the work and
 * removes it. Reading a statement takes its bytes more than once, and a file of
 * hundreds of megabytes has no place in memory. Its digest is made on the way:
 * under one idempotency key there is one file.
 *
 * @returns null when the same was sent before and has been answered as then
 * @throws Problem `file_missing`, `body_too_large`, `upload_interrupted`,
 *   `idempotency_key_reused`, `request_in_progress`
 */
export const withUploadedFile = async <Result>(
  request: FastifyRequest,
  work: (file: StatementFile & FileDigest) => Promise<Result>,
): Promise<Result | null> => {
  if (!request.isMultipart()) throw new Problem('file_missing');
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > UPLOAD_LIMIT_BYTES + HEADS_BYTES) throw tooLarge();
  const parts: AsyncIterator<Multipart, undefined> = request.parts();
  const { value: part } = await parts.next();
  if (part?.type !== 'file') throw new Problem('file_missing');
  const folder = await mkdtemp(path.join(tmpdir(), 'chobo-upload-'));
  try {
    const place = path.join(folder, 'file');
    const digest = createHash('sha256');
    await pipeline(
      part.file,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          digest.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(place, { mode: 0o600 }),
    );
    if (part.file.truncated) throw tooLarge();
    if (request.raw.readableAborted) throw new Problem('upload_interrupted');
    // Whatever follows the file is more than is taken, and is refused here.
    await parts.next();
    const [name, sha256] = [fileNameOf(part.filename), digest.digest('hex')];
    const told = { field: part.fieldname, name, sha256 };
    if ((await request.tellBody?.(told)) === false) return null;
    return await work({
      name,
      sha256,
      bytes: part.file.bytesRead,
      open: () => createReadStream(place, { highWaterMark: 256 * 1024 }),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
