import type { Append, AppendOutcome } from '../port.ts';
import { MAX_TOGETHER } from './coalesce.ts';
import { serialise } from '../serialise.ts';
import type { SerialisedAppend } from '../serialise.ts';

type Write = (appends: readonly SerialisedAppend[]) => Promise<readonly AppendOutcome[]>;

type Chunk = {
  /** Where each member's outcome belongs. */
  readonly indexes: readonly number[];
  readonly appends: readonly SerialisedAppend[];
};

/**
 * Serialises appends until a statement is full, and again. What cannot be
 * serialised gets its outcome here and is in no chunk.
 */
function* chunksOf(appends: readonly Append[], outcomes: AppendOutcome[]): Generator<Chunk> {
  let chunk = { indexes: [] as number[], appends: [] as SerialisedAppend[], events: 0, units: 0 };
  for (const [index, append] of appends.entries()) {
    let serialised: SerialisedAppend;
    try {
      serialised = serialise(append);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      outcomes[index] = { ok: false, error };
      continue;
    }
    const events = chunk.events + serialised.ids.length;
    const units = chunk.units + serialised.units;
    if (chunk.events > 0 && (events > MAX_TOGETHER.events || units > MAX_TOGETHER.units)) {
      yield chunk;
      chunk = { indexes: [], appends: [], events: 0, units: 0 };
    }
    chunk.indexes.push(index);
    chunk.appends.push(serialised);
    chunk.events += serialised.ids.length;
    chunk.units += serialised.units;
  }
  if (chunk.events > 0) yield chunk;
}

/**
 * Writes many independent appends, chunk after chunk, so that of the texts only
 * two chunks are in memory at a time: the next one is made while the server
 * writes the last. Chunks are transactions of their own: a crash leaves whole
 * appends, and those in the order given.
 */
export const appendMany = async (
  write: Write,
  appends: readonly Append[],
): Promise<readonly AppendOutcome[]> => {
  const outcomes = new Array<AppendOutcome>(appends.length);
  let writing: Promise<void> = Promise.resolve();
  for (const chunk of chunksOf(appends, outcomes)) {
    await writing;
    writing = write(chunk.appends).then((written) => {
      for (const [place, outcome] of written.entries()) {
        const index = chunk.indexes[place];
        if (index !== undefined) outcomes[index] = outcome;
      }
    });
    // Lets the request leave before the next chunk takes the processor.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await writing;
  return outcomes;
};
