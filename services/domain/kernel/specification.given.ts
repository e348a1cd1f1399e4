import { expect } from 'vitest';

import type { Aggregate, DomainEvent, Rejection } from './decider.ts';

/** What a decision must come to: exactly these events in this order, or exactly this refusal. */
export type Then<Event extends DomainEvent> = {
  readonly then: (...events: readonly Event[]) => void;
  readonly thenNothing: () => void;
  readonly thenRefused: (code: string, facts?: Readonly<Record<string, unknown>>) => void;
};

/**
 * Given these facts, when this is asked, then exactly that follows.
 *
 * The events of an accepted decision must also survive JSON and be taken by
 * `evolve`, so that no test passes on events that could not be stored or read.
 */
export const specificationOf = <State, Command, Event extends DomainEvent>(
  aggregate: Aggregate<State, Command, Event, Rejection>,
) => ({
  given: (...history: readonly Event[]) => ({
    when: (command: Command): Then<Event> => {
      const state = history.reduce<State>(aggregate.evolve, aggregate.initialState());
      const decision = aggregate.decide(command, state);
      const expectEvents = (events: readonly Event[]): void => {
        expect(decision).toStrictEqual({ accepted: true, events });
        expect(JSON.parse(JSON.stringify(events))).toStrictEqual(events);
        events.reduce<State>(aggregate.evolve, state);
      };
      return {
        then: (...events) => expectEvents(events),
        thenNothing: () => expectEvents([]),
        thenRefused: (code, facts) =>
          facts === undefined
            ? expect(decision).toMatchObject({ accepted: false, rejection: { code } })
            : expect(decision).toStrictEqual({ accepted: false, rejection: { code, facts } }),
      };
    },
  }),
});
