import { CommandProblem } from '../exitCode.ts';

/** An event is at most 1 MiB; escaped and with all its names, a line stays below this. */
const MAX_LINE_LENGTH = 8 * 1024 * 1024;

/**
 * The lines of a UTF-8 text, without their ends.
 *
 * @throws CommandProblem at a byte that is not UTF-8, or a line without an end
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const chunk of chunks) {
    rest += decoded(() => decoder.decode(chunk, { stream: true }));
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE_LENGTH) {
      throw new CommandProblem('file_damaged', 'The file is no export: a line is too long.');
    }
    yield* lines;
  }
  rest += decoded(() => decoder.decode());
  if (rest !== '') yield rest;
}

const decoded = (decode: () => string): string => {
  try {
    return decode();
  } catch (cause) {
    throw new CommandProblem('file_damaged', 'The file is no export: it is not UTF-8.', { cause });
  }
};
