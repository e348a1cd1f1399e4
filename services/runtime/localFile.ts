import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';

/** A file on this machine that can be read from its beginning as often as asked. */
export type LocalFile = {
  /** Without folders. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly open: () => AsyncIterable<Uint8Array>;
};

/**
 * @throws the system's error, with a code, when there is no such file or it may
 *   not be read; `EISDIR` for a folder
 */
export async function localFile(file: string): Promise<LocalFile> {
  const facts = await stat(file);
  if (facts.isDirectory()) {
    throw Object.assign(new Error(`${file} is a folder`), { code: 'EISDIR', path: file });
  }
  return {
    name: path.basename(file),
    size: facts.size,
    open: () => createReadStream(file, { highWaterMark: 256 * 1024 }),
  };
}
