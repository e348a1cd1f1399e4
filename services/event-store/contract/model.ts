import type { Append, ExpectedRevision } from '../port.ts';

/** A stream as the simplest store there could be would keep it: the ids, in order. */
export type ModelStream = string[];

/** What an append comes to: the revision of its last event, or where the stream is instead. */
export type ModelOutcome =
  | { readonly ok: true; readonly revision: number }
  | { readonly ok: false; readonly actual: number | 'no_stream' };

const revisionOf = (expected: ExpectedRevision): number | undefined => {
  if (typeof expected === 'bigint') return Number(expected);
  return expected === 'no_stream' ? -1 : undefined;
};

/**
 * The rules of EventStoreDB, read off its source (IndexWriter.CheckCommit), as
 * plainly as they can be said. Appends to the stream what is to be appended.
 */
export const appendToModel = (stream: ModelStream, append: Append): ModelOutcome => {
  const ids = append.events.map(({ id }) => id);
  const current = stream.length - 1;
  const expected = revisionOf(append.expectedRevision);
  const conflict: ModelOutcome = { ok: false, actual: current < 0 ? 'no_stream' : current };
  const write = (): ModelOutcome => {
    stream.push(...ids);
    return { ok: true, revision: stream.length - 1 };
  };

  if (expected === undefined) {
    if (append.expectedRevision === 'stream_exists' && current < 0) return conflict;
    const places = ids.map((id) => stream.lastIndexOf(id));
    if (places[0] === -1) return write();
    return places.includes(-1) ? conflict : { ok: true, revision: Math.max(...places) };
  }
  if (expected === current) return write();
  if (expected > current) return conflict;
  const there = stream.slice(expected + 1, expected + 1 + ids.length);
  const same = there.length === ids.length && there.every((id, index) => id === ids[index]);
  return same ? { ok: true, revision: expected + ids.length } : conflict;
};
