import type { EventMetadata } from './metadata.ts';

/**
 * A place in the log of all events: opaque, compared as a string, growing,
 * with gaps. Fixed-width hexadecimal `commit/prepare`; PostgreSQL uses one
 * number for both.
 */
export type Position = string & { readonly __brand: 'Position' };

/** The place before the first event. */
export const START: Position = '0000000000000000/0000000000000000' as Position;

/**
 * What the writer believes about the stream: the revision of its last event,
 * or one of three words. Revisions count from 0.
 */
export type ExpectedRevision = bigint | 'no_stream' | 'stream_exists' | 'any';

/**
 * JSON only: strings, finite numbers, booleans, null, arrays and plain objects.
 * What JSON does not keep is refused, not lost: `undefined` as a field, NaN,
 * bigint, Date, class instances. `-0` is read back as `0`; the order of keys is
 * not promised.
 */
export type EventToAppend = {
  /** UUID, read back in lower case. Repeating an append with the same ids is recognised, not written again. */
  readonly id: string;
  /** 1 to 512 characters without control characters, as the stream's name. */
  readonly type: string;
  readonly data: unknown;
  readonly metadata: EventMetadata;
};

export type RecordedEvent = EventToAppend & {
  readonly stream: string;
  readonly revision: bigint;
  readonly position: Position;
  /** When the store took it, epoch ms. */
  readonly recordedAtMs: number;
};

/** One atomic write to one stream; never empty, never over 1 MiB. */
export type Append = {
  readonly stream: string;
  readonly expectedRevision: ExpectedRevision;
  readonly events: readonly EventToAppend[];
};

export type Appended = {
  /** Revision of the last event written. */
  readonly revision: bigint;
  /** Position of the last event written. */
  readonly position: Position;
};

/** One member's end in `appendMany`: its own, whatever its neighbours' are. */
export type AppendOutcome =
  | { readonly ok: true; readonly appended: Appended }
  | { readonly ok: false; readonly error: Error };

/** An event passes when it fits each list that is given. */
export type EventFilter = {
  /** Beginnings of stream names. */
  readonly streamPrefixes?: readonly string[];
  /** Whole event types. */
  readonly types?: readonly string[];
};

export type ReadOptions = {
  readonly direction?: 'forwards' | 'backwards';
  /** Inclusive. Default: the first revision forwards, the last backwards. */
  readonly fromRevision?: bigint;
  /** At least 1. */
  readonly maxCount?: number;
  /** Once aborted, the iteration throws the signal's reason. */
  readonly signal?: AbortSignal;
};

export type ReadAllOptions = {
  /** Exclusive. Default: from the beginning. */
  readonly after?: Position;
  /** Inclusive upper end; reading stops there. */
  readonly upTo?: Position;
  readonly filter?: EventFilter;
  /** Events per batch at most (default 2,000). */
  readonly batchSize?: number;
  /** Once aborted, the iteration throws the signal's reason. */
  readonly signal?: AbortSignal;
};

export type EventBatch = {
  readonly events: readonly RecordedEvent[];
  /** Everything up to here has been considered, matching or not: the checkpoint to store. */
  readonly upTo: Position;
};

export type SubscriptionOptions = {
  /** Exclusive. */
  readonly after?: Position;
  readonly filter?: EventFilter;
  readonly batchSize?: number;
  /** Ends the subscription at once; a batch in the handler's hands is waited for. */
  readonly signal: AbortSignal;
  /**
   * Called with one batch at a time, in order; the next comes when its promise
   * is settled. Batches may be empty when only the checkpoint has moved.
   * A rejection ends the subscription with that error, its batch not passed.
   */
  readonly onBatch: (batch: EventBatch) => Promise<void>;
  /** Each time all that was written so far has been delivered, at first also when there was nothing. */
  readonly onCaughtUp?: () => void;
};

/**
 * The event store as Chobo needs it. Two adapters stand behind it, each proved
 * by the same contract suite. Errors are those of `errors.ts` and no others.
 */
export type EventStore = {
  /**
   * Writes all events or none, durable when it resolves. An append whose ids
   * already stand right after its expected revision is a repetition and gives
   * the first one's result; the data is not compared.
   * @throws WrongExpectedRevision when the stream is elsewhere
   * @throws AppendTooLarge, EventNotSerialisable, EventStoreUnavailable
   */
  append: (append: Append) => Promise<Appended>;
  /** Many independent appends in one call, each with its own outcome, in the order given. */
  appendMany: (appends: readonly Append[]) => Promise<readonly AppendOutcome[]>;
  /** @throws StreamNotFound while iterating, when there is no such stream */
  readStream: (stream: string, options?: ReadOptions) => AsyncIterable<RecordedEvent>;
  /** The events of many streams, forwards, one entry for each name asked; a stream that does not exist has none. */
  readStreams: (
    streams: readonly string[],
  ) => Promise<ReadonlyMap<string, readonly RecordedEvent[]>>;
  /** The log in order, from `after` to where it ended when the reading began (or `upTo`). */
  readAll: (options?: ReadAllOptions) => AsyncIterable<EventBatch>;
  /**
   * Catch-up, then live, until the signal aborts or the store is closed
   * (resolves) or the handler fails (rejects). A lost connection is not an end:
   * it goes on after the last batch that the handler took.
   */
  subscribe: (options: SubscriptionOptions) => Promise<void>;
  /** Position of the last event; `START` when there is none. */
  head: () => Promise<Position>;
  close: () => Promise<void>;
};
