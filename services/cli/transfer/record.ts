import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';

import { canonicalJson } from '@chobo/domain/kernel/canonical';
import type { EventMetadata } from '@chobo/event-store/metadata';
import type { Append, RecordedEvent } from '@chobo/event-store/port';
import { z } from 'zod';

/** Names the format of the file; another one would bear another number. */
export const FORMAT = 'chobo-events/1';

const metadataSchema = z.strictObject({
  commandId: z.string(),
  inputHash: z.string(),
  schemaVersion: z.int().min(1),
  correlationId: z.string(),
  causationId: z.string(),
  actor: z.string(),
  occurredAt: z.string(),
});

/** One event as a line of the file; everything that the store gives but the position. */
const eventSchema = z.strictObject({
  stream: z.string().min(1),
  revision: z.int().min(0),
  id: z.uuid(),
  type: z.string().min(1),
  data: z.unknown(),
  metadata: metadataSchema,
  recordedAt: z.iso.datetime(),
});

/** The last line: how many events stand before it, and their digest. */
const trailerSchema = z.strictObject({
  end: z.literal(FORMAT),
  events: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export type TransferredEvent = z.infer<typeof eventSchema>;
export type Trailer = z.infer<typeof trailerSchema>;

export type TransferLine =
  | { readonly kind: 'event'; readonly event: TransferredEvent }
  | { readonly kind: 'trailer'; readonly trailer: Trailer };

/** When the store that an event was brought from had taken it; only brought events have it. */
type BroughtMetadata = EventMetadata & { readonly recordedAt?: string };

/**
 * What a recorded event is in the file. A store stamps its own time on what it
 * takes, so that of an event that was brought here stands in its metadata.
 */
export const transferred = (event: RecordedEvent): TransferredEvent => {
  const { recordedAt, ...metadata }: BroughtMetadata = event.metadata;
  return {
    stream: event.stream,
    revision: Number(event.revision),
    id: event.id,
    type: event.type,
    data: event.data,
    metadata,
    recordedAt: recordedAt ?? new Date(event.recordedAtMs).toISOString(),
  };
};

/** The append that makes it the next event of its stream in another store. */
export const broughtAppend = (event: TransferredEvent): Append => {
  const { stream, revision, id, type, data, recordedAt } = event;
  const metadata: BroughtMetadata = { ...event.metadata, recordedAt };
  return {
    stream,
    expectedRevision: revision === 0 ? 'no_stream' : BigInt(revision - 1),
    events: [{ id, type, data, metadata }],
  };
};

/** Reads a line; null when it is not one of this format. */
export const parseTransferLine = (text: string): TransferLine | null => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const trailer = trailerSchema.safeParse(json);
  if (trailer.success) return { kind: 'trailer', trailer: trailer.data };
  const event = eventSchema.safeParse(json);
  return event.success ? { kind: 'event', event: event.data } : null;
};

/**
 * Count and SHA-256 of a sequence of events: of everything that another store
 * keeps as well, in a form that does not depend on the order of keys. When a
 * store took an event is its own affair, so `recordedAt` is not part of it.
 */
export class TransferDigest {
  private readonly hash: Hash = createHash('sha256');
  private events = 0;

  add({ stream, revision, id, type, data, metadata }: TransferredEvent): void {
    this.events += 1;
    this.hash.update(canonicalJson([stream, revision, id, type, data, metadata]));
    this.hash.update('\n');
  }

  /** Ends the digest. */
  trailer(): Trailer {
    return { end: FORMAT, events: this.events, sha256: this.hash.digest('hex') };
  }
}
