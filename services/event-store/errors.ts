import type { ExpectedRevision } from './port.ts';

/** The stream is not where the writer believed; `actual` is its last revision, or that there is none. */
export class WrongExpectedRevision extends Error {
  readonly code = 'wrong_expected_revision';
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly actual: bigint | 'no_stream';
  constructor(stream: string, expected: ExpectedRevision, actual: bigint | 'no_stream') {
    super(`Stream ${stream} is at ${actual}, not at ${expected}`);
    this.name = 'WrongExpectedRevision';
    this.stream = stream;
    this.expected = expected;
    this.actual = actual;
  }
}

export class StreamNotFound extends Error {
  readonly code = 'stream_not_found';
  readonly stream: string;
  constructor(stream: string) {
    super(`There is no stream ${stream}`);
    this.name = 'StreamNotFound';
    this.stream = stream;
  }
}

/** More than 1 MiB in one append. */
export class AppendTooLarge extends Error {
  readonly code = 'append_too_large';
  readonly stream: string;
  readonly bytes: number;
  readonly limit: number;
  constructor(stream: string, bytes: number, limit: number) {
    super(`An append of ${bytes} bytes to ${stream} is over the limit of ${limit} bytes`);
    this.name = 'AppendTooLarge';
    this.stream = stream;
    this.bytes = bytes;
    this.limit = limit;
  }
}

/** The data is not JSON: a bigint, a cycle, `undefined`, NaN, or an append without events. */
export class EventNotSerialisable extends Error {
  readonly code = 'event_not_serialisable';
  constructor(message: string, options?: { readonly cause: unknown }) {
    super(message, options);
    this.name = 'EventNotSerialisable';
  }
}

/** The store did not answer in time or is away; whether an append was written is not known. */
export class EventStoreUnavailable extends Error {
  readonly code = 'event_store_unavailable';
  constructor(message: string, options?: { readonly cause: unknown }) {
    super(message, options);
    this.name = 'EventStoreUnavailable';
  }
}
