import { createReadStream } from 'node:fs';
import { access, constants, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import { CommandProblem } from './exitCode.ts';

/** A file named on the command line, readable from its beginning as often as needed. */
export type InputFile = {
  /** Without folders. */
  readonly name: string;
  readonly size: number;
  readonly open: () => AsyncIterable<Uint8Array>;
};

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of its path is no folder',
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
  ELOOP: 'its links go round in a circle',
  ENAMETOOLONG: 'its name is too long',
  EIO: 'the disk cannot read it',
};

/** @throws CommandProblem when the file is not there or cannot be read */
export const openInput = async (file: string): Promise<InputFile> => {
  const problem = (reason: string, cause?: unknown): CommandProblem =>
    new CommandProblem('file_unreadable', `${file} cannot be read: ${reason}.`, { cause });
  try {
    const facts = await stat(file);
    if (facts.isDirectory()) throw problem('it is a folder');
    if (!facts.isFile()) throw problem('it is no ordinary file');
    await access(file, constants.R_OK);
    return { name: path.basename(file), size: facts.size, open: () => createReadStream(file) };
  } catch (error) {
    if (error instanceof CommandProblem) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw problem(REASONS[code] ?? String(error), error);
  }
};

const MAX_TEXT_BYTES = 16 * 1024 * 1024;

/** The text of a small file. @throws CommandProblem */
export const readText = async (file: string): Promise<string> => {
  const { size } = await openInput(file);
  if (size > MAX_TEXT_BYTES) {
    throw new CommandProblem('file_too_large', `${file} has more than ${MAX_TEXT_BYTES} bytes.`);
  }
  const bytes = await readFile(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CommandProblem('not_utf8', `${file} is not a UTF-8 text.`, { cause });
  }
};
