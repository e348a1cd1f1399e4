import { StreamNotFound } from '../errors.ts';
import { START } from '../port.ts';
import type { Position, ReadOptions, RecordedEvent } from '../port.ts';
import { isName } from '../serialise.ts';
import type { SerialisedAppend } from '../serialise.ts';
import type { AllStreamResolvedEvent, ResolvedEvent } from './client.ts';
import type { Connection } from './connection.ts';
import { failureOf, isMissing } from './failure.ts';
import { items } from './items.ts';
import { positionOf } from './position.ts';
import { recordedEvent } from './recorded.ts';
import type { Timers } from './timers.ts';

export type ReadingParts = { readonly connection: Connection; readonly timers: Timers };

/** Most streams read at the same time. */
const STREAMS_AT_ONCE = 32;
/** How far back a repetition without an expected revision is looked for. */
const SEARCHED_BACK = 4_096;

/** @throws Error when it is not one of ours: then its revisions are not what a writer believes */
const ownEvent = (stream: string, resolved: ResolvedEvent): RecordedEvent => {
  const event = recordedEvent(resolved);
  if (event === undefined) {
    throw new Error(`${stream} holds an event that was not written by Chobo`);
  }
  return event;
};

/**
 * The events of one stream.
 *
 * @throws StreamNotFound, EventStoreUnavailable while iterating; the signal's
 *   reason once it is aborted
 */
export async function* readStream(
  { connection, timers }: ReadingParts,
  stream: string,
  options: ReadOptions = {},
): AsyncGenerator<RecordedEvent, void, undefined> {
  const { direction = 'forwards', fromRevision, maxCount, signal } = options;
  signal?.throwIfAborted();
  // Names with $ in front are the server's own.
  if (!isName(stream) || stream.startsWith('$')) throw new StreamNotFound(stream);
  const doing = `reading ${stream}`;
  try {
    for await (const resolved of items(
      connection,
      (client) =>
        client.streamEvents(stream, {
          backwards: direction === 'backwards',
          fromRevision,
          maxCount,
        }),
      { doing, answerMs: timers.answerMs, ...(signal !== undefined && { signal }) },
    )) {
      yield ownEvent(stream, resolved);
    }
  } catch (error) {
    if (signal?.aborted === true) throw signal.reason as Error;
    if (isMissing(error)) throw new StreamNotFound(stream);
    throw failureOf(error, doing);
  }
}

/** The events of many streams, some at a time; a stream that does not exist has none. */
export const readStreams = async (
  parts: ReadingParts,
  streams: readonly string[],
): Promise<ReadonlyMap<string, readonly RecordedEvent[]>> => {
  const found = new Map<string, RecordedEvent[]>(streams.map((stream) => [stream, []]));
  const names = found.entries();
  const readSome = async (): Promise<void> => {
    for (const [stream, events] of names) {
      try {
        for await (const event of readStream(parts, stream)) events.push(event);
      } catch (error) {
        if (!(error instanceof StreamNotFound)) throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: STREAMS_AT_ONCE }, readSome));
  return found;
};

/** The position of one event. @throws EventStoreUnavailable */
export const positionAt = async (
  parts: ReadingParts,
  stream: string,
  revision: bigint,
): Promise<Position> => {
  for await (const event of readStream(parts, stream, { fromRevision: revision, maxCount: 1 })) {
    return event.position;
  }
  throw new Error(`${stream} has no event at ${revision.toString()}, which the server just wrote`);
};

/**
 * Where an append stands in its stream, if it does. For repetitions that no
 * expected revision guards: the server recognises those only as long as it
 * remembers, which is not beyond its own end.
 */
export const findWritten = async (
  parts: ReadingParts,
  { stream, ids }: SerialisedAppend,
): Promise<{ readonly revision: bigint; readonly position: Position } | undefined> => {
  const last = ids.at(-1)?.toLowerCase();
  try {
    const back = { direction: 'backwards', maxCount: SEARCHED_BACK } as const;
    for await (const { id, revision, position } of readStream(parts, stream, back)) {
      if (id === last) return { revision, position };
    }
  } catch (error) {
    if (!(error instanceof StreamNotFound)) throw error;
  }
  return undefined;
};

/**
 * Tells where the log ends for its readers: at its last event but those that the
 * server writes for itself. It remembers how far back it looked, as a quiet
 * server goes on writing its own.
 */
export const createHead = ({ connection, timers }: ReadingParts): (() => Promise<Position>) => {
  let seen = { end: START, head: START };

  const lookBack = async (maxCount: number | undefined): Promise<Position | undefined> => {
    const doing = 'reading the end of the log';
    let end: Position | undefined;
    const { answerMs } = timers;
    const call = items<AllStreamResolvedEvent>(
      connection,
      (client) => client.lastEvents(maxCount),
      { doing, answerMs },
    );
    for await (const { event } of call) {
      if (event === undefined) continue;
      const position = positionOf(event.position);
      end ??= position;
      const isOld = position <= seen.end;
      if (!isOld && event.type.startsWith('$')) continue;
      const head = isOld ? seen.head : position;
      if (end >= seen.end) seen = { end, head };
      return head;
    }
    return undefined;
  };

  return async () => {
    try {
      return (await lookBack(1)) ?? (await lookBack(undefined)) ?? START;
    } catch (error) {
      throw failureOf(error, 'reading the end of the log');
    }
  };
};
