import type { Aggregate, DomainEvent, Rejection } from '@chobo/domain/kernel/decider';
import { upcast } from '@chobo/domain/kernel/upcasting';
import { StreamNotFound } from '../errors.ts';
import { START } from '../port.ts';
import type { EventStore, Position, ReadOptions, RecordedEvent } from '../port.ts';

/** An aggregate as its stream tells it. */
export type Loaded<State> = {
  readonly state: State;
  /** Revision of the last event: what the next append expects. */
  readonly revision: bigint | 'no_stream';
  /** Position of the last event; START when there is none. */
  readonly position: Position;
};

/** What it takes to read an aggregate's events, and to write them. */
export type AggregateOf<Event extends DomainEvent> = Pick<
  Aggregate<never, never, Event, Rejection>,
  'upcasters'
>;

/**
 * A recorded event in today's shape.
 *
 * @throws RangeError when a newer program wrote it
 */
export const currentEvent = <Event extends DomainEvent>(
  { upcasters }: AggregateOf<Event>,
  { type, data, metadata }: RecordedEvent,
): Event => ({ type, data: upcast(upcasters, type, metadata.schemaVersion, data) }) as Event;

/**
 * Folds a stream into the aggregate's state, older versions of events brought
 * up to date. A stream that does not exist gives the initial state.
 *
 * @param onEvent is shown each event as it was recorded
 * @throws EventStoreUnavailable; RangeError for an event that a newer program wrote
 */
export const loadState = async <
  State,
  Command,
  Event extends DomainEvent,
  Refusal extends Rejection,
>(
  store: Pick<EventStore, 'readStream'>,
  aggregate: Aggregate<State, Command, Event, Refusal>,
  stream: string,
  onEvent?: (event: RecordedEvent) => void,
): Promise<Loaded<State>> => {
  let state = aggregate.initialState();
  let revision: bigint | 'no_stream' = 'no_stream';
  let position = START;
  try {
    for await (const event of store.readStream(stream)) {
      state = aggregate.evolve(state, currentEvent<Event>(aggregate, event));
      revision = event.revision;
      position = event.position;
      onEvent?.(event);
    }
  } catch (error) {
    if (!(error instanceof StreamNotFound)) throw error;
  }
  return { state, revision, position };
};

/**
 * The events of a stream, older versions brought up to date. A stream that does
 * not exist has none.
 *
 * @throws EventStoreUnavailable; RangeError for an event that a newer program wrote
 */
export async function* readEvents<
  State,
  Command,
  Event extends DomainEvent,
  Refusal extends Rejection,
>(
  store: Pick<EventStore, 'readStream'>,
  aggregate: Aggregate<State, Command, Event, Refusal>,
  stream: string,
  options?: ReadOptions,
): AsyncGenerator<Event, void, undefined> {
  try {
    for await (const event of store.readStream(stream, options)) {
      yield currentEvent<Event>(aggregate, event);
    }
  } catch (error) {
    if (!(error instanceof StreamNotFound)) throw error;
  }
}
