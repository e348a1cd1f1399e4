import type { Writable } from 'node:stream';

/** Where a command speaks: results to standard output, everything else to standard error. */
export type Output = {
  /** Result for people. Resolves when it has been handed over. */
  readonly print: (text: string) => Promise<void>;
  /** Result for machines: one JSON document. */
  readonly printJson: (document: unknown) => Promise<void>;
  /** Text as it is, to the one or the other. */
  readonly write: (to: 'stdout' | 'stderr', text: string) => void;
  /** What is said beside the result. */
  readonly note: (text: string) => void;
  /** Whether whoever read standard output has gone (`| head`). */
  readonly isClosed: () => boolean;
};

/** Writes to the given streams; a reader who leaves early is no fault. */
export const createOutput = (stdout: Writable, stderr: Writable): Output => {
  let closed = false;
  const onError = (error: NodeJS.ErrnoException): void => {
    closed = true;
    if (error.code !== 'EPIPE') throw error;
  };
  stdout.on('error', onError);
  stderr.on('error', onError);
  const streams = { stdout, stderr };
  const write: Output['write'] = (to, text) => {
    if (!closed) streams[to].write(text);
  };
  const print = (text: string): Promise<void> =>
    new Promise((resolve) => {
      if (closed) resolve();
      else stdout.write(text.endsWith('\n') ? text : `${text}\n`, () => resolve());
    });
  return {
    print,
    printJson: (document) => print(JSON.stringify(document, null, 2)),
    write,
    note: (text) => write('stderr', `${text}\n`),
    isClosed: () => closed,
  };
};
