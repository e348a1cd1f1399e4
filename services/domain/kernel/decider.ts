import type { Upcasters } from './upcasting.ts';

/**
 * A fact of the domain: a name in the past tense and its JSON data.
 *
 * `data` is a `type`, never an `interface`, and holds only what JSON keeps:
 * strings, safe integers, booleans, null, arrays and objects of these.
 */
export type DomainEvent<Type extends string = string, Data = unknown> = {
  readonly type: Type;
  readonly data: Data;
};

/**
 * What somebody wants: an imperative name and everything that the decision
 * needs from outside (instants, ids, who acts, policies), so that deciding is
 * pure.
 */
export type Command<Type extends string = string, Data = unknown> = {
  readonly type: Type;
  readonly data: Data;
};

/**
 * Why a command is refused: a stable code and the facts behind it.
 *
 * The code is for programs (one table maps it to an HTTP status and to one
 * message per language), the facts fill the message's places.
 */
export type Rejection<
  Code extends string = string,
  Facts extends Readonly<Record<string, unknown>> = Readonly<Record<string, unknown>>,
> = {
  readonly code: Code;
  readonly facts: Facts;
};

/** What a decision comes to: the events that are now facts, or the refusal. Never an exception. */
export type Decision<Event extends DomainEvent, Refusal extends Rejection> =
  | { readonly accepted: true; readonly events: readonly Event[] }
  | { readonly accepted: false; readonly rejection: Refusal };

/** The rules of one aggregate as three pure functions. */
export type Decider<State, Command, Event extends DomainEvent, Refusal extends Rejection> = {
  readonly initialState: () => State;
  readonly decide: (command: Command, state: State) => Decision<Event, Refusal>;
  readonly evolve: (state: State, event: Event) => State;
};

/** A decider with what is needed to read the events that older programs wrote. */
export type Aggregate<
  State,
  Command,
  Event extends DomainEvent,
  Refusal extends Rejection,
> = Decider<State, Command, Event, Refusal> & { readonly upcasters: Upcasters };

/** Accepts a command with the events that follow from it; none means "already so". */
export const accept = <const Events extends readonly DomainEvent[]>(
  ...events: Events
): { readonly accepted: true; readonly events: Events } => ({ accepted: true, events });

/** Refuses a command. */
export const reject = <
  const Code extends string,
  const Facts extends Readonly<Record<string, unknown>>,
>(
  code: Code,
  facts: Facts,
): { readonly accepted: false; readonly rejection: Rejection<Code, Facts> } => ({
  accepted: false,
  rejection: { code, facts },
});

/** Marks a `switch` as complete: does not compile while a case is missing. */
export const unreachable = (value: never): never => {
  throw new Error(`Unreachable: ${JSON.stringify(value)}`);
};
