import type { Aggregate, DomainEvent, Rejection } from '@chobo/domain/kernel/decider';
import { currentEvent } from '@chobo/event-store/handleCommand/loadState';
import type { RecordedEvent } from '@chobo/event-store/port';

/** The state of an aggregate whose whole stream has been read. */
export const stateOf = <State, Command, Event extends DomainEvent, Refusal extends Rejection>(
  aggregate: Aggregate<State, Command, Event, Refusal>,
  events: readonly RecordedEvent[],
): State =>
  events.reduce<State>(
    (state, event) => aggregate.evolve(state, currentEvent<Event>(aggregate, event)),
    aggregate.initialState(),
  );
