import type { Aggregate, Command, DomainEvent, Rejection } from '@chobo/domain/kernel/decider';
import { reject } from '@chobo/domain/kernel/decider';
import { WrongExpectedRevision } from './errors.ts';
import type { CommandContext } from './handleCommand/context.ts';
import { eventsToAppend } from './handleCommand/eventsToAppend.ts';
import { inputHashOf } from './handleCommand/inputHash.ts';
import { currentEvent, loadState } from './handleCommand/loadState.ts';
import type { AggregateOf } from './handleCommand/loadState.ts';
import { defaultRetries, pauseAfter, untilAnswered } from './handleCommand/retries.ts';
import type { Retries } from './handleCommand/retries.ts';
import type { EventStore, Position, RecordedEvent } from './port.ts';

export type { CommandContext } from './handleCommand/context.ts';
export { eventsToAppend } from './handleCommand/eventsToAppend.ts';
export { loadState, readEvents } from './handleCommand/loadState.ts';

/** The id was used before for a command that asked for something else. */
export type CommandIdReused = Rejection<
  'command_id_reused',
  { readonly commandId: string; readonly stream: string }
>;

/** Others were faster every time; asking again may well succeed. */
export type Conflict = Rejection<
  'conflict',
  { readonly stream: string; readonly attempts: number; readonly revision: string }
>;

/** What its reader looked at has changed since: who changed it, and when. */
export type ChangedMeanwhile = Rejection<
  'changed_meanwhile',
  {
    readonly stream: string;
    readonly changedBy: string | null;
    readonly changedAt: string | null;
    readonly revision: string;
  }
>;

/** What a command came to. */
export type CommandResult<Event extends DomainEvent, Refusal extends Rejection> =
  | {
      readonly accepted: true;
      /** What it led to, in today's shape; none when it was so already. */
      readonly events: readonly Event[];
      /** True when this command had been taken before: these are its first results. */
      readonly repeated: boolean;
      /** Of its last event; of the stream's last one when it has none. */
      readonly revision: bigint | 'no_stream';
      /** Likewise: what a reader waits for to see its effect. */
      readonly position: Position;
    }
  | {
      readonly accepted: false;
      readonly rejection: Refusal | CommandIdReused | Conflict | ChangedMeanwhile;
    };

/** A command for one stream. */
export type CommandToHandle<GivenCommand extends Command, Event extends DomainEvent> = {
  readonly stream: string;
  readonly command: GivenCommand;
  readonly context: CommandContext;
  /**
   * Revision of the last event that the giver saw; the command is refused when
   * the stream has moved since. Left out, the rules alone decide.
   */
  readonly seenRevision?: bigint | 'no_stream';
  /**
   * Where the giver looked at a part of the stream, e.g. one refund of an account:
   * the events of that part. What happens to the others is no change to them.
   */
  readonly isOfPart?: (event: Event) => boolean;
};

/** The first result again, if the command asks for what it asked then. */
const earlierResult = <Event extends DomainEvent, Refusal extends Rejection>(
  aggregate: AggregateOf<Event>,
  earlier: readonly RecordedEvent[],
  inputHash: string,
): CommandResult<Event, Refusal> | undefined => {
  const last = earlier.at(-1);
  if (last === undefined) return undefined;
  const { commandId, inputHash: firstHash } = last.metadata;
  if (firstHash !== '' && firstHash !== inputHash) {
    return reject('command_id_reused', { commandId, stream: last.stream });
  }
  return {
    accepted: true,
    events: earlier.map((event) => currentEvent<Event>(aggregate, event)),
    repeated: true,
    revision: last.revision,
    position: last.position,
  };
};

type Revision = bigint | 'no_stream';

/**
 * Whether something happened that the giver did not see.
 *
 * @param last of the events that are a change to them; null when there is none
 */
const hasMoved = (seen: Revision, present: Revision, last: RecordedEvent | null): boolean =>
  seen === 'no_stream' || present === 'no_stream'
    ? seen !== present
    : seen > present || (last !== null && last.revision > seen);

const changedMeanwhile = (stream: string, revision: Revision, last: RecordedEvent | null) =>
  reject('changed_meanwhile', {
    stream,
    changedBy: last?.metadata.actor ?? null,
    changedAt: last?.metadata.occurredAt ?? null,
    revision: revision.toString(),
  });

/** How a command is carried out beside its rules. */
export type HandleOptions<
  Event extends DomainEvent,
  Before extends Rejection,
> = Partial<Retries> & {
  /**
   * Called with what was decided, before each attempt to append it: what must
   * stand elsewhere first. Its refusal is the command's.
   */
  readonly beforeAppend?: (events: readonly Event[]) => Promise<Before | null>;
};

/**
 * Loads a stream, decides, appends: the one road from a command to events.
 *
 * - The same command id with the same input gives the first result again; with
 *   other input, `command_id_reused`. A refusal is not remembered.
 * - When somebody else appends in between, it is decided anew on what is there
 *   then; after the last attempt, `conflict`.
 * - When the store does not say whether it wrote, the very same append is
 *   repeated: same ids, same expected revision. So it is written once.
 *
 * @throws EventStoreUnavailable when the store stays away; AppendTooLarge,
 *   EventNotSerialisable for events that cannot be stored
 */
export const handleCommand = async <
  State,
  GivenCommand extends Command,
  Event extends DomainEvent,
  Refusal extends Rejection,
  Before extends Rejection = never,
>(
  store: Pick<EventStore, 'append' | 'readStream'>,
  aggregate: Aggregate<State, GivenCommand, Event, Refusal>,
  { stream, command, context, seenRevision, isOfPart }: CommandToHandle<GivenCommand, Event>,
  { beforeAppend, ...options }: HandleOptions<Event, Before> = {},
): Promise<CommandResult<Event, Refusal | Before>> => {
  const retries = { ...defaultRetries, ...options };
  const inputHash = inputHashOf(command);

  for (let attempt = 1; ; attempt++) {
    let earlier: RecordedEvent[] = [];
    let last: RecordedEvent | null = null;
    const { state, revision, position } = await untilAnswered(retries, () => {
      earlier = [];
      last = null;
      return loadState(store, aggregate, stream, (event) => {
        if (isOfPart?.(currentEvent<Event>(aggregate, event)) ?? true) last = event;
        if (event.metadata.commandId === context.commandId) earlier.push(event);
      });
    });
    const repeated = earlierResult<Event, Refusal>(aggregate, earlier, inputHash);
    if (repeated !== undefined) return repeated;
    if (seenRevision !== undefined && hasMoved(seenRevision, revision, last)) {
      return changedMeanwhile(stream, revision, last);
    }

    const decision = aggregate.decide(command, state);
    if (!decision.accepted) return decision;
    const { events } = decision;
    if (events.length === 0) return { accepted: true, events, repeated: false, revision, position };
    const refusedBefore = (await beforeAppend?.(events)) ?? null;
    if (refusedBefore !== null) return { accepted: false, rejection: refusedBefore };

    try {
      const toAppend = eventsToAppend(aggregate, events, context, command);
      const appended = await untilAnswered(retries, () =>
        store.append({ stream, expectedRevision: revision, events: toAppend }),
      );
      return { accepted: true, events, repeated: false, ...appended };
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
      if (attempt >= retries.attempts) {
        const at = error.actual.toString();
        return reject('conflict', { stream, attempts: attempt, revision: at });
      }
    }
    await pauseAfter(retries, attempt);
  }
};
