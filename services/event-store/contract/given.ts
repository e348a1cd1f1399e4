import { randomUUID } from 'node:crypto';
import type { EventMetadata } from '../metadata.ts';
import type {
  EventBatch,
  EventStore,
  EventToAppend,
  ReadAllOptions,
  ReadOptions,
  RecordedEvent,
  SubscriptionOptions,
} from '../port.ts';

/** The store under test, once it is there. */
export type StoreUnderTest = () => EventStore;

/** A name nobody else has, so that the suite runs on a server with other events. */
export const uniqueName = (prefix = 'contract'): string => `${prefix}-${randomUUID()}`;

export const metadata: EventMetadata = {
  commandId: 'command-1',
  inputHash: '0'.repeat(64),
  schemaVersion: 1,
  correlationId: 'correlation-1',
  causationId: 'causation-1',
  actor: 'user:mori',
  occurredAt: '2026-11-18T00:10:12.000Z',
};

/** An event with an id of its own. */
export const anEvent = (fields: Partial<EventToAppend> = {}): EventToAppend => ({
  id: randomUUID(),
  type: 'SomethingHappened',
  data: { amount: 1000 },
  metadata,
  ...fields,
});

export const someEvents = (count: number, fields: Partial<EventToAppend> = {}): EventToAppend[] =>
  Array.from({ length: count }, () => anEvent(fields));

export const idsOf = (events: readonly { readonly id: string }[]): string[] =>
  events.map(({ id }) => id);

export const eventsOf = async (
  store: EventStore,
  stream: string,
  options?: ReadOptions,
): Promise<RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for await (const event of store.readStream(stream, options)) events.push(event);
  return events;
};

export const logOf = async (
  store: EventStore,
  options?: ReadAllOptions,
): Promise<RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for await (const batch of store.readAll(options)) events.push(...batch.events);
  return events;
};

/** Subscribes until the batches received are enough, and gives them. */
export const batchesUntil = async (
  store: EventStore,
  options: Omit<SubscriptionOptions, 'signal' | 'onBatch'>,
  enough: (batches: readonly EventBatch[]) => boolean,
): Promise<readonly EventBatch[]> => {
  const batches: EventBatch[] = [];
  const done = new AbortController();
  await store.subscribe({
    ...options,
    signal: done.signal,
    onBatch: (batch) => {
      batches.push(batch);
      if (enough(batches)) done.abort();
      return Promise.resolve();
    },
  });
  return batches;
};

export const eventsIn = (batches: readonly EventBatch[]): RecordedEvent[] =>
  batches.flatMap(({ events }) => [...events]);
